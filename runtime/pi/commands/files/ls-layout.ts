/** How ls(1) sets names out on lines. */

/** A name as it is printed, and how many columns it takes. */
export interface Cell {
  readonly text: string;
  readonly width: number;
}

interface Sheet {
  /** Of a line; 0: without end. */
  readonly width: number;
  /** Columns between tab stops; 0: only blanks. */
  readonly tab: number;
}

const GAP = 2;
/** Narrower than this no column is. */
const NARROWEST = 3;

/** From one column of the screen to another, with tabs where they reach. */
const indent = (from: number, to: number, tab: number): string => {
  let text = '';
  let at = from;
  while (at < to) {
    if (tab !== 0 && Math.floor(to / tab) > Math.floor((at + 1) / tab)) {
      text += '\t';
      at += tab - (at % tab);
    } else {
      text += ' ';
      at += 1;
    }
  }
  return text;
};

/** The widths of as many columns as fit. @param downwards filled by column, else by row */
const columnWidths = (cells: readonly Cell[], width: number, downwards: boolean): readonly number[] => {
  const most = width === 0 ? cells.length : Math.max(1, Math.min(cells.length, Math.floor(width / NARROWEST)));
  for (let columns = most; columns > 1; columns--) {
    const rows = Math.ceil(cells.length / columns);
    const widths = Array.from({ length: columns }, () => NARROWEST);
    for (const [index, cell] of cells.entries()) {
      const column = downwards ? Math.floor(index / rows) : index % columns;
      const real = cell.width + (column === columns - 1 ? 0 : GAP);
      widths[column] = Math.max(widths[column] ?? 0, real);
    }
    if (width === 0 || widths.reduce((sum, each) => sum + each, 0) < width) return widths;
  }
  return [0];
};

const setOut = (cells: readonly Cell[], sheet: Sheet, downwards: boolean): readonly string[] => {
  if (cells.length === 0) return [];
  const widths = columnWidths(cells, sheet.width, downwards);
  const columns = widths.length;
  const rows = Math.ceil(cells.length / columns);
  return Array.from({ length: rows }, (_, row) => {
    let line = '';
    let at = 0;
    let start = 0;
    for (let column = 0; column < columns; column++) {
      const cell = cells[downwards ? column * rows + row : row * columns + column];
      if (cell === undefined) break;
      line += indent(at, start, sheet.tab) + cell.text;
      at = start + cell.width;
      start += widths[column] ?? 0;
    }
    return line;
  });
};

/** As few lines as fit the width, filled downwards. */
export const inColumns = (cells: readonly Cell[], sheet: Sheet): readonly string[] => setOut(cells, sheet, true);

/** The same, filled along the lines. */
export const inRows = (cells: readonly Cell[], sheet: Sheet): readonly string[] => setOut(cells, sheet, false);

/** One after the other, with commas. */
export const withCommas = (cells: readonly Cell[], { width }: Sheet): readonly string[] => {
  const lines: string[] = [];
  let line = '';
  let at = 0;
  for (const [index, cell] of cells.entries()) {
    if (index > 0) {
      if (width === 0 || at + cell.width + 2 < width) {
        line += ', ';
        at += 2;
      } else {
        lines.push(`${line},`);
        line = '';
        at = 0;
      }
    }
    line += cell.text;
    at += cell.width;
  }
  return cells.length === 0 ? [] : [...lines, line];
};
