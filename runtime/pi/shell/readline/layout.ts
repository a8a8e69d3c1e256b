/**
 * Where a terminal puts a prompt and a line: what each character looks like and in which row and
 * column it stands.
 *
 *     \x01     is shown as ^A        a tab      goes to the next eighth column
 *     日       takes two columns     a newline  goes to the next row
 *
 * A terminal does not wrap when its last column is filled, but when the next character comes.
 */
import { textWidth } from '../../tty/width.ts';
import { graphemes } from './line-buffer.ts';

export interface View {
  /** With escape sequences, which take no room; nor does what stands between \x01 and \x02. */
  readonly prompt: string;
  readonly cells: readonly string[];
  readonly cursor: number;
  /** Cells that stand out: what was just pasted, what a search has found. */
  readonly region?: readonly [from: number, to: number] | undefined;
}

export interface Place {
  readonly row: number;
  readonly column: number;
}

/** One character of the screen. */
export interface Glyph {
  /** `\n` for the end of a row. */
  readonly text: string;
  readonly standsOut: boolean;
}

const TAB_STOP = 8;
const UNSEEN = /\x01[^\x02]*\x02|\x1b\[[0-9;?]*[A-Za-z]|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)|[\x01\x02\x07]/g;

/** The prompt as it is written. */
export const writtenPrompt = (prompt: string): string => prompt.replace(/[\x01\x02]/g, '');

export class Layout {
  readonly view: View;
  readonly columns: number;
  readonly glyphs: readonly Glyph[];
  /** Where each glyph stands; the last one is where the next would. */
  readonly #places: readonly Place[];
  /** Behind each glyph, where the column may be one past the last; first: behind the prompt. */
  readonly #ends: readonly Place[];
  /** The glyph with which each cell begins. */
  readonly #glyphOf: readonly number[];

  constructor(view: View, columns: number) {
    this.view = view;
    this.columns = columns;
    const glyphs: Glyph[] = [];
    const places: Place[] = [];
    let end = endOfPrompt(view.prompt, columns);
    const ends = [end];
    const glyphOf: number[] = [];
    const [from, to] = view.region ?? [0, 0];
    for (const [index, cell] of view.cells.entries()) {
      glyphOf.push(glyphs.length);
      for (const text of shown(cell, end.column % columns)) {
        glyphs.push({ text, standsOut: index >= from && index < to });
        const place = placeFor(text, end, columns);
        places.push(place);
        end =
          text === '\n' ? { row: end.row + 1, column: 0 } : { row: place.row, column: place.column + textWidth(text) };
        ends.push(end);
      }
    }
    glyphOf.push(glyphs.length);
    places.push(placeFor(' ', end, columns));
    this.glyphs = glyphs;
    this.#places = places;
    this.#ends = ends;
    this.#glyphOf = glyphOf;
  }

  /** Where the glyph with this index stands, or the next one would. */
  place(glyph: number): Place {
    return this.#places[glyph] ?? { row: 0, column: 0 };
  }

  /** Behind the first `count` glyphs; the column may be one past the last. */
  end(count: number): Place {
    return this.#ends[count] ?? { row: 0, column: 0 };
  }

  get cursor(): Place {
    return this.place(this.#glyphOf[this.view.cursor] ?? this.glyphs.length);
  }

  get lastRow(): number {
    return this.place(this.glyphs.length).row;
  }
}

/** A place behind the last column is the beginning of the next row, once something comes there. */
export const wrapped = ({ row, column }: Place, columns: number): Place =>
  column >= columns ? { row: row + 1, column: 0 } : { row, column };

const placeFor = (glyph: string, end: Place, columns: number): Place => {
  if (glyph === '\n') return end.column >= columns ? { row: end.row, column: columns - 1 } : end;
  return end.column + textWidth(glyph) > columns ? { row: end.row + 1, column: 0 } : end;
};

const endOfPrompt = (prompt: string, columns: number): Place => {
  let row = 0;
  let column = 0;
  for (const character of graphemes(prompt.replace(UNSEEN, ''))) {
    const room = textWidth(character);
    if (column + room > columns) {
      row++;
      column = 0;
    }
    column += room;
  }
  return { row, column };
};

/** What a cell looks like. @param column where it begins, which counts for a tab */
const shown = (cell: string, column: number): readonly string[] => {
  if (cell === '\t') return Array<string>(TAB_STOP - (column % TAB_STOP)).fill(' ');
  if (cell === '\n') return ['\n'];
  if (cell < ' ') return ['^', String.fromCharCode(cell.charCodeAt(0) + 0x40)];
  if (cell === '\x7f') return ['^', '?'];
  return textWidth(cell) > 0 ? [cell] : [` ${cell}`];
};
