/**
 * Patterns (bash(1), Pattern Matching): `*`, `?`, `[abc]`, `[a-z]`, `[!a]`, `[[:digit:]]`, and where it is
 * asked for `?(…)`, `*(…)`, `+(…)`, `@(…)`, `!(…)`; a backslash takes the meaning from the next character.
 *
 *     *.py          ends in .py
 *     [!.]*         does not begin with a dot
 *     !(*.py|*.c)   ends in neither (extglob)
 *     [ab           no closing bracket: a [ that means itself
 */
import { charactersOf, matchEnds, placeAt } from './pattern/match-ends.ts';
import type { Characters } from './pattern/match-ends.ts';
import { readPattern } from './pattern/read-pattern.ts';
import type { PatternNode, PatternOptions } from './pattern/read-pattern.ts';

export type { PatternOptions } from './pattern/read-pattern.ts';

const SPECIAL = /[\\*?[\]()|@+!]/g;

/** `text` as a pattern that matches just itself. */
export const quotePattern = (text: string): string => text.replace(SPECIAL, '\\$&');

/** Whether it has anything to match: without, it is a plain name. */
export const isPattern = (pattern: string, extglob = false): boolean => {
  const active = pattern.replace(/\\./gs, '');
  return /[*?]|\[.*\]/s.test(active) || (extglob && /[+@!]\(/.test(active));
};

/** The plain text of a pattern, its backslashes taken away. */
export const plainOf = (pattern: string): string => pattern.replace(/\\(.)/gs, '$1');

/** Matches a whole text against a pattern. A bracket expression that makes no sense, `[z-a]`, matches nothing. */
export const matcher = (pattern: string, options: PatternOptions = {}): ((text: string) => boolean) => {
  const nodes = readPattern(pattern, options);
  const nocase = options.nocase === true;
  return (text) => {
    const characters = charactersOf(text);
    return matchEnds(nodes, characters, placeAt(characters, 0), nocase)[characters.length] === 1;
  };
};

const joined = (characters: Characters, start: number, end: number): string =>
  typeof characters === 'string'
    ? characters.slice(start, end)
    : Array.prototype.slice.call(characters, start, end).join('');

const reversed = (nodes: readonly PatternNode[]): PatternNode[] =>
  nodes.toReversed().map((node) => {
    if (node.kind === 'text') return { ...node, characters: node.characters.toReversed() };
    return node.kind === 'group' ? { ...node, choices: node.choices.map(reversed) } : node;
  });

/** How many characters of the beginning match; undefined if no beginning does. */
const head = (nodes: readonly PatternNode[], text: Characters, nocase: boolean, longest: boolean) => {
  const ends = matchEnds(nodes, text, placeAt(text, 0), nocase);
  const found = longest ? ends.lastIndexOf(1) : ends.indexOf(1);
  return found < 0 ? undefined : found;
};

/**
 * `${x#p}`, `${x##p}`, `${x%p}`, `${x%%p}`: the text without the shortest or longest head or tail that matches.
 */
export const trim = (
  text: string,
  operator: '#' | '##' | '%' | '%%',
  pattern: string,
  options: PatternOptions = {},
): string => {
  const nodes = readPattern(pattern, options);
  const characters = charactersOf(text);
  const { length } = characters;
  const longest = operator.length === 2;
  const nocase = options.nocase === true;
  if (operator.startsWith('#')) return joined(characters, head(nodes, characters, nocase, longest) ?? 0, length);
  const back = Array.from(characters).reverse();
  return joined(characters, 0, length - (head(reversed(nodes), back, nocase, longest) ?? 0));
};

/**
 * `${x/p/r}`, `${x//p/r}`, `${x/#p/r}`, `${x/%p/r}`: the first, each, the match at the beginning, that at the
 * end is replaced; of several that begin at one place the longest.
 * @param replacement what takes the place of a match
 */
export const replaceMatches = (
  text: string,
  operator: '/' | '//' | '/#' | '/%',
  pattern: string,
  replacement: (match: string) => string,
  options: PatternOptions = {},
): string => {
  const anchored = operator === '/#' || operator === '/%';
  if (pattern === '' && !anchored) return text;
  const nodes = readPattern(pattern, options);
  const characters = charactersOf(text);
  const { length } = characters;
  const nocase = options.nocase === true;
  if (operator === '/#') {
    const end = head(nodes, characters, nocase, true);
    return end === undefined ? text : replacement(joined(characters, 0, end)) + joined(characters, end, length);
  }
  if (operator === '/%') {
    const tail = head(reversed(nodes), Array.from(characters).reverse(), nocase, true);
    if (tail === undefined) return text;
    return joined(characters, 0, length - tail) + replacement(joined(characters, length - tail, length));
  }
  const [first] = nodes;
  const only = nodes.length === 1 && first?.kind === 'text' && !nocase ? first.characters.join('') : undefined;
  if (only !== undefined) {
    return operator === '//'
      ? text.replaceAll(only, () => replacement(only))
      : text.replace(only, () => replacement(only));
  }
  let result = '';
  let place = 0;
  while (place < length) {
    const begins = first?.kind !== 'text' || nocase || first.characters[0] === characters[place];
    const end = begins ? matchEnds(nodes, characters, placeAt(characters, place), nocase).lastIndexOf(1) : -1;
    if (end <= place) {
      result += characters[place++] ?? '';
      continue;
    }
    result += replacement(joined(characters, place, end));
    place = end;
    if (operator === '/') break;
  }
  return result + joined(characters, place, length);
};

/** `${x^p}`, `${x^^p}`, `${x,p}`, `${x,,p}`: letters that match are changed, the first one or all. */
export const changeMatching = (
  text: string,
  all: boolean,
  pattern: string,
  change: (character: string) => string,
  options: PatternOptions = {},
): string => {
  const matches = pattern === '' ? () => true : matcher(pattern, options);
  return Array.from(text, (character, index) =>
    (all || index === 0) && matches(character) ? change(character) : character,
  ).join('');
};
