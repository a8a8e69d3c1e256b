import { textWidth } from '../../tty/width.ts';

export interface Candidate {
  /** What the word becomes, quoted as the line needs it. */
  readonly text: string;
  /** What follows it when it is the only one: a blank, or nothing after a directory's `/`. */
  readonly suffix: string;
  /** As lists show it: the last part of a path. */
  readonly label: string;
}

export interface Completion {
  /** Where the word begins that is completed, in UTF-16 units of the text before the cursor. */
  readonly start: number;
  readonly candidates: readonly Candidate[];
}

export const longestCommonPrefix = (texts: readonly string[]): string => {
  const [first = '', ...others] = texts;
  let length = first.length;
  for (const text of others) {
    let same = 0;
    while (same < length && text[same] === first[same]) same++;
    length = same;
  }
  return first.slice(0, length);
};

/** Labels in columns, downwards, as ls shows them. @returns lines, each ended by a newline */
export const listColumns = (labels: readonly string[], columns: number): string => {
  const cell = Math.max(0, ...labels.map(textWidth)) + 2;
  const perRow = Math.max(1, Math.floor(columns / cell));
  const rows = Math.ceil(labels.length / perRow);
  let list = '';
  for (let row = 0; row < rows; row++) {
    const line = labels.filter((_, index) => index % rows === row);
    list += `${line
      .map((label) => label + ' '.repeat(cell - textWidth(label)))
      .join('')
      .trimEnd()}\n`;
  }
  return list;
};
