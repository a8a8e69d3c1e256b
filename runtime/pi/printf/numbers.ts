/**
 * Arguments as numbers, in bash's and coreutils' manner (strtoimax(3), strtold(3), base 0).
 *
 *     12  -3  +4  ' 5'  0x1f  010 (eight)  'A  "A (65)  ''     valid, whole
 *     1.5  1e3  .5  0x10  inf  nan                              valid, real
 *     12x  08  abc  '5 '                                        what stands before the mistake counts
 */
import { quote } from '../quoting.ts';
import type { PrintfDialect } from '../printf.ts';
import { realOf, ZERO } from './real.ts';
import type { Real } from './real.ts';

export interface NumberProblem {
  readonly message: string;
  /** Makes the status 1. */
  readonly counts: boolean;
}

export interface ReadNumber<Value> {
  readonly value: Value;
  readonly problem?: NumberProblem;
}

export interface NumberReader {
  signed(text: string): ReadNumber<bigint>;
  unsigned(text: string): ReadNumber<bigint>;
  real(text: string): ReadNumber<Real>;
}

const INTEGER = /^[\t-\r ]*([-+]?)(0[xX][0-9a-fA-F]+|0[0-7]*|[1-9]\d*)/;
const REAL =
  /^[\t-\r ]*([-+]?)(?:(inf(?:inity)?)|(nan)|0x([0-9a-f]*)(?:\.([0-9a-f]*))?(?:p([-+]?\d+))?|(\d+\.?\d*|\.\d+)(?:e([-+]?\d+))?)/i;

const LARGEST_SIGNED = 2n ** 63n - 1n;
const LARGEST_UNSIGNED = 2n ** 64n - 1n;

export const numberReader = (dialect: PrintfDialect): NumberReader => {
  const isBash = dialect === 'bash';

  const outOfRange = (text: string): NumberProblem =>
    isBash
      ? { message: `warning: ${text}: Numerical result out of range`, counts: false }
      : { message: `${quote(text)}: Numerical result out of range`, counts: true };

  /** What is left over, or nothing read at all. */
  const leftOver = (text: string, read: number): { problem?: NumberProblem } => {
    if (read === text.length) return {};
    if (!isBash) {
      const what = read === 0 ? 'expected a numeric value' : 'value not completely converted';
      return { problem: { message: `${quote(text)}: ${what}`, counts: true } };
    }
    const kind = /^0\d/.test(text) ? 'octal ' : text.startsWith('0x') ? 'hex ' : '';
    return { problem: { message: `${text}: invalid ${kind}number`, counts: true } };
  };

  /** `'A` and `"A`: the number of a character. */
  const constant = (text: string): { code: number; problem?: NumberProblem } | undefined => {
    if (!/^['"]/.test(text) || (!isBash && text.length === 1)) return undefined;
    const code = text.codePointAt(1) ?? 0;
    const ignored = text.slice(1 + String.fromCodePoint(code).length);
    if (isBash || ignored === '') return { code };
    const message = `warning: ${ignored}: character(s) following character constant have been ignored`;
    return { code, problem: { message, counts: false } };
  };

  const integer = (
    text: string,
    fit: (value: bigint) => bigint | undefined,
    most: (value: bigint) => bigint,
  ): ReadNumber<bigint> => {
    const character = constant(text);
    if (character !== undefined) {
      const { code, problem } = character;
      return { value: BigInt(code), ...(problem === undefined ? {} : { problem }) };
    }
    const [whole = '', sign = '', digits = '0'] = INTEGER.exec(text) ?? [];
    const number = BigInt(/^0[0-7]/.test(digits) ? `0o${digits}` : digits) * (sign === '-' ? -1n : 1n);
    const value = fit(number);
    if (value === undefined) return { value: most(number), problem: outOfRange(text) };
    return { value, ...leftOver(text, whole.length) };
  };

  const real = (text: string): ReadNumber<Real> => {
    const character = constant(text);
    if (character !== undefined) {
      const { code, problem } = character;
      return { value: realOf(false, BigInt(code), 0).value, ...(problem === undefined ? {} : { problem }) };
    }
    const match = REAL.exec(text);
    if (match === null) return { value: ZERO, ...leftOver(text, 0) };
    const [whole, sign, infinite, nan] = match;
    const negative = sign === '-';
    if (infinite !== undefined) return { value: { kind: 'infinite', negative }, ...leftOver(text, whole.length) };
    if (nan !== undefined) return { value: { kind: 'nan', negative }, ...leftOver(text, whole.length) };
    const read = finite(match, negative);
    return read.outOfRange
      ? { value: read.value, problem: outOfRange(text) }
      : { value: read.value, ...leftOver(text, whole.length) };
  };

  return {
    signed: (text) => integer(text, signed, (value) => (value < 0n ? -LARGEST_SIGNED - 1n : LARGEST_SIGNED)),
    unsigned: (text) => integer(text, unsigned, () => LARGEST_UNSIGNED),
    real,
  };
};

/** @returns undefined: does not fit into 64 bits */
const signed = (value: bigint): bigint | undefined =>
  value > LARGEST_SIGNED || value < -LARGEST_SIGNED - 1n ? undefined : value;

/** strtoumax(3): a minus wraps around. */
const unsigned = (value: bigint): bigint | undefined => {
  if (value > LARGEST_UNSIGNED || value < -LARGEST_UNSIGNED) return undefined;
  return value < 0n ? value + LARGEST_UNSIGNED + 1n : value;
};

/** Longer numbers cost more than they are worth: what comes after so many digits is lost. */
const MOST_DIGITS = 20_000;

const finite = (match: RegExpExecArray, negative: boolean): ReturnType<typeof realOf> => {
  const [, , , , hexWhole, hexFraction = '', hexPower = '0', digits = '0', power = '0'] = match;
  if (hexWhole !== undefined)
    return realOf(negative, BigInt(`0x0${hexWhole}${hexFraction}`), Number(hexPower) - 4 * hexFraction.length, 2);
  const [before = '', after = ''] = digits.split('.');
  const kept = after.slice(0, MOST_DIGITS);
  return realOf(negative, BigInt(`0${before}${kept}`), Number(power) - kept.length);
};
