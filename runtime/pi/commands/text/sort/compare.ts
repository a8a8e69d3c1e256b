/** How two keys are compared: as text, as numbers, as sizes, as months, as versions. Text has one character a byte. */
import type { Letter } from './key.ts';
import { compareVersions } from './version-order.ts';

export type Compare = (a: string, b: string) => number;

export const compareText: Compare = (a, b) => (a < b ? -1 : a > b ? 1 : 0);

const UNITS = 'KMGTPEZY';
const MONTHS = 'JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC'.split(' ');

interface NumberText {
  readonly negative: boolean;
  readonly whole: string;
  readonly fraction: string;
  /** What follows the digits. */
  readonly next: string;
}

const readNumber = (text: string): NumberText => {
  const [, sign = '', whole = '', fraction = '', next = ''] =
    /^[ \t\n]*(-?)0*(\d*)(?:\.(\d*?)0*(?!\d))?([^]?)/.exec(text) ?? [];
  return { negative: sign === '-' && whole + fraction !== '', whole, fraction, next };
};

/** -n: a sign, digits, a point, digits; of any length. What is none is 0. */
const compareNumbers = (a: NumberText, b: NumberText): number => {
  if (a.negative !== b.negative) return a.negative ? -1 : 1;
  const size = a.whole.length - b.whole.length || compareText(a.whole, b.whole) || compareText(a.fraction, b.fraction);
  return a.negative ? -size : size;
};

export const compareNumeric: Compare = (a, b) => compareNumbers(readNumber(a), readNumber(b));

/** -h: the unit counts before the number: 2K is more than 1023. */
const compareHuman: Compare = (a, b) => {
  const [left, right] = [readNumber(a), readNumber(b)];
  const unit = ({ whole, fraction, next, negative }: NumberText): number => {
    if (whole + fraction === '') return 0;
    const order = next === '' ? 0 : UNITS.indexOf(next.toUpperCase() === 'K' ? 'K' : next) + 1;
    return negative ? -order : order;
  };
  return unit(left) - unit(right) || compareNumbers(left, right);
};

/** -g: what strtold(3) reads; first what is no number, then NaN, then numbers. */
const compareGeneral: Compare = (a, b) => {
  const [left, right] = [general(a), general(b)];
  return left.rank - right.rank || (left.value < right.value ? -1 : left.value > right.value ? 1 : 0);
};

const general = (text: string): { rank: number; value: number } => {
  const [found, sign = '', word] =
    /^[ \t\n\v\f\r]*([-+]?)(inf(?:inity)?|nan|0x[0-9a-f]+|(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?)/i.exec(text) ?? [];
  if (found === undefined || word === undefined) return { rank: 0, value: 0 };
  if (/^nan/i.test(word)) return { rank: 1, value: 0 };
  const value = /^inf/i.test(word) ? Infinity : Number(word);
  return { rank: 2, value: sign === '-' ? -value : value };
};

const compareMonths: Compare = (a, b) => month(a) - month(b);

const month = (text: string): number =>
  MONTHS.indexOf(
    text
      .replace(/^[ \t]+/, '')
      .slice(0, 3)
      .toUpperCase(),
  ) + 1;

/** -R: by a number that is made of the text and of a salt, so that equal ones stay together. */
const shuffled =
  (salt: Uint8Array): Compare =>
  (a, b) =>
    hash(a, salt) - hash(b, salt) || compareText(a, b);

const hash = (text: string, salt: Uint8Array): number => {
  let value = 0x811c9dc5;
  const mix = (byte: number): void => {
    value = Math.imul(value ^ byte, 0x01000193) >>> 0;
  };
  for (const byte of salt) mix(byte);
  for (let at = 0; at < text.length; at++) mix(text.charCodeAt(at));
  for (const byte of salt) mix(byte);
  return value;
};

/** @param salt for -R */
export const compareBy = (letters: ReadonlySet<Letter>, salt: Uint8Array): Compare => {
  const falls = letters.has('r');
  const compare = rising(letters, salt);
  return falls ? (a, b) => -compare(a, b) : compare;
};

const rising = (letters: ReadonlySet<Letter>, salt: Uint8Array): Compare => {
  if (letters.has('n')) return compareNumeric;
  if (letters.has('g')) return compareGeneral;
  if (letters.has('h')) return compareHuman;
  if (letters.has('M')) return compareMonths;
  const base = letters.has('R') ? shuffled(salt) : letters.has('V') ? compareVersions : compareText;
  const dress = dressed(letters);
  return dress === undefined ? base : (a, b) => base(dress(a), dress(b));
};

/** What -d, -i and -f leave of a key. */
const dressed = (letters: ReadonlySet<Letter>): ((text: string) => string) | undefined => {
  const ignored = letters.has('d') ? /[^A-Za-z0-9 \t]/g : letters.has('i') ? /[^ -~]/g : undefined;
  const folds = letters.has('f');
  if (ignored === undefined && !folds) return undefined;
  return (text) => {
    const kept = ignored === undefined ? text : text.replace(ignored, '');
    return folds ? kept.replace(/[a-z]+/g, (small) => small.toUpperCase()) : kept;
  };
};
