/** Which rows of a document are on the screen: a place in it, and how to move from there. */
import type { Document } from './document.ts';
import { rowsOf } from './rows.ts';
import { isFoundIn, matchesIn } from './search.ts';
import type { Wanted } from './search.ts';
import { cellsOf, textOf } from './styled-line.ts';
import type { Cell } from './styled-line.ts';

/** A row: which line of the document, and which of the rows that it takes; both from 0. */
export interface Place {
  readonly line: number;
  readonly row: number;
}

export interface ViewStyle {
  readonly colours: boolean;
  readonly tab: number;
  readonly chop: boolean;
  readonly numbers: boolean;
  /** -s: of several empty lines one is shown. */
  readonly squeeze: boolean;
  readonly shift: number;
  /** Found words are marked. */
  readonly marks: boolean;
}

const CACHED_LINES = 400;

export class View {
  readonly document: Document;
  top: Place = { line: 0, row: 0 };
  columns = 80;
  /** Rows for text: the screen's, without the prompt's. */
  height = 23;
  /** `&`: only lines that match are there. */
  filter: Wanted | undefined;
  search: Wanted | undefined;
  style: ViewStyle;
  readonly #cache = new Map<number, readonly string[]>();
  /** Whether a line passes the filter: 1 yes, 2 no, 0 not asked yet. */
  #passes = new Uint8Array(0);

  constructor(document: Document, style: ViewStyle) {
    this.document = document;
    this.style = style;
  }

  /** To be called when anything has changed that rows depend on. */
  changed(): void {
    this.#cache.clear();
    this.#passes = new Uint8Array(0);
    const rows = this.rows(this.top.line).length;
    if (this.top.row >= rows) this.top = { line: this.top.line, row: Math.max(0, rows - 1) };
  }

  #cells(line: number): Cell[] {
    return cellsOf(this.document.line(line), this.style);
  }

  text(line: number): string {
    return textOf(this.#cells(line)).text;
  }

  rows(line: number): readonly string[] {
    const known = this.#cache.get(line);
    if (known !== undefined) return known;
    if (line >= this.document.length) return [''];
    const cells = this.#cells(line);
    const found = new Set<number>();
    if (this.search !== undefined && this.style.marks) {
      const { text, cellAt } = textOf(cells);
      for (const [from, to] of matchesIn(text, this.search))
        for (let unit = from; unit < to; unit++) found.add(cellAt[unit] ?? -1);
    }
    const rows = rowsOf(cells, {
      columns: this.columns,
      chop: this.style.chop,
      shift: this.style.shift,
      margin: this.style.numbers ? `${String(line + 1).padStart(7)} ` : '',
      found,
    });
    if (this.#cache.size >= CACHED_LINES) this.#cache.clear();
    this.#cache.set(line, rows);
    return rows;
  }

  /** Of the lines that are there. */
  isShown(line: number): boolean {
    if (this.filter !== undefined && !this.#passesFilter(line, this.filter)) return false;
    if (!this.style.squeeze || line === 0) return true;
    return this.document.line(line).length > 0 || this.document.line(line - 1).length > 0;
  }

  #passesFilter(line: number, filter: Wanted): boolean {
    if (line >= this.#passes.length) {
      const passes = new Uint8Array(Math.max(1_024, line * 2));
      passes.set(this.#passes);
      this.#passes = passes;
    }
    const known = this.#passes[line];
    if (known !== undefined && known !== 0) return known === 1;
    const passes = isFoundIn(this.text(line), filter);
    this.#passes[line] = passes ? 1 : 2;
    return passes;
  }

  /** The first line from there on that is shown; undefined: none of those that are there. */
  shownFrom(line: number): number | undefined {
    for (let at = Math.max(0, line); at < this.document.length; at++) if (this.isShown(at)) return at;
    return undefined;
  }

  shownBefore(line: number): number | undefined {
    for (let at = Math.min(line, this.document.length) - 1; at >= 0; at--) if (this.isShown(at)) return at;
    return undefined;
  }

  after({ line, row }: Place): Place | undefined {
    if (row + 1 < this.rows(line).length) return { line, row: row + 1 };
    const next = this.shownFrom(line + 1);
    return next === undefined ? undefined : { line: next, row: 0 };
  }

  before({ line, row }: Place): Place | undefined {
    if (row > 0) return { line, row: row - 1 };
    const previous = this.shownBefore(line);
    return previous === undefined ? undefined : { line: previous, row: this.rows(previous).length - 1 };
  }

  /** What is on the screen, from the top; shorter than `height` where the document ends, or does not go on yet. */
  places(): Place[] {
    const places: Place[] = [];
    const first = this.shownFrom(this.top.line);
    let place = first === undefined ? undefined : first === this.top.line ? this.top : { line: first, row: 0 };
    for (; place !== undefined && places.length < this.height; place = this.after(place)) places.push(place);
    return places;
  }

  rowAt({ line, row }: Place): string {
    return this.rows(line)[row] ?? '';
  }

  /** The place that is `count` rows above, or as far as there are any. */
  above(place: Place, count: number): Place {
    let at = place;
    for (let left = count; left > 0; left--) {
      const before = this.before(at);
      if (before === undefined) break;
      at = before;
    }
    return at;
  }
}
