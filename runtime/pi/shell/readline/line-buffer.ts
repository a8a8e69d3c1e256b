/**
 * The line being edited: characters as a reader sees them (a letter with its accents is one), and
 * the cursor between two of them. Words: letters and digits for Alt-B, Alt-F, Alt-D; what blanks
 * separate for Ctrl-W (bash(1), "Commands for Moving", "Killing and Yanking").
 */
const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' });

export const graphemes = (text: string): string[] => [...segmenter.segment(text)].map(({ segment }) => segment);

const isLetter = (cell: string | undefined): boolean => cell !== undefined && /[\p{L}\p{N}]/u.test(cell);
const isBlank = (cell: string | undefined): boolean => cell !== undefined && /\s/.test(cell);

export class LineBuffer {
  #cells: string[] = [];
  #cursor = 0;

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

  /** The whole line anew, the cursor at its end. */
  set(text: string, cursor?: number): void {
    this.#cells = graphemes(text);
    this.cursor = cursor ?? this.#cells.length;
  }

  insert(text: string): void {
    const after = this.#cells.slice(this.#cursor).join('');
    const before = this.before + text;
    this.#cells = graphemes(before + after);
    this.#cursor = graphemes(before).length;
  }

  /** Takes away what lies between the cursor and `to`. @returns it */
  cut(to: number): string {
    const start = Math.max(0, Math.min(this.#cursor, to));
    const end = Math.min(this.#cells.length, Math.max(this.#cursor, to));
    const removed = this.#cells.splice(start, end - start).join('');
    this.#cursor = start;
    return removed;
  }

  /** Ctrl-T: the character before the cursor changes places with the one under it. */
  transpose(): void {
    const at = this.#cursor === this.#cells.length ? this.#cursor - 1 : this.#cursor;
    const [left, right] = [this.#cells[at - 1], this.#cells[at]];
    if (left === undefined || right === undefined) return;
    this.#cells.splice(at - 1, 2, right, left);
    this.#cursor = at + 1;
  }

  get wordEnd(): number {
    let at = this.#cursor;
    while (at < this.#cells.length && !isLetter(this.#cells[at])) at++;
    while (isLetter(this.#cells[at])) at++;
    return at;
  }

  get wordStart(): number {
    let at = this.#cursor;
    while (at > 0 && !isLetter(this.#cells[at - 1])) at--;
    while (isLetter(this.#cells[at - 1])) at--;
    return at;
  }

  /** As Ctrl-W sees words. */
  get blankWordStart(): number {
    let at = this.#cursor;
    while (isBlank(this.#cells[at - 1])) at--;
    while (at > 0 && !isBlank(this.#cells[at - 1])) at--;
    return at;
  }
}
