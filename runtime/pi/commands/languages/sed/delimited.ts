/** What stands between the delimiters of `s`, `y` and an address, and the escapes in it. */
import type { Source } from './source.ts';

/**
 * Reads up to the delimiter, and over it. `\` before the delimiter lets it stand in the text; there it means what it
 * means anywhere.
 *
 *     s/[/]/x/     in brackets / is no delimiter
 *     s,a\,b,x,    the expression is a,b
 *
 * @returns undefined when the delimiter never comes
 */
export const readDelimited = (source: Source, delimiter: string, isRegex: boolean): string | undefined => {
  let text = '';
  for (let character = source.next(); character !== undefined; character = source.next()) {
    if (character === delimiter) return text;
    if (character === '\n' && isRegex) return undefined;
    if (character === '[' && isRegex) {
      const bracket = readBracketText(source);
      if (bracket === undefined) return undefined;
      text += bracket;
      continue;
    }
    if (character !== '\\') {
      text += character;
      continue;
    }
    const next = source.next();
    if (next === undefined) return undefined;
    if (next === delimiter) text += isRegex || delimiter !== '&' ? next : `\\${next}`;
    else text += `\\${next}`;
  }
  return undefined;
};

const readBracketText = (source: Source): string | undefined => {
  let text = '[';
  if (source.peek() === '^') text += source.next();
  if (source.peek() === ']') text += source.next();
  for (let character = source.next(); character !== undefined; character = source.next()) {
    text += character;
    if (character === ']') return text;
    const mark = source.peek() ?? '';
    if (character === '[' && ':.='.includes(mark) && mark !== '') {
      text += source.next();
      while (!(text.length > 2 && text.endsWith(`${mark}]`))) {
        const inside = source.next();
        if (inside === undefined) return undefined;
        text += inside;
      }
    }
  }
  return undefined;
};

const CONTROLS: Readonly<Record<string, string>> = { a: '\x07', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v' };

/**
 * An escape of sed's, behind its backslash: `n`, `t`, `x41`, `o101`, `d065`, `cA`.
 * @returns the character and how many characters of `text` it took; undefined if it is none
 */
export const sedEscape = (text: string, at: number): { readonly text: string; readonly length: number } | undefined => {
  const letter = text[at] ?? '';
  const control = CONTROLS[letter];
  if (control !== undefined) return { text: control, length: 1 };
  const rest = text.slice(at, at + 4);
  const numeric = /^x([0-9A-Fa-f]{1,2})/.exec(rest) ?? /^o([0-7]{1,3})/.exec(rest) ?? /^d(\d{1,3})/.exec(rest);
  if (numeric?.[1] !== undefined) {
    const code = Number.parseInt(numeric[1], letter === 'x' ? 16 : letter === 'o' ? 8 : 10) & 0xff;
    return { text: String.fromCharCode(code < 0x80 ? code : 0xdc00 + code), length: numeric[0].length };
  }
  const controlled = /^c([@-_a-z])/.exec(rest);
  if (controlled?.[1] === undefined) return undefined;
  return { text: String.fromCharCode(controlled[1].toUpperCase().charCodeAt(0) ^ 0x40), length: 2 };
};
