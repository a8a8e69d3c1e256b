/**
 * The backslash escapes of $'…' (bash(1), QUOTING) and of `echo -e`.
 *
 *     \n \t \\ \' \e      valid
 *     \x41 \101 \u20ac    by number
 *     \q                  unknown: stays as it is, backslash and all
 */
const SINGLE: Readonly<Record<string, string>> = {
  a: '\x07',
  b: '\b',
  e: '\x1b',
  E: '\x1b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  '\\': '\\',
};

const NUMBERED = /^(?:x[0-9a-fA-F]{1,2}|u[0-9a-fA-F]{1,4}|U[0-9a-fA-F]{1,8})/;

const numbered = (escape: string): string => {
  const code = Number.parseInt(escape.slice(1), 16);
  return code <= 0x10ffff ? String.fromCodePoint(code) : '\ufffd';
};

/**
 * @param quotes also `\'`, `\"` and `\?`, and octal as `\nnn` (in $'…'); without it, octal is `\0nnn` (in `echo -e`)
 * @returns the text, and whether `\c` ended it early (`echo -e` only)
 */
const unescape = (text: string, quotes: boolean): { text: string; ended: boolean } => {
  let result = '';
  for (let i = 0; i < text.length;) {
    const character = text[i++];
    if (character !== '\\') {
      result += character;
      continue;
    }
    const rest = text.slice(i, i + 9);
    const octal = (quotes ? /^[0-7]{1,3}/ : /^0[0-7]{0,3}/).exec(rest)?.[0];
    const hex = NUMBERED.exec(rest)?.[0];
    const one = rest[0] ?? '';
    if (octal !== undefined) {
      result += String.fromCharCode(Number.parseInt(octal, 8) & 0xff);
      i += octal.length;
    } else if (hex !== undefined) {
      result += numbered(hex);
      i += hex.length;
    } else if (!quotes && one === 'c') {
      return { text: result, ended: true };
    } else if (SINGLE[one] !== undefined) {
      result += SINGLE[one];
      i++;
    } else if (quotes && /['"?]/.test(one)) {
      result += one;
      i++;
    } else {
      result += '\\';
    }
  }
  return { text: result, ended: false };
};

/** What stands between the quotes of $'…'. */
export const ansiC = (text: string): string => unescape(text, true).text;

/** An argument of `echo -e`; `ended`: `\c` was met, nothing more is to be printed. */
export const echoEscapes = (text: string): { text: string; ended: boolean } => unescape(text, false);
