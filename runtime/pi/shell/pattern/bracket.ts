/**
 * Bracket expressions of patterns (glob(7)): `[abc]`, `[a-z]`, `[!a]`, `[^a]`, `[[:digit:]_]`, `[]a]`.
 *
 *     [ab      no closing bracket: a [ that means itself
 *     [z-a]    matches nothing
 */
export type CharacterTest = (character: string) => boolean;

/** As iswctype(3) has it in the locale C.UTF-8. */
const CLASSES: Readonly<Record<string, RegExp>> = {
  alnum: /^[\p{L}\p{N}]$/u,
  alpha: /^\p{L}$/u,
  ascii: /^\p{ASCII}$/u,
  blank: /^[ \t]$/,
  cntrl: /^\p{Cc}$/u,
  digit: /^[0-9]$/,
  graph: /^[\p{L}\p{M}\p{N}\p{P}\p{S}]$/u,
  lower: /^\p{Ll}$/u,
  print: /^[\p{L}\p{M}\p{N}\p{P}\p{S} ]$/u,
  punct: /^[\p{P}\p{S}]$/u,
  space: /^\s$/u,
  upper: /^\p{Lu}$/u,
  word: /^[\p{L}\p{N}_]$/u,
  xdigit: /^[0-9A-Fa-f]$/,
};

const code = (character: string): number => character.codePointAt(0) ?? 0;

/** @returns the expression whose `[` stands at `start`, and where it ends; undefined if it is not closed */
export const readBracket = (
  pattern: string,
  start: number,
  nocase: boolean,
): { readonly test: CharacterTest; readonly end: number } | undefined => {
  let at = start + 1;
  const negated = pattern[at] === '!' || pattern[at] === '^';
  if (negated) at++;
  const tests: CharacterTest[] = [];
  for (let first = true; at < pattern.length; first = false) {
    if (pattern[at] === ']' && !first) {
      const matches = (character: string): boolean => tests.some((test) => test(character));
      const either: CharacterTest = nocase
        ? (character) => matches(character.toLowerCase()) || matches(character.toUpperCase())
        : matches;
      return { test: negated ? (character) => !either(character) : either, end: at + 1 };
    }
    const rest = pattern.slice(at, at + 16);
    const named = /^\[:([a-z]+):\]/.exec(rest);
    if (named !== null) {
      const known = CLASSES[named[1] ?? ''];
      tests.push((character) => known?.test(character) ?? false);
      at += named[0].length;
      continue;
    }
    const from = element(pattern, at);
    at = from.end;
    if (pattern[at] === '-' && at + 1 < pattern.length && pattern[at + 1] !== ']') {
      const to = element(pattern, at + 1);
      at = to.end;
      const [low, high] = [code(from.character), code(to.character)];
      tests.push((character) => low <= code(character) && code(character) <= high);
    } else tests.push((character) => character === from.character);
  }
  return undefined;
};

/** One character: as it is, behind a backslash, or as `[.x.]` or `[=x=]`. */
const element = (pattern: string, at: number): { character: string; end: number } => {
  const named = /^\[([.=])(.)\1\]/su.exec(pattern.slice(at, at + 8));
  if (named !== null) return { character: named[2] ?? '', end: at + named[0].length };
  const escaped = pattern[at] === '\\' && at + 1 < pattern.length ? 1 : 0;
  const character = String.fromCodePoint(pattern.codePointAt(at + escaped) ?? 0);
  return { character, end: at + escaped + character.length };
};
