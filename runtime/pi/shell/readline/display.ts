/**
 * Keeps a prompt and a line on the screen right, across any number of rows, with as little output as
 * will do. It knows where the cursor is because nothing else writes while a line is edited.
 *
 * A terminal does not wrap when its last column is filled, but when the next character comes. So a
 * line that ends in the last column gets a blank and a carriage return, which makes the next row.
 */
import { textWidth } from '../../tty/width.ts';

export interface View {
  /** With escape sequences, which take no room. */
  readonly prompt: string;
  readonly cells: readonly string[];
  readonly cursor: number;
}

interface Place {
  readonly row: number;
  readonly column: number;
}

const ESCAPES = /\x1b\[[0-9;?]*[A-Za-z]|\x1b\][^\x07]*\x07/g;

export class Display {
  #shown: View | undefined;
  #columns = 80;
  #at: Place = { row: 0, column: 0 };

  /** What to write so that the screen shows `view`. */
  render(view: View, columns: number): string {
    const before = this.#shown;
    this.#shown = view;
    if (before === undefined || before.prompt !== view.prompt || this.#columns !== columns) {
      return this.#whole(view, before, columns);
    }
    let same = 0;
    while (same < view.cells.length && view.cells[same] === before.cells[same]) same++;
    const changed = same < view.cells.length || same < before.cells.length;
    if (!changed) return this.#moveTo(this.#placeOf(view, view.cursor));
    // From the end of what stays, not from the next cell: a wide one may have to wrap.
    const start = this.#moveTo(this.#normal(this.#endOf(view, same)));
    const erase = same < before.cells.length ? '\x1b[J' : '';
    return start + erase + this.#write(view, same);
  }

  /** To the row below the line, as Enter does. */
  leave(): string {
    const view = this.#shown;
    if (view === undefined) return '\n';
    const move = this.#moveTo(this.#placeOf(view, view.cells.length));
    const fresh = this.#at.column === 0 && this.#at.row > 0 && view.cells.length > 0 && view.cells.at(-1) !== '\n';
    this.forget();
    // The row that a full line has already made is the one below.
    return move + (fresh ? '' : '\n');
  }

  /** The cursor stands at the beginning of an empty row. */
  forget(): void {
    this.#shown = undefined;
    this.#at = { row: 0, column: 0 };
  }

  #whole(view: View, before: View | undefined, columns: number): string {
    // A terminal that was resized has moved the rows itself: the cursor is where the new width puts it.
    this.#columns = columns;
    const at = before === undefined ? this.#at : this.#placeOf(before, before.cursor);
    const home = (at.row > 0 ? `\x1b[${at.row}A` : '') + (before === undefined ? '' : '\r\x1b[J');
    this.#at = this.#normal(this.#endOf(view, 0));
    return home + view.prompt + this.#write(view, 0);
  }

  /** Writes the cells from `from` on, the cursor being right before them, and moves it to its place. */
  #write(view: View, from: number): string {
    const end = this.#endOf(view, view.cells.length);
    this.#at = this.#normal(end);
    const wrap = end.column >= this.#columns ? ' \r' : '';
    return view.cells.slice(from).join('') + wrap + this.#moveTo(this.#placeOf(view, view.cursor));
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

  /** Where the cell with this index stands, or the next one would. */
  #placeOf(view: View, index: number): Place {
    const end = this.#endOf(view, index);
    const next = view.cells[index];
    const room = next === undefined || next === '\n' ? 1 : textWidth(next);
    return end.column + room > this.#columns && next !== '\n' ? { row: end.row + 1, column: 0 } : this.#normal(end);
  }

  /** Behind the first `count` cells; the column may be one past the last. */
  #endOf({ prompt, cells }: View, count: number): Place {
    const width = textWidth(prompt.replace(ESCAPES, ''));
    let row = width === 0 ? 0 : Math.floor((width - 1) / this.#columns);
    let column = width - row * this.#columns;
    for (const cell of cells.slice(0, count)) {
      if (cell === '\n') {
        row++;
        column = 0;
        continue;
      }
      const room = textWidth(cell);
      if (column + room > this.#columns) {
        row++;
        column = 0;
      }
      column += room;
    }
    return { row, column };
  }

  #normal({ row, column }: Place): Place {
    return column >= this.#columns ? { row: row + 1, column: 0 } : { row, column };
  }
}
