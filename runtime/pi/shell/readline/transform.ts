/** Keys that change what is there: Ctrl-T, Alt-T, Alt-U, Alt-L, Alt-C (bash(1), "Commands for Changing Text"). */
import type { LineBuffer } from './line-buffer.ts';
import { graphemes } from './line-buffer.ts';

/**
 * Ctrl-T drags the character before the cursor over `count` others.
 * @returns whether there were two to change places
 */
export const transposeCharacters = (buffer: LineBuffer, count: number): boolean => {
  const { cells } = buffer;
  if (buffer.cursor === 0 || cells.length < 2) return false;
  const from = buffer.cursor - (buffer.isAtEnd ? 2 : 1);
  const dragged = cells[from] ?? '';
  const to = Math.min(cells.length, Math.max(0, from + 1 + (buffer.isAtEnd ? 1 : count)));
  const between = cells.slice(Math.min(from + 1, to), Math.max(from, to)).join('');
  if (to > from) buffer.replace(from, to, between + dragged);
  else {
    const others = cells.slice(to, from).join('');
    buffer.replace(to, from + 1, dragged + others);
    buffer.cursor = to + 1;
  }
  return true;
};

/** Alt-T: the word before the cursor changes places with the one behind it. @returns whether there are two */
export const transposeWords = (buffer: LineBuffer, count: number): boolean => {
  const start = buffer.cursor;
  const move = (by: number): number => (buffer.cursor = buffer.word(by));
  const endOfSecond = move(count);
  const startOfSecond = move(-1);
  const startOfFirst = move(-count);
  const endOfFirst = move(1);
  if (startOfFirst === startOfSecond || startOfSecond < endOfFirst) {
    buffer.cursor = start;
    return false;
  }
  const first = buffer.slice(startOfFirst, endOfFirst);
  const between = buffer.slice(endOfFirst, startOfSecond);
  const second = buffer.slice(startOfSecond, endOfSecond);
  buffer.replace(startOfFirst, endOfSecond, second + between + first);
  return true;
};

const capitalized = (text: string): string => {
  let inWord = false;
  return graphemes(text)
    .map((cell) => {
      const letter = /[\p{L}\p{N}]/u.test(cell);
      const changed = !letter ? cell : inWord ? cell.toLowerCase() : cell.toUpperCase();
      inWord = letter;
      return changed;
    })
    .join('');
};

/** Alt-U, Alt-L, Alt-C, of words behind the cursor; of those before it, which stays, for a negative count. */
export const changeCase = (buffer: LineBuffer, how: 'upper' | 'lower' | 'capital', count: number): void => {
  const { cursor } = buffer;
  const to = buffer.word(count);
  const text = buffer.slice(cursor, to);
  const changed = how === 'upper' ? text.toUpperCase() : how === 'lower' ? text.toLowerCase() : capitalized(text);
  if (text === '') return;
  buffer.replace(Math.min(cursor, to), Math.max(cursor, to), changed);
  if (count < 0) buffer.cursor = cursor;
};
