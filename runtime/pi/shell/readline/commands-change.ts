/** bash(1), "Commands for Changing Text", "Killing and Yanking". */
import type { Editing, EditorCommand } from './editing.ts';
import { changeCase, transposeCharacters, transposeWords } from './transform.ts';

/** Takes what lies between the cursor and `to` for Ctrl-Y. Kills in a row are one. */
const kill = (editing: Editing, to: number): void => {
  const forward = to > editing.buffer.cursor;
  editing.kills.kill(editing.buffer.cut(to), forward, editing.before === 'kill');
  editing.did = 'kill';
};

const killWord =
  (direction: 1 | -1): EditorCommand =>
  (editing, count) => {
    kill(editing, editing.buffer.word(direction * count));
  };

/** A number makes it a kill of so many characters. */
const deleteCharacters =
  (direction: 1 | -1): EditorCommand =>
  async (editing, count, given) => {
    const { buffer } = editing;
    const to = buffer.cursor + direction * count;
    if (to === buffer.cursor || (to < buffer.cursor ? buffer.cursor === 0 : buffer.isAtEnd)) return editing.bell();
    if (given) kill(editing, to);
    else buffer.cut(to);
    return undefined;
  };

const changeWord =
  (how: 'upper' | 'lower' | 'capital'): EditorCommand =>
  ({ buffer }, count) => {
    changeCase(buffer, how, count);
  };

export const CHANGE_COMMANDS = {
  'delete-char': async (editing, count, given) => {
    if (editing.buffer.cells.length === 0 && editing.before !== 'delete' && !given) return { kind: 'end' };
    editing.did = 'delete';
    await deleteCharacters(1)(editing, count, given);
    return undefined;
  },
  /** The Delete key: never the end of input. */
  'delete-key': deleteCharacters(1),
  'backward-delete-char': deleteCharacters(-1),
  'quoted-insert': async (editing, count) => {
    const key = await editing.key('literal');
    if (key !== null && 'text' in key) editing.buffer.insert(key.text.repeat(Math.max(0, count)));
  },
  'transpose-chars': async (editing, count) => {
    if (!transposeCharacters(editing.buffer, count)) await editing.bell();
  },
  'transpose-words': async (editing, count) => {
    if (!transposeWords(editing.buffer, count)) await editing.bell();
  },
  'upcase-word': changeWord('upper'),
  'downcase-word': changeWord('lower'),
  'capitalize-word': changeWord('capital'),
  'kill-line': (editing, count) => {
    kill(editing, count < 0 ? 0 : editing.buffer.cells.length);
  },
  'unix-line-discard': async (editing) => {
    if (editing.buffer.cursor === 0) return editing.bell();
    kill(editing, 0);
    return undefined;
  },
  'kill-word': killWord(1),
  'backward-kill-word': killWord(-1),
  'unix-word-rubout': async (editing, count) => {
    if (editing.buffer.cursor === 0) return editing.bell();
    kill(editing, editing.buffer.blankWordStart(Math.max(1, count)));
    return undefined;
  },
  'delete-horizontal-space': ({ buffer }) => {
    const [from, to] = buffer.blanks;
    buffer.cursor = to;
    buffer.cut(from);
  },
  yank: async (editing) => {
    const { top } = editing.kills;
    if (top === undefined) return editing.bell();
    editing.mark = editing.buffer.cursor;
    editing.buffer.insert(top);
    editing.did = 'yank';
    return undefined;
  },
  'yank-pop': async (editing) => {
    const { buffer, kills } = editing;
    const text = editing.before === 'yank' ? kills.rotate() : undefined;
    if (text === undefined) return editing.bell();
    buffer.replace(editing.mark, buffer.cursor, text);
    editing.did = 'yank';
    return undefined;
  },
  undo: async (editing, count) => {
    for (let left = count; left > 0; left--) if (!editing.buffer.undo()) return editing.bell();
    return undefined;
  },
  'revert-line': async (editing) => {
    if (!editing.buffer.revert()) await editing.bell();
  },
} as const satisfies Readonly<Record<string, EditorCommand>>;
