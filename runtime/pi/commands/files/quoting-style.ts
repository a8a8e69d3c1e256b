/**
 * The ways in which ls(1) can write names (`--quoting-style`).
 *
 *     literal        a b     it's     a⏎b
 *     shell-escape   'a b'   "it's"   'a'$'\n''b'     only what needs it: so on a terminal
 *     c              "a b"   "it's"   "a\nb"
 *     escape         a\ b    it's     a\nb
 */
import { inQuotes, quote, shellEscaped } from '../../quoting.ts';

export const QUOTING_STYLES = [
  'literal',
  'shell',
  'shell-always',
  'shell-escape',
  'shell-escape-always',
  'c',
  'escape',
  'locale',
] as const;

export type QuotingStyle = (typeof QUOTING_STYLES)[number];

const CONTROL = /\p{Cc}/u;

/** As in a string of C, without the quotes around it. @param also more characters that get a backslash */
const inC = (name: string, also: string): string => {
  const [, inside = ''] = /^‘([^]*)’$/.exec(quote(name.replaceAll('’', '\0'))) ?? [];
  const plain = inside.replaceAll('\\000', '’');
  return [...plain].map((character) => (also.includes(character) ? `\\${character}` : character)).join('');
};

const withoutEscapes = (name: string): string =>
  CONTROL.test(name) ? `'${name.replaceAll("'", "'\\''")}'` : inQuotes(name);

/** @param also characters that ask for quotes, or a backslash, too */
export const quotedAs = (name: string, style: QuotingStyle, also = ''): string => {
  const asks = [...also].some((character) => name.includes(character));
  switch (style) {
    case 'literal':
      return name;
    case 'locale':
      return quote(name);
    case 'c':
      return `"${inC(name, '"')}"`;
    case 'escape':
      return inC(name, also);
    case 'shell':
      return asks || shellEscaped(name) !== name ? withoutEscapes(name) : name;
    case 'shell-always':
      return withoutEscapes(name);
    case 'shell-escape':
      return asks ? inQuotes(name) : shellEscaped(name);
    case 'shell-escape-always':
      return inQuotes(name);
  }
};
