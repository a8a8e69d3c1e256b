/** bash(1), "Commands for Moving". */
import type { EditorCommand } from './editing.ts';

/** A character forward or back; rings at either end. */
const character =
  (direction: 1 | -1): EditorCommand =>
  async (editing, count) => {
    const { buffer } = editing;
    const to = buffer.cursor + direction * count;
    if (to < 0 || to > buffer.cells.length) await editing.bell();
    buffer.cursor = to;
  };

const word =
  (direction: 1 | -1): EditorCommand =>
  ({ buffer }, count) => {
    buffer.cursor = buffer.word(direction * count);
  };

/** The next key is the character to go to. */
const toCharacter =
  (direction: 1 | -1): EditorCommand =>
  async (editing, count) => {
    const key = await editing.key('literal');
    const found = key !== null && 'text' in key ? editing.buffer.find(key.text, direction * count) : undefined;
    if (found === undefined) return editing.bell();
    editing.buffer.cursor = found;
    return undefined;
  };

export const MOVE_COMMANDS = {
  'forward-char': character(1),
  'backward-char': character(-1),
  'forward-word': word(1),
  'backward-word': word(-1),
  'beginning-of-line': ({ buffer }) => {
    buffer.cursor = 0;
  },
  'end-of-line': ({ buffer }) => {
    buffer.cursor = buffer.cells.length;
  },
  'character-search': toCharacter(1),
  'character-search-backward': toCharacter(-1),
  'set-mark': (editing) => {
    editing.mark = editing.buffer.cursor;
  },
  'exchange-point-and-mark': (editing) => {
    const { buffer, mark } = editing;
    editing.mark = buffer.cursor;
    buffer.cursor = mark;
  },
  'clear-screen': async (editing) => {
    await editing.write('\x1b[H\x1b[2J');
    await editing.showAfresh();
  },
  /** The lines above the screen go too. */
  'clear-display': async (editing) => {
    await editing.write('\x1b[H\x1b[2J\x1b[3J');
    await editing.showAfresh();
  },
} as const satisfies Readonly<Record<string, EditorCommand>>;
