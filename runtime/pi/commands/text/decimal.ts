import { quote } from '../../quoting.ts';
import { UsageProblem } from '../options.ts';

/** A number as seq(1) reads it: value ÷ 10^scale, and how it was written. */
export interface Decimal {
  readonly value: bigint;
  readonly scale: number;
  /** 1 or -1: infinite, and `value` counts for nothing. */
  readonly infinite: -1 | 0 | 1;
  /** Digits after the point; Infinity: cannot be told (hexadecimal, infinite). */
  readonly precision: number;
  /** Columns of the number without its exponent. */
  readonly width: number;
}

const DECIMAL = /^[\t-\r ]*([-+]?)(\d*)(\.(\d*))?(?:[eE]([-+]?\d+))?$/;

/** @throws UsageProblem */
export const readDecimal = (text: string): Decimal => {
  const trimmed = text.replace(/^[\t-\r +]*/, '');
  const infinite = /^-?inf(?:inity)?$/i.test(trimmed);
  if (infinite)
    return { value: 0n, scale: 0, infinite: trimmed.startsWith('-') ? -1 : 1, precision: Infinity, width: 0 };
  if (/^-?nan$/i.test(trimmed)) throw new UsageProblem(`invalid ${quote('not-a-number')} argument: ${quote(text)}`);
  const hexadecimal = /^(-?)(0x[0-9a-f]+)$/i.exec(trimmed);
  if (hexadecimal?.[2] !== undefined) {
    const value = BigInt(hexadecimal[2]);
    return { value: hexadecimal[1] === '-' ? -value : value, scale: 0, infinite: 0, precision: Infinity, width: 0 };
  }
  const match = DECIMAL.exec(text);
  const [, sign = '', whole = '', point, fraction = '', exponentText] = match ?? [];
  if (match === null || whole + fraction === '')
    throw new UsageProblem(`invalid floating point argument: ${quote(text)}`);
  const exponent = Number(exponentText ?? 0);
  if (Math.abs(exponent) > 4_000) throw new UsageProblem(`invalid floating point argument: ${quote(text)}`);
  const digits = BigInt(sign + whole + fraction || '0');
  const scale = fraction.length - exponent;
  return {
    value: scale < 0 ? digits * 10n ** BigInt(-scale) : digits,
    scale: Math.max(0, scale),
    infinite: 0,
    ...form(trimmed, whole, point, fraction.length, exponentText === undefined ? undefined : exponent),
  };
};

/** How many columns and digits a number takes that was written so; an exponent moves the point. */
const form = (
  text: string,
  whole: string,
  point: string | undefined,
  fractionLength: number,
  exponent: number | undefined,
): Pick<Decimal, 'precision' | 'width'> => {
  let precision = point === undefined ? 0 : fractionLength;
  let width = text.length;
  if (point !== undefined) width += fractionLength === 0 ? -1 : whole === '' ? 1 : 0;
  if (exponent !== undefined) {
    precision += exponent < 0 ? -exponent : -Math.min(precision, exponent);
    width -= text.length - text.search(/e/i);
    if (exponent < 0) width += -exponent + (point === undefined || fractionLength === 0 ? 1 : 0);
    else {
      if (point !== undefined && precision === 0 && fractionLength > 0) width--;
      width += exponent - Math.min(fractionLength, exponent);
    }
  }
  return { precision, width };
};

/** With so many digits after the point, filled with zeros up to the width. */
export const formattedNumber = ({ value }: Decimal, scale: number, precision: number, width: number): string => {
  const isNegative = value < 0n;
  let digits = (isNegative ? -value : value).toString().padStart(scale + 1, '0');
  if (precision >= scale) digits = digits.padEnd(digits.length + precision - scale, '0');
  else digits = digits.slice(0, precision - scale);
  const whole = digits.slice(0, digits.length - precision);
  const shown = precision === 0 ? whole : `${whole}.${digits.slice(-precision)}`;
  return isNegative ? `-${shown.padStart(width - 1, '0')}` : shown.padStart(width, '0');
};
