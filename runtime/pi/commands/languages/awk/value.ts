/**
 * What awk's variables hold: a number, a text, a text that came from outside and looks like a number (it is
 * both), or nothing yet (which is 0 and empty).
 *
 *     echo 10 9 | awk '{ print ($1 < $2) }'     0: both look like numbers
 *     awk 'BEGIN { print ("10" < "9") }'        1: texts
 */
import { formatReal } from './format.ts';

export class Outside {
  readonly text: string;
  readonly number: number;

  constructor(text: string, number: number) {
    this.text = text;
    this.number = number;
  }
}

export type Value = number | string | Outside | undefined;

const NUMBER = /^[ \t\n\v\f\r]*([-+]?(?:0[xX][0-9a-fA-F]+|(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?|inf(?:inity)?|nan))/i;

const read = (text: string): number => {
  const sign = text.startsWith('-') ? -1 : 1;
  const plain = text.replace(/^[-+]/, '').toLowerCase();
  if (plain.startsWith('inf')) return sign * Infinity;
  if (plain === 'nan') return Number.NaN;
  return sign * Number(plain);
};

/** strtod(3) of the beginning of a text. */
export const numberAt = (text: string): number => {
  const first = text.charCodeAt(0);
  // Most fields are plain digits or begin with a letter.
  if (first > 0x39 && first !== 0x49 && first !== 0x69 && first !== 0x4e && first !== 0x6e) return 0;
  const found = NUMBER.exec(text);
  return found?.[1] === undefined ? 0 : read(found[1]);
};

/** A text from outside: a field, a line, an argument. */
export const fromOutside = (text: string): Value => {
  const found = NUMBER.exec(text);
  if (found?.[1] === undefined || /[^ \t\n\v\f\r]/.test(text.slice(found[0].length))) return text;
  return new Outside(text, read(found[1]));
};

export const toNumber = (value: Value): number => {
  if (typeof value === 'number') return value;
  if (value === undefined) return 0;
  return typeof value === 'string' ? numberAt(value) : value.number;
};

const LARGEST_INTEGER = 2_147_483_647;

/** @param format CONVFMT, or OFMT where it is printed */
export const toText = (value: Value, format: string): string => {
  if (typeof value === 'string') return value;
  if (value === undefined) return '';
  if (typeof value !== 'number') return value.text;
  if (Number.isInteger(value) && Math.abs(value) <= LARGEST_INTEGER) return String(value === 0 ? 0 : value);
  return formatReal(value, format);
};

export const isTrue = (value: Value): boolean => {
  if (typeof value === 'number') return value !== 0;
  if (value === undefined) return false;
  return typeof value === 'string' ? value !== '' : value.number !== 0;
};

/** As numbers if both are or look like some, else as texts, byte by byte. */
export const compare = (a: Value, b: Value, format: string): number => {
  if (typeof a === 'string' || typeof b === 'string') {
    const [left, right] = [toText(a, format), toText(b, format)];
    return left < right ? -1 : left > right ? 1 : 0;
  }
  const [left, right] = [toNumber(a), toNumber(b)];
  return left < right ? -1 : left > right ? 1 : left === right ? 0 : Number.NaN;
};
