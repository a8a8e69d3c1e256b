/**
 * A bracket expression: `[abc]`, `[^a-z]`, `[[:alpha:]_]`, `[]x]`, `[a-]`, `[[.-.]]`, `[[=a=]]`.
 *
 *     [[:digit:]     Unmatched [, [^, [:, [., or [=
 *     [z-a]          Invalid range end
 *     [[:letter:]]   Invalid character class name
 */
import { characterClass, isStrayByte } from './character-class.ts';
import { RegexProblem } from './node.ts';
import type { CharacterSet } from './node.ts';

const UNMATCHED = 'Unmatched [, [^, [:, [., or [=';

export interface BracketManners {
  readonly bytes: boolean;
  /** A backslash quotes (awk), is a character (POSIX), or begins `\n` and its like (sed). */
  readonly backslash: 'quotes' | 'plain' | 'escapes';
  /** Reads an escape that stands at `at` (behind the backslash). */
  readonly escape: (at: number) => { readonly code: number; readonly next: number } | undefined;
}

/**
 * @param at behind the opening bracket, in characters
 * @throws RegexProblem
 */
export const readBracket = (
  pattern: readonly string[],
  at: number,
  manners: BracketManners,
): { readonly set: CharacterSet; readonly next: number } => {
  const ranges: (readonly [number, number])[] = [];
  const classes: CharacterSet[] = [];
  const isNegated = pattern[at] === '^';
  let next = isNegated ? at + 1 : at;
  const first = next;

  const special = (mark: string): string => {
    const start = next + 2;
    let end = start;
    while (end + 1 < pattern.length && !(pattern[end] === mark && pattern[end + 1] === ']')) end++;
    if (end + 1 >= pattern.length) throw new RegexProblem(UNMATCHED);
    next = end + 2;
    return pattern.slice(start, end).join('');
  };

  /** @returns undefined for a class, which is no end of a range */
  const element = (): number | undefined => {
    const character = pattern[next];
    if (character === undefined) throw new RegexProblem(UNMATCHED);
    const mark = pattern[next + 1];
    if (character === '[' && mark === ':') {
      classes.push(characterClass(special(':'), manners.bytes));
      return undefined;
    }
    if (character === '[' && (mark === '.' || mark === '=')) {
      const name = [...special(mark)];
      if (name.length !== 1) throw new RegexProblem('Invalid collation character');
      return name[0]?.codePointAt(0);
    }
    if (character === '\\' && manners.backslash !== 'plain') {
      const escaped = manners.escape(next + 1);
      if (escaped !== undefined) {
        next = escaped.next;
        return escaped.code;
      }
    }
    next++;
    return character.codePointAt(0);
  };

  while (pattern[next] !== ']' || next === first) {
    const from = element();
    if (from === undefined) continue;
    if (pattern[next] !== '-' || pattern[next + 1] === ']' || pattern[next + 1] === undefined) {
      ranges.push([from, from]);
      continue;
    }
    next++;
    const to = element();
    if (to === undefined || to < from) throw new RegexProblem('Invalid range end');
    ranges.push([from, to]);
  }
  next++;
  const within: CharacterSet = (code) =>
    ranges.some(([low, high]) => code >= low && code <= high) || classes.some((each) => each(code));
  return { set: isNegated ? (code) => !within(code) && (manners.bytes || !isStrayByte(code)) : within, next };
};
