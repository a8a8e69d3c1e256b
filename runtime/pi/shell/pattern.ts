/**
 * Patterns as in glob(7): `*`, `?`, `[abc]`, `[a-z]`, `[!a]`, `[[:digit:]]`; a backslash takes the
 * meaning from the next character.
 *
 *     *.py    ends in .py
 *     [!.]*   does not begin with a dot
 *     [ab     no closing bracket: a [ that means itself
 */
const CLASSES: Readonly<Record<string, string>> = {
  alnum: '\\p{L}\\p{N}',
  alpha: '\\p{L}',
  blank: ' \\t',
  cntrl: '\\p{Cc}',
  digit: '0-9',
  graph: '\\p{L}\\p{N}\\p{P}\\p{S}',
  lower: '\\p{Ll}',
  print: '\\p{L}\\p{N}\\p{P}\\p{S} ',
  punct: '\\p{P}\\p{S}',
  space: '\\s',
  upper: '\\p{Lu}',
  xdigit: '0-9A-Fa-f',
};

const SPECIAL = /[\\*?[\]]/g;

/** `text` as a pattern that matches just itself. */
export const quotePattern = (text: string): string => text.replace(SPECIAL, '\\$&');

/** Whether it has anything to match: without, it is a plain name. */
export const isPattern = (pattern: string): boolean => /[*?]|\[.*\]/s.test(pattern.replace(/\\./gs, ''));

/** The plain text of a pattern, its backslashes taken away. */
export const plainOf = (pattern: string): string => pattern.replace(/\\(.)/gs, '$1');

const literal = (character: string): string => character.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');

/** The bracket expression that begins at `start`, or undefined if it is not closed. */
const bracket = (pattern: string, start: number): { source: string; end: number } | undefined => {
  let i = start + 1;
  const negated = pattern[i] === '!' || pattern[i] === '^';
  if (negated) i++;
  let source = '';
  for (let first = true; i < pattern.length; first = false) {
    const character = pattern[i] ?? '';
    if (character === ']' && !first) return { source: `[${negated ? '^' : ''}${source}]`, end: i + 1 };
    const named = /^\[:([a-z]+):\]/.exec(pattern.slice(i));
    if (named !== null) {
      source += CLASSES[named[1] ?? ''] ?? '';
      i += named[0].length;
    } else if (character === '-' && source !== '' && !pattern.slice(i).startsWith('-]')) {
      source += '-';
      i++;
    } else {
      if (character === '\\' && i + 1 < pattern.length) i++;
      source += literal(String.fromCodePoint(pattern.codePointAt(i) ?? 0));
      i += (pattern.codePointAt(i) ?? 0) > 0xffff ? 2 : 1;
    }
  }
  return undefined;
};

const sourceOf = (pattern: string): string => {
  let source = '';
  for (let i = 0; i < pattern.length;) {
    const character = String.fromCodePoint(pattern.codePointAt(i) ?? 0);
    i += character.length;
    if (character === '*') source += '.*';
    else if (character === '?') source += '.';
    else if (character === '\\' && i < pattern.length) {
      const next = String.fromCodePoint(pattern.codePointAt(i) ?? 0);
      source += literal(next);
      i += next.length;
    } else if (character === '[') {
      const found = bracket(pattern, i - 1);
      source += found?.source ?? '\\[';
      if (found !== undefined) i = found.end;
    } else source += literal(character);
  }
  return source;
};

/** Matches a whole text against a pattern. A bracket expression that makes no sense, `[z-a]`, matches nothing. */
export const matcher = (pattern: string): ((text: string) => boolean) => {
  try {
    const expression = new RegExp(`^(?:${sourceOf(pattern)})$`, 'su');
    return (text) => expression.test(text);
  } catch {
    return () => false;
  }
};

/**
 * `${x#p}`, `${x##p}`, `${x%p}`, `${x%%p}`: the text without the shortest or longest head or tail that matches.
 */
export const trim = (text: string, operator: '#' | '##' | '%' | '%%', pattern: string): string => {
  const matches = matcher(pattern);
  const head = operator.startsWith('#');
  const shortest = operator.length === 1;
  for (let i = 0; i <= text.length; i++) {
    const length = shortest ? i : text.length - i;
    const part = head ? text.slice(0, length) : text.slice(text.length - length);
    if (matches(part)) return head ? text.slice(length) : text.slice(0, text.length - length);
  }
  return text;
};
