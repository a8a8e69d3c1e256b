/**
 * A value written so that a shell reads it back as it was. bash has three ways of it:
 *
 *     single quotes   x='a b'     `set`, `set -x`, `alias`, `${x@Q}`
 *     double quotes   x="a b"     `declare -p`, `export -p`
 *     dollar quotes   x=$'a\nb'   all of them, once a character cannot be shown
 */
// eslint-disable-next-line no-control-regex
const UNPRINTABLE = /[\x00-\x1f\x7f-\x9f]/;

const ESCAPES: Readonly<Record<string, string>> = {
  '\x07': '\\a',
  '\b': '\\b',
  '\t': '\\t',
  '\n': '\\n',
  '\v': '\\v',
  '\f': '\\f',
  '\r': '\\r',
  '\x1b': '\\E',
  '\\': '\\\\',
  "'": "\\'",
};

const octal = (byte: number): string => `\\${byte.toString(8).padStart(3, '0')}`;

/** `$'…'` */
export const dollarQuoted = (value: string): string => {
  let text = '';
  for (const character of value) {
    const escape = ESCAPES[character];
    if (escape !== undefined) text += escape;
    else if (UNPRINTABLE.test(character)) for (const byte of new TextEncoder().encode(character)) text += octal(byte);
    else text += character;
  }
  return `$'${text}'`;
};

/** `'…'`, also where it need not be: `${x@Q}`. */
export const singleQuoted = (value: string): string =>
  UNPRINTABLE.test(value) ? dollarQuoted(value) : `'${value.replaceAll("'", "'\\''")}'`;

/** `"…"`, as `declare -p` writes values. */
export const doubleQuoted = (value: string): string =>
  UNPRINTABLE.test(value) ? dollarQuoted(value) : `"${value.replace(/["\\$`]/g, '\\$&')}"`;

/** What would mean something to a shell that reads it bare. */
const SPECIAL = /[ \t\n'"\\|&;()<>!{}*[\]?^$`]|^[~#]|[=:]~/;

export const hasSpecial = (value: string): boolean => SPECIAL.test(value);

/** Quoted if it has to be, as `set` and `set -x` write a value; nothing for an empty one. */
export const quoteValue = (value: string): string =>
  UNPRINTABLE.test(value) ? dollarQuoted(value) : SPECIAL.test(value) ? singleQuoted(value) : value;

/** A word as `set -x` shows it: empty ones in quotes, a newline as it is. */
export const traceQuoted = (word: string): string => {
  if (word === '') return "''";
  return SPECIAL.test(word) ? `'${word.replaceAll("'", "'\\''")}'` : quoteValue(word);
};
