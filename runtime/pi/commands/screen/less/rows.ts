/** The rows of the screen that a line takes: wrapped, or (-S) cut off on both sides. */
import type { Cell } from './styled-line.ts';

export interface RowLayout {
  readonly columns: number;
  /** -S */
  readonly chop: boolean;
  /** How many columns the text is shifted to the left; then nothing wraps either. */
  readonly shift: number;
  /** What stands before the text: a line number, a mark. */
  readonly margin: string;
  /** Cells that are found, by index. */
  readonly found: ReadonlySet<number>;
}

const INVERSE = '7';

/** @returns text with its styles, no row wider than the screen; at least one */
export const rowsOf = (cells: readonly Cell[], layout: RowLayout): string[] => {
  const width = Math.max(1, layout.columns - layout.margin.length);
  const rows = layout.chop || layout.shift > 0 ? [window(cells, width, layout)] : wrapped(cells, width, layout);
  return rows.map((row) => layout.margin + row);
};

const wrapped = (cells: readonly Cell[], width: number, { found }: RowLayout): string[] => {
  const rows: string[] = [];
  let row = new Row();
  let column = 0;
  for (const [index, cell] of cells.entries()) {
    if (column + cell.width > width) {
      rows.push(row.end());
      row = new Row();
      column = 0;
    }
    row.put(cell, found.has(index));
    column += cell.width;
  }
  rows.push(row.end());
  return rows;
};

/** One row of a shifted text, with `>` where more of it follows. */
const window = (cells: readonly Cell[], width: number, { shift, found }: RowLayout): string => {
  const row = new Row();
  let column = -shift;
  const total = cells.reduce((sum, cell) => sum + cell.width, 0) - shift;
  const room = total > width ? width - 1 : width;
  for (const [index, cell] of cells.entries()) {
    if (column >= 0 && column + cell.width <= room) row.put(cell, found.has(index));
    else if (column < 0 && column + cell.width > 0) row.put({ text: ' ', width: 1, style: '' }, false);
    column += cell.width;
    if (column > room) break;
  }
  if (total > width) row.put({ text: '>', width: 1, style: INVERSE }, false);
  return row.end();
};

/** Styles are switched only where they change. */
class Row {
  #text = '';
  #style = '';

  put(cell: Cell, isFound: boolean): void {
    const style = isFound ? (cell.style === '' ? INVERSE : `${cell.style};${INVERSE}`) : cell.style;
    if (style !== this.#style) {
      if (this.#style !== '') this.#text += '\x1b[m';
      if (style !== '') this.#text += `\x1b[${style}m`;
      this.#style = style;
    }
    this.#text += cell.text;
  }

  end(): string {
    return this.#style === '' ? this.#text : `${this.#text}\x1b[m`;
  }
}
