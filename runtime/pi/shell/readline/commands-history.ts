/** bash(1), "Commands for Manipulating the History", and what of other lines is put into this one. */
import type { Editing, EditorCommand } from './editing.ts';
import { historyWords } from './history-words.ts';
import { incrementalSearch } from './incremental-search.ts';
import { graphemes } from './line-buffer.ts';

const accept: EditorCommand = async (editing) => {
  await editing.leave();
  return { kind: 'line', text: editing.buffer.text };
};

const step =
  (direction: 1 | -1): EditorCommand =>
  async (editing, count) => {
    const by = direction * count;
    const last = editing.walk.length - 1;
    const to = editing.walk.at + by;
    // With a number too large it goes as far as there is.
    await editing.goTo(Math.abs(by) > 1 ? Math.min(last, Math.max(0, to)) : to);
  };

/** Page Up and Page Down: lines that begin with what stands before the cursor. */
const beginningAlike =
  (direction: 1 | -1): EditorCommand =>
  async (editing, count, given) => {
    const { buffer, walk } = editing;
    const head = buffer.before;
    if (head === '') return step(direction)(editing, count, given);
    const { cursor } = buffer;
    editing.did = 'history-search';
    const current = buffer.text;
    for (let index = walk.at + direction; index >= 0 && index < walk.length; index += direction) {
      const text = walk.text(index) ?? '';
      if (!text.startsWith(head) || text === current) continue;
      await editing.goTo(index);
      buffer.cursor = cursor;
      return undefined;
    }
    return editing.bell();
  };

/** Alt-.: the last word of the line before; again: of the one before that. With a number: that word. */
const lastArgument: EditorCommand = async (editing, count, given) => {
  const { buffer, walk } = editing;
  const again = editing.before === 'last-argument';
  const state = again ? editing.lastArgument : { back: 0, length: 0, step: 1, word: given ? count : undefined };
  // Again with a negative number turns round.
  if (again && given && count < 0) state.step = -state.step;
  state.back += state.step;
  editing.did = 'last-argument';
  editing.lastArgument = state;
  const line = walk.text(walk.length - 1 - state.back);
  if (line === undefined || state.back < 1) {
    // Beyond the last one, what the keys before have inserted goes too.
    state.back -= state.step;
    if (state.length > 0) buffer.cut(buffer.cursor - state.length);
    state.length = 0;
    return editing.bell();
  }
  const words = historyWords(line);
  const word = state.word === undefined ? words.at(-1) : words.at(state.word);
  if (word === undefined) return editing.bell();
  buffer.replace(buffer.cursor - state.length, buffer.cursor, word);
  state.length = graphemes(word).length;
  return undefined;
};

/** Alt-Ctrl-Y: the first argument of the line before, or the one with that number. */
const nthArgument: EditorCommand = async (editing, count) => {
  const { buffer, walk } = editing;
  const word = historyWords(walk.text(walk.length - 2) ?? '').at(count);
  if (word === undefined) return editing.bell();
  buffer.insert(word);
  return undefined;
};

/** Alt-P: what is typed at `:` is searched for when Enter is pressed. */
const searchAtOnce =
  (direction: 1 | -1): EditorCommand =>
  async (editing) => {
    const { buffer, walk } = editing;
    const start = { text: buffer.text, cursor: buffer.cursor };
    walk.keep(buffer);
    const query = await ask(editing);
    buffer.load(start.text, buffer.undoList, start.cursor);
    if (query === undefined) return undefined;
    const sought = query === '' ? editing.lastSearch : query;
    editing.lastSearch = sought;
    for (let index = walk.at + direction; index >= 0 && index < walk.length; index += direction) {
      const at = sought === '' ? -1 : (walk.text(index) ?? '').indexOf(sought);
      if (at < 0) continue;
      await editing.goTo(index);
      buffer.cursor = graphemes(buffer.text.slice(0, at)).length;
      return undefined;
    }
    return editing.bell();
  };

/** A line of its own at `:`. undefined: it was given up */
const ask = async (editing: Editing): Promise<string | undefined> => {
  const { buffer } = editing;
  const { undoList } = buffer;
  buffer.load('');
  editing.message = `${editing.prompt}:`;
  try {
    for (;;) {
      await editing.show();
      const key = await editing.key();
      if (key === null) return undefined;
      if ('text' in key) buffer.type(key.text);
      else if ('paste' in key) buffer.insert(key.paste);
      else if (key.name === 'enter' || key.name === 'C-j') return buffer.text;
      else if (key.name === 'backspace' || key.name === 'C-h') {
        if (buffer.cells.length === 0) return undefined;
        buffer.cut(buffer.cursor - 1);
      } else if (key.name === 'C-w') buffer.cut(buffer.blankWordStart(1));
      else if (key.name === 'C-u') buffer.cut(0);
      else {
        await editing.bell();
        return undefined;
      }
    }
  } finally {
    editing.message = undefined;
    buffer.load('', undoList);
  }
};

export const HISTORY_COMMANDS = {
  'accept-line': accept,
  'previous-history': step(-1),
  'next-history': step(1),
  'beginning-of-history': async (editing) => {
    await editing.goTo(0);
  },
  'end-of-history': async (editing) => {
    await editing.goTo(editing.walk.length - 1);
  },
  'reverse-search-history': (editing) => incrementalSearch(editing, -1),
  'forward-search-history': (editing) => incrementalSearch(editing, 1),
  'history-search-backward': beginningAlike(-1),
  'history-search-forward': beginningAlike(1),
  'non-incremental-reverse-search-history': searchAtOnce(-1),
  'non-incremental-forward-search-history': searchAtOnce(1),
  'yank-last-arg': lastArgument,
  'yank-nth-arg': nthArgument,
  /** Runs the line, and brings the one behind it in history next. */
  'operate-and-get-next': (editing, count, given) => {
    editing.nextLine = editing.walk.at < editing.walk.length - 1 ? editing.walk.at + 1 : undefined;
    return accept(editing, count, given);
  },
  /** Alt-#: kept in history, not run. With a number the mark is taken off again, if it is there. */
  'insert-comment': (editing, count, given) => {
    const { buffer } = editing;
    const marked = given && buffer.text.startsWith('#');
    buffer.replace(0, marked ? 1 : 0, marked ? '' : '#');
    return accept(editing, count, given);
  },
  'history-expand-line': async (editing) => {
    const { buffer } = editing;
    const expanded = editing.options.expandHistory?.(buffer.text);
    if (expanded === undefined) return editing.bell();
    if (expanded !== buffer.text) buffer.replace(0, buffer.cells.length, expanded);
    return undefined;
  },
} as const satisfies Readonly<Record<string, EditorCommand>>;
