/**
 * Keeps a prompt and a line on the screen right, across any number of rows, with as little output as
 * will do. It knows where the cursor is because nothing else writes while a line is edited.
 *
 * A line that ends in the last column gets a blank and a carriage return, which makes the next row. Of
 * a line with more rows than the screen those around the cursor are shown.
 */
import { Layout, wrapped, writtenPrompt } from './layout.ts';
import type { Place, View } from './layout.ts';

export interface ScreenSize {
  readonly columns: number;
  readonly rows: number;
}

const STANDS_OUT = '\x1b[7m';
const STANDS_NO_MORE = '\x1b[27m';

export class Display {
  #shown: Layout | undefined;
  #at: Place = { row: 0, column: 0 };
  /** The first row that is on the screen, of a line that is too long for it. */
  #top = 0;
  #isCut = false;

  /** What to write so that the screen shows `view`. */
  render(view: View, { columns, rows }: ScreenSize): string {
    const before = this.#shown;
    const layout = new Layout(view, columns);
    this.#shown = layout;
    const cut = layout.lastRow >= rows;
    if (
      before === undefined ||
      before.view.prompt !== view.prompt ||
      before.columns !== columns ||
      cut ||
      this.#isCut
    ) {
      return this.#whole(layout, before !== undefined, cut ? rows : undefined);
    }
    let same = 0;
    while (same < layout.glyphs.length && sameGlyph(layout, before, same)) same++;
    if (same === layout.glyphs.length && same === before.glyphs.length) return this.#moveTo(layout.cursor);
    // From the end of what stays, not from the next glyph: a wide one may have to wrap. A newline is in its row's end.
    const newline = layout.glyphs[same]?.text === '\n';
    const start = this.#moveTo(newline ? layout.place(same) : wrapped(layout.end(same), columns));
    const erase = same < before.glyphs.length ? '\x1b[J' : '';
    return start + erase + this.#write(layout, same, layout.glyphs.length) + this.#moveTo(layout.cursor);
  }

  /** The prompt stands on the screen already, at the beginning of a row, and nothing behind it. */
  adopt(prompt: string, { columns }: ScreenSize): void {
    this.#shown = new Layout({ prompt, cells: [], cursor: 0 }, columns);
    this.#at = wrapped(this.#shown.end(0), columns);
    this.#top = 0;
    this.#isCut = false;
  }

  /** To the row below the line, as Enter does. @param mark what is written behind the line first: `^C` */
  leave(mark = ''): string {
    const layout = this.#shown;
    if (layout === undefined) return `${mark}\n`;
    const all = this.#isCut ? this.#whole(layout, true, undefined) : '';
    const move = this.#moveTo(layout.place(layout.glyphs.length));
    const fresh = mark === '' && this.#at.column === 0 && this.#at.row > 0;
    this.forget();
    // The row that a full line has already made is the one below.
    return all + move + mark + (fresh && layout.glyphs.length > 0 ? '' : '\n');
  }

  /** The cursor stands at the beginning of an empty row. */
  forget(): void {
    this.#shown = undefined;
    this.#at = { row: 0, column: 0 };
    this.#top = 0;
    this.#isCut = false;
  }

  /** @param rows as many of them as fit; absent: all */
  #whole(layout: Layout, shown: boolean, rows: number | undefined): string {
    const up = this.#at.row - this.#top;
    const home = (up > 0 ? `\x1b[${up}A` : '') + (shown ? '\r\x1b[J' : '');
    this.#isCut = rows !== undefined;
    this.#top = rows === undefined ? 0 : this.#topFor(layout, rows);
    const { glyphs } = layout;
    if (rows === undefined) {
      this.#at = wrapped(layout.end(0), layout.columns);
      const prompt = writtenPrompt(layout.view.prompt);
      const filled = glyphs.length === 0 && layout.end(0).column >= layout.columns ? ' \r' : '';
      return home + prompt + filled + this.#write(layout, 0, glyphs.length) + this.#moveTo(layout.cursor);
    }
    const inView = (index: number): boolean => {
      const { row } = layout.place(index);
      return row >= this.#top && row < this.#top + rows;
    };
    let from = 0;
    while (from < glyphs.length && !inView(from)) from++;
    let to = from;
    while (to < glyphs.length && inView(to)) to++;
    const last = glyphs[to - 1];
    // A newline at the end of the last row would push the first one off the screen.
    if (last?.text === '\n' && layout.place(to).row >= this.#top + rows) to--;
    this.#at = { row: this.#top, column: 0 };
    const prompt = this.#top === 0 ? writtenPrompt(layout.view.prompt) : '';
    return home + prompt + this.#write(layout, from, to, this.#top + rows) + this.#moveTo(layout.cursor);
  }

  #topFor(layout: Layout, rows: number): number {
    const { row } = layout.cursor;
    const top = Math.min(this.#top, layout.lastRow - rows + 1);
    return row < top ? row : row >= top + rows ? row - rows + 1 : top;
  }

  /**
   * Writes some glyphs, the cursor being right before them.
   * @param below the first row that is no longer in view; absent: all are
   */
  #write(layout: Layout, from: number, to: number, below = Infinity): string {
    if (from >= to) return '';
    let text = '';
    let standsOut = false;
    for (const glyph of layout.glyphs.slice(from, to)) {
      if (glyph.standsOut !== standsOut) text += glyph.standsOut ? STANDS_OUT : STANDS_NO_MORE;
      standsOut = glyph.standsOut;
      text += glyph.text;
    }
    if (standsOut) text += STANDS_NO_MORE;
    const end = layout.end(to);
    const full = end.column >= layout.columns;
    // At the end of what is shown of a long line, the cursor stays in the last column: a new row would push one out.
    if (full && (to < layout.glyphs.length || end.row + 1 >= below)) {
      this.#at = { row: end.row, column: layout.columns - 1 };
      return text;
    }
    this.#at = wrapped(end, layout.columns);
    return text + (full ? ' \r' : '');
  }

  #moveTo(to: Place): string {
    const from = this.#at;
    this.#at = to;
    const rows = to.row - from.row;
    const vertical = rows < 0 ? `\x1b[${-rows}A` : rows > 0 ? `\x1b[${rows}B` : '';
    if (to.column === from.column) return vertical;
    if (to.column === 0) return `${vertical}\r`;
    const columns = to.column - from.column;
    return vertical + (columns < 0 ? `\x1b[${-columns}D` : `\x1b[${columns}C`);
  }
}

const sameGlyph = (one: Layout, other: Layout, index: number): boolean => {
  const [a, b] = [one.glyphs[index], other.glyphs[index]];
  return a !== undefined && b !== undefined && a.text === b.text && a.standsOut === b.standsOut;
};
