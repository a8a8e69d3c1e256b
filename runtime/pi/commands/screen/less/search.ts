/** What is searched for in less: an extended regular expression of POSIX, as regcomp(3) reads it. */
import { posixRegex, RegexProblem } from '../../../posix-regex.ts';
import type { PosixRegex } from '../../../posix-regex.ts';

/** `smart`: -i, case counts only when the pattern has a capital letter. */
export type CaseRule = 'exact' | 'smart' | 'ignore';

/** @returns undefined when it is no regular expression */
export const searchPattern = (text: string, rule: CaseRule): PosixRegex | undefined => {
  const ignoreCase = rule === 'ignore' || (rule === 'smart' && !/\p{Lu}/u.test(text));
  try {
    return posixRegex(text, { extended: true, ignoreCase });
  } catch (error) {
    if (error instanceof RegexProblem) return undefined;
    throw error;
  }
};

export interface Wanted {
  readonly pattern: PosixRegex;
  /** `!` before the pattern: lines without it. */
  readonly negative: boolean;
}

export interface Search extends Wanted {
  readonly text: string;
  readonly forward: boolean;
}

/** Where it matches, as ranges of UTF-16 units; empty matches are left out. */
export const matchesIn = (text: string, { pattern, negative }: Wanted): [number, number][] => {
  const found: [number, number][] = [];
  if (negative) return found;
  for (let match = pattern.exec(text, 0); match !== null;) {
    if (match.end > match.index) found.push([match.index, match.end]);
    const next: number = Math.max(match.end, match.index + 1);
    match = next > text.length ? null : pattern.exec(text, next);
  }
  return found;
};

export const isFoundIn = (text: string, { pattern, negative }: Wanted): boolean => pattern.test(text) !== negative;
