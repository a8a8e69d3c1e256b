/**
 * The line being edited: characters as a reader sees them (a letter with its accents is one), and
 * the cursor between two of them. Words: letters and digits for Alt-B, Alt-F, Alt-D; what blanks
 * separate for Ctrl-W (bash(1), "Commands for Moving", "Killing and Yanking").
 */
import type { LineState } from './undo-list.ts';
import { UndoList } from './undo-list.ts';

const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' });

export const graphemes = (text: string): string[] => {
  // Two line ends are two characters here, also where the second belongs to the first.
  if (/^[\x20-\x7e]*$/.test(text)) return [...text];
  return [...segmenter.segment(text)].flatMap(({ segment }) => (segment === '\r\n' ? ['\r', '\n'] : segment));
};

const isLetter = (cell: string | undefined): boolean => cell !== undefined && /[\p{L}\p{N}]/u.test(cell);
const isBlank = (cell: string | undefined): boolean => cell !== undefined && /\s/.test(cell);

export class LineBuffer {
  #cells: readonly string[] = [];
  #cursor = 0;
  #undo = new UndoList();

  get cells(): readonly string[] {
    return this.#cells;
  }

  get cursor(): number {
    return this.#cursor;
  }

  set cursor(cursor: number) {
    this.#cursor = Math.min(Math.max(0, cursor), this.#cells.length);
  }

  get text(): string {
    return this.#cells.join('');
  }

  get before(): string {
    return this.#cells.slice(0, this.#cursor).join('');
  }

  get isAtEnd(): boolean {
    return this.#cursor === this.#cells.length;
  }

  get undoList(): UndoList {
    return this.#undo;
  }

  /** Another line, with its own steps to undo. The cursor stands at its end. */
  load(text: string, undo = new UndoList(), cursor?: number): void {
    this.#cells = graphemes(text);
    this.#undo = undo;
    this.cursor = cursor ?? this.#cells.length;
  }

  slice(from: number, to: number): string {
    return this.#cells.slice(Math.min(from, to), Math.max(from, to)).join('');
  }

  /** One letter, as typed: it joins the letters before it in what Ctrl-_ takes back. */
  type(character: string): void {
    this.#undo.recordTyped(this.#state);
    this.#put(character);
  }

  insert(text: string): void {
    if (text === '') return;
    this.#undo.record(this.#state);
    this.#put(text);
  }

  /** Takes away what lies between the cursor and `to`. @returns it */
  cut(to: number): string {
    const start = Math.max(0, Math.min(this.#cursor, to));
    const end = Math.min(this.#cells.length, Math.max(this.#cursor, to));
    if (start === end) return '';
    this.#undo.record({ cells: this.#cells, cursor: end });
    const removed = this.#cells.slice(start, end).join('');
    this.#cells = [...this.#cells.slice(0, start), ...this.#cells.slice(end)];
    this.#cursor = start;
    return removed;
  }

  /** Puts `text` in place of what lies between two places, as one step; the cursor goes behind it. */
  replace(from: number, to: number, text: string): void {
    this.#undo.record({ cells: this.#cells, cursor: to });
    this.#cells = [...this.#cells.slice(0, from), ...this.#cells.slice(to)];
    this.#cursor = from;
    this.#put(text);
  }

  /** @returns whether there was anything to undo */
  undo(): boolean {
    return this.#restore(this.#undo.undo());
  }

  revert(): boolean {
    return this.#restore(this.#undo.undoAll());
  }

  /** The end of the `count`th word from here on; backwards for a negative count. */
  word(count: number): number {
    return count < 0 ? this.#wordStart(-count) : this.#wordEnd(count);
  }

  /** As Ctrl-W sees words. */
  blankWordStart(count: number): number {
    let at = this.#cursor;
    for (let left = count; left > 0 && at > 0; left--) {
      while (isBlank(this.#cells[at - 1])) at--;
      while (at > 0 && !isBlank(this.#cells[at - 1])) at--;
    }
    return at;
  }

  /** The blanks around the cursor. */
  get blanks(): readonly [from: number, to: number] {
    let from = this.#cursor;
    let to = this.#cursor;
    while (/[ \t]/.test(this.#cells[from - 1] ?? '')) from--;
    while (/[ \t]/.test(this.#cells[to] ?? '')) to++;
    return [from, to];
  }

  /** The `count`th occurrence of a character behind the cursor, before it for a negative count. */
  find(character: string, count: number): number | undefined {
    const step = Math.sign(count);
    let left = Math.abs(count);
    for (let at = this.#cursor + step; at >= 0 && at < this.#cells.length; at += step) {
      if (this.#cells[at] === character && --left === 0) return at;
    }
    return undefined;
  }

  #wordEnd(count: number): number {
    let at = this.#cursor;
    for (let left = count; left > 0 && at < this.#cells.length; left--) {
      while (at < this.#cells.length && !isLetter(this.#cells[at])) at++;
      while (isLetter(this.#cells[at])) at++;
    }
    return at;
  }

  #wordStart(count: number): number {
    let at = this.#cursor;
    for (let left = count; left > 0 && at > 0; left--) {
      while (at > 0 && !isLetter(this.#cells[at - 1])) at--;
      while (isLetter(this.#cells[at - 1])) at--;
    }
    return at;
  }

  get #state(): LineState {
    return { cells: this.#cells, cursor: this.#cursor };
  }

  #restore(state: LineState | undefined): boolean {
    if (state === undefined) return false;
    this.#cells = state.cells;
    this.cursor = state.cursor;
    return true;
  }

  /** A combining mark joins the character before it, so neighbours are cut into characters anew. */
  #put(text: string): void {
    const left = this.#cells[this.#cursor - 1] ?? '';
    const right = this.#cells[this.#cursor] ?? '';
    const from = this.#cursor - (left === '' ? 0 : 1);
    const to = this.#cursor + (right === '' ? 0 : 1);
    const middle = graphemes(left + text + right);
    this.#cells = [...this.#cells.slice(0, from), ...middle, ...this.#cells.slice(to)];
    this.#cursor = from + graphemes(left + text).length;
  }
}
