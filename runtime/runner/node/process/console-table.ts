/** The boxes of console.table. */
import { inspect } from '../modules/inspect.ts';

/** @returns undefined: it is no table */
export function consoleTable(data: unknown, chosen?: readonly string[]): string | undefined {
  if (typeof data !== 'object' || data === null) return undefined;
  const isMap = data instanceof Map;
  const isSet = data instanceof Set;
  const rows: (readonly [index: string, value: unknown])[] = isMap
    ? [...data].map(([key, value], at) => [String(at), { Key: key, Values: value }])
    : isSet
      ? [...data].map((value, at) => [String(at), value])
      : Object.entries(data);
  const columns: string[] = [];
  let hasValues = false;
  for (const [, value] of rows) {
    if (typeof value !== 'object' || value === null) hasValues = true;
    else for (const key of Object.keys(value)) if (!columns.includes(key)) columns.push(key);
  }
  const shown = chosen === undefined ? columns : [...chosen];
  const heads = [
    isMap || isSet ? '(iteration index)' : '(index)',
    ...shown,
    ...(hasValues && chosen === undefined ? ['Values'] : []),
  ];
  const body = rows.map(([index, value]) => {
    const isRow = typeof value === 'object' && value !== null;
    const cells = shown.map((column) =>
      isRow && Object.hasOwn(value, column) ? cell((value as Record<string, unknown>)[column]) : '',
    );
    return [index, ...cells, ...(hasValues && chosen === undefined ? [isRow ? '' : cell(value)] : [])];
  });
  const widths = heads.map(
    (head, at) => Math.max(...[head, ...body.map((row) => row[at] ?? '')].map((each) => [...each].length)) + 2,
  );
  const line = (left: string, middle: string, right: string): string =>
    left + widths.map((width) => '─'.repeat(width)).join(middle) + right;
  const row = (cells: readonly string[]): string =>
    `│${cells.map((each, at) => ` ${each}${' '.repeat((widths[at] ?? 0) - [...each].length - 1)}`).join('│')}│`;
  return [line('┌', '┬', '┐'), row(heads), line('├', '┼', '┤'), ...body.map(row), line('└', '┴', '┘')].join('\n');
}

const cell = (value: unknown): string =>
  inspect(value, { depth: typeof value === 'object' && value !== null ? 0 : 2, breakLength: Infinity, compact: true });
