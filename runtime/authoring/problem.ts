/** Something that is wrong with a lesson: where, what, and how to mend it. */
export interface Problem {
  /** As it shall be printed: `lessons/01-hello-world/de.mdx`. */
  readonly file: string;
  /** From 1. */
  readonly line: number;
  readonly message: string;
}

/** `lessons/01-hello-world/de.mdx:31: step "publish" has no …` */
export const inWords = ({ file, line, message }: Problem): string => `${file}:${line}: ${message}`;

/** Files in their order, and lines in theirs. */
export const byPlace = (a: Problem, b: Problem): number =>
  a.file < b.file ? -1 : a.file > b.file ? 1 : a.line - b.line;
