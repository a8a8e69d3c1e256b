/** Which rows of a long list are in view, so that only these are in the document. */
export interface RowsInView {
  /** Numbers of rows in the list; `first` > `last` when it is empty. */
  readonly first: number;
  readonly last: number;
}

/** Rows drawn beyond each edge, so that scrolling shows no gaps. */
const BEYOND = 6;

/**
 * @param list `first`: number of the oldest row; `next`: number that the next row will get
 * @param view pixels
 */
export function rowsInView(
  list: { readonly first: number; readonly next: number },
  view: { readonly top: number; readonly height: number; readonly row: number },
): RowsInView {
  const above = Math.floor(view.top / view.row) - BEYOND;
  const below = Math.ceil((view.top + view.height) / view.row) + BEYOND;
  return {
    first: list.first + Math.max(0, Math.min(above, list.next - list.first - 1)),
    last: Math.min(list.next - 1, list.first + Math.max(0, below)),
  };
}

/**
 * Where the view must be moved so that a row is seen whole.
 * @param offset rows above it
 * @param view `covered`: pixels at the top that something lies over
 * @returns the new top in pixels; the old one when the row is in view
 */
export function revealRow(
  offset: number,
  view: { readonly top: number; readonly height: number; readonly row: number; readonly covered: number },
): number {
  const from = offset * view.row;
  if (from < view.top) return from;
  const bottom = from + view.row - (view.height - view.covered);
  return bottom > view.top ? bottom : view.top;
}
