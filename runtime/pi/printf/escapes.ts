/**
 * Backslash escapes of a format and of an argument of %b. They differ, and bash and coreutils differ:
 *
 *     \n \t \\ \101 \x41 \u00fc   the same everywhere
 *     \c       ends the output, but not in a bash format, where it stands for itself
 *     \'       an apostrophe in a bash format; itself, backslash and all, elsewhere
 *     \0101    in an argument `A`; in a format the byte \010 and a `1`
 *     \u41     enough for bash; coreutils wants all four digits
 *     \q       stands for itself
 */
import { Bytes } from './bytes.ts';

export type EscapeKind = 'format' | 'argument';

export interface Expanded {
  readonly bytes: Uint8Array;
  readonly problems: readonly string[];
  /** `\c`: nothing more is printed. */
  readonly ended: boolean;
  /** A mistake that ends everything. */
  readonly fatal: boolean;
}

const SINGLE: Readonly<Record<string, number>> = {
  a: 0x07,
  b: 0x08,
  e: 0x1b,
  f: 0x0c,
  n: 0x0a,
  r: 0x0d,
  t: 0x09,
  v: 0x0b,
  '\\': 0x5c,
};

const singleOf = (letter: string, kind: EscapeKind, isBash: boolean): number | undefined => {
  if (isBash && letter === 'E') return 0x1b;
  if (letter === '"' && (kind === 'format' || !isBash)) return 0x22;
  if ((letter === "'" || letter === '?') && kind === 'format' && isBash) return letter.charCodeAt(0);
  return SINGLE[letter];
};

export const expandEscapes = (text: string, kind: EscapeKind, dialect: 'bash' | 'coreutils'): Expanded => {
  const isBash = dialect === 'bash';
  const out = new Bytes();
  const problems: string[] = [];
  const done = (state: { ended?: boolean; fatal?: boolean } = {}): Expanded => ({
    bytes: out.taken(),
    problems,
    ended: state.ended === true,
    fatal: state.fatal === true,
  });
  let at = 0;
  for (;;) {
    const backslash = text.indexOf('\\', at);
    out.text(text.slice(at, backslash < 0 ? undefined : backslash));
    if (backslash < 0) return done();
    const rest = text.slice(backslash + 1, backslash + 10);
    const letter = rest[0] ?? '';
    at = backslash + 1;
    const octal = (kind === 'argument' ? /^0?[0-7]{1,3}|^0/ : /^[0-7]{1,3}/).exec(rest)?.[0];
    if (octal !== undefined) {
      out.bytes(Uint8Array.of(parseInt(octal, 8) & 0xff));
      at += octal.length;
      continue;
    }
    if (letter === 'c' && (kind === 'argument' || !isBash)) return done({ ended: true });
    if (letter === 'x' || letter === 'u' || letter === 'U') {
      const most = letter === 'x' ? 2 : letter === 'u' ? 4 : 8;
      const digits = new RegExp(`^[0-9A-Fa-f]{1,${most}}`).exec(rest.slice(1))?.[0] ?? '';
      if (digits === '' || (!isBash && letter !== 'x' && digits.length < most)) {
        if (!isBash) {
          problems.push('missing hexadecimal number in escape');
          return done({ fatal: true });
        }
        problems.push(`missing ${letter === 'x' ? 'hex' : 'unicode'} digit for \\${letter}`);
        out.text('\\');
        continue;
      }
      const code = parseInt(digits, 16);
      if (letter === 'x') out.bytes(Uint8Array.of(code));
      else out.bytes(utf8(code));
      at += 1 + digits.length;
      continue;
    }
    const single = singleOf(letter, kind, isBash);
    if (single === undefined) out.text('\\');
    else {
      out.bytes(Uint8Array.of(single));
      at++;
    }
  }
};

/** Also of what is no character: half a pair, or beyond the last one. */
const utf8 = (code: number): Uint8Array => {
  if (code < 0x80) return Uint8Array.of(code);
  if (code < 0x800) return Uint8Array.of(0xc0 | (code >> 6), 0x80 | (code & 0x3f));
  if (code < 0x10000) return Uint8Array.of(0xe0 | (code >> 12), 0x80 | ((code >> 6) & 0x3f), 0x80 | (code & 0x3f));
  if (code > 0x1fffff) return Uint8Array.of();
  return Uint8Array.of(
    0xf0 | (code >> 18),
    0x80 | ((code >> 12) & 0x3f),
    0x80 | ((code >> 6) & 0x3f),
    0x80 | (code & 0x3f),
  );
};
