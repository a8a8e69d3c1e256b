/**
 * The marks in the text of a manual page, and how a typewriter shows them: *bold* struck twice,
 * _underlined_ over an underscore, as grotty(1) hands them to the pager.
 */
export type Style = 'plain' | 'bold' | 'underlined';

/** A word, or a part of one; words are separated by blanks of any number. */
export interface Piece {
  readonly text: string;
  readonly style: Style;
}

const MARKED = /(^|[\s("'|[=])([*_])(\S(?:.*?\S)?)\2(?=$|[\s.,:;)'"|\]=])/g;

/** Text with marks, in pieces of one style each. */
export const piecesOf = (text: string): Piece[] => {
  const pieces: Piece[] = [];
  let at = 0;
  for (const match of text.matchAll(MARKED)) {
    const [whole, before = '', mark, inner = ''] = match;
    pieces.push({ text: text.slice(at, match.index) + before, style: 'plain' });
    pieces.push({ text: inner, style: mark === '*' ? 'bold' : 'underlined' });
    at = match.index + whole.length;
  }
  pieces.push({ text: text.slice(at), style: 'plain' });
  return pieces.filter((piece) => piece.text !== '');
};

const struck = (character: string, style: Style): string => {
  if (style === 'plain' || character === ' ') return character;
  return style === 'bold' ? `${character}\b${character}` : `_\b${character}`;
};

export const overstruck = (text: string, style: Style): string =>
  Array.from(text, (character) => struck(character, style)).join('');

export const shown = (pieces: readonly Piece[]): string =>
  pieces.map(({ text, style }) => overstruck(text, style)).join('');

/** Without what a typewriter did: for a pipe, a file. */
export const withoutStrikes = (text: string): string => text.replace(/.\x08/gu, '');

/** Columns. */
export const lengthOf = (pieces: readonly Piece[]): number =>
  pieces.reduce((sum, { text }) => sum + [...text].length, 0);

/** @returns lines no wider than `width`, unless one word is */
export const wrappedPieces = (pieces: readonly Piece[], width: number): Piece[][] => {
  const words: Piece[][] = [];
  let isOpen = false;
  for (const { text, style } of pieces) {
    for (const part of text.split(/(\s+)/)) {
      if (part === '') continue;
      if (/^\s/.test(part)) isOpen = false;
      else if (isOpen) words.at(-1)?.push({ text: part, style });
      else {
        words.push([{ text: part, style }]);
        isOpen = true;
      }
    }
  }
  const lines: Piece[][] = [];
  let line: Piece[] = [];
  for (const word of words) {
    if (line.length > 0 && lengthOf(line) + 1 + lengthOf(word) > width) {
      lines.push(line);
      line = [];
    }
    if (line.length > 0) line.push({ text: ' ', style: joinStyle(line.at(-1), word[0]) });
    line.push(...word);
  }
  if (line.length > 0) lines.push(line);
  return lines;
};

/** A blank between two underlined words is plain all the same: grotty underlines no blanks. */
const joinStyle = (before: Piece | undefined, after: Piece | undefined): Style =>
  before?.style === 'bold' && after?.style === 'bold' ? 'bold' : 'plain';
