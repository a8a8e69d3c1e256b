import { textWidth } from '../../tty/width.ts';

export interface Candidate {
  /** What the word becomes, quoted as the line needs it. */
  readonly text: string;
  /** What follows it when it is the only one: a blank, or nothing after a directory's `/`. */
  readonly suffix: string;
  /** As lists show it: the last part of a path. */
  readonly label: string;
  readonly isFile?: true;
}

export interface Completion {
  /** Where the word begins that is completed, in UTF-16 units of the text before the cursor. */
  readonly start: number;
  readonly candidates: readonly Candidate[];
}

/** What is to be completed: `any` is what stands there by the line's grammar. */
export type CompletionKind = 'any' | 'file' | 'command' | 'variable' | 'user' | 'host';

export const longestCommonPrefix = (texts: readonly string[]): string => {
  const [first = '', ...others] = texts;
  let length = first.length;
  for (const text of others) {
    let same = 0;
    while (same < length && text[same] === first[same]) same++;
    length = same;
  }
  // Not half of a character.
  if (/[\ud800-\udbff]/.test(first[length - 1] ?? '')) length--;
  return first.slice(0, length);
};

/** As readline sorts them: by byte, each once. */
export const sortedLabels = (labels: readonly string[]): string[] => [...new Set(labels)].toSorted();

/** Without the slash of a directory, which readline does not count. */
const nameWidth = (label: string): number => textWidth(label.replace(/\/$/, ''));

/** Labels in columns, downwards, as readline lists them: two blanks apart, and never up to the last column. */
export const listRows = (labels: readonly string[], columns: number): string[] => {
  const cell = Math.max(0, ...labels.map(nameWidth)) + 2;
  const fit = Math.floor(columns / cell);
  const perRow = Math.max(1, fit > 1 && fit * cell === columns ? fit - 1 : fit);
  const rows = Math.ceil(labels.length / perRow);
  return Array.from({ length: rows }, (_, row) =>
    labels
      .filter((_each, index) => index % rows === row)
      .map((label) => label + ' '.repeat(Math.max(1, cell - textWidth(label))))
      .join('')
      .trimEnd(),
  );
};
