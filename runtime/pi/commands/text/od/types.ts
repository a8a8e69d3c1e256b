/**
 * Output types of od(1): how so many bytes become one column.
 *
 *     x1 o2 d4 u8 f4 fD a c x1z     valid; C S I L for 1, 2, 4, 8, F D for 4, 8; z shows the characters too
 *     q  x3                         refused
 */
import { quote } from '../../../quoting.ts';
import { Failure } from '../../command.ts';
import { shortest32, shortest64 } from './shortest.ts';

export interface OutputType {
  readonly size: number;
  /** Columns of a number, without what stands between. */
  readonly width: number;
  readonly show: (bytes: Uint8Array) => string;
  readonly withText: boolean;
}

const OCTAL_WIDTH: Readonly<Record<number, number>> = { 1: 3, 2: 6, 4: 11, 8: 22 };
const UNSIGNED_WIDTH: Readonly<Record<number, number>> = { 1: 3, 2: 5, 4: 10, 8: 20 };
const SIZES: Readonly<Record<string, number>> = { C: 1, S: 2, I: 4, L: 8 };

const NAMES =
  'nul soh stx etx eot enq ack bel bs ht nl vt ff cr so si dle dc1 dc2 dc3 dc4 nak syn etb can em sub esc fs gs rs us sp'.split(
    ' ',
  );
const ESCAPES: Readonly<Record<number, string>> = {
  0: '\\0',
  7: '\\a',
  8: '\\b',
  9: '\\t',
  10: '\\n',
  11: '\\v',
  12: '\\f',
  13: '\\r',
};

const octal = (byte: number): string => byte.toString(8).padStart(3, '0');

const named = (byte: number): string => {
  const low = byte & 0x7f;
  return low === 127 ? 'del' : (NAMES[low] ?? String.fromCharCode(low));
};

const character = (byte: number): string =>
  ESCAPES[byte] ?? (byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : octal(byte));

/** @param isBig the first byte is the highest */
const unsigned = (bytes: Uint8Array, isBig: boolean): bigint =>
  (isBig ? [...bytes] : [...bytes].reverse()).reduce((value, byte) => (value << 8n) | BigInt(byte), 0n);

const integer = (letter: string, size: number, isBig: boolean): Omit<OutputType, 'withText'> => {
  switch (letter) {
    case 'd': {
      const width = (UNSIGNED_WIDTH[size] ?? 0) + (size === 8 ? 0 : 1);
      return { size, width, show: (bytes) => String(BigInt.asIntN(size * 8, unsigned(bytes, isBig))) };
    }
    case 'u':
      return { size, width: UNSIGNED_WIDTH[size] ?? 0, show: (bytes) => String(unsigned(bytes, isBig)) };
    case 'o': {
      const width = OCTAL_WIDTH[size] ?? 0;
      return { size, width, show: (bytes) => unsigned(bytes, isBig).toString(8).padStart(width, '0') };
    }
    default:
      return {
        size,
        width: size * 2,
        show: (bytes) =>
          unsigned(bytes, isBig)
            .toString(16)
            .padStart(size * 2, '0'),
      };
  }
};

const real = (size: number, isBig: boolean): Omit<OutputType, 'withText'> => ({
  size,
  width: size === 4 ? 15 : 24,
  show: (bytes) => {
    const view = new DataView(bytes.slice().buffer);
    return size === 4 ? shortest32(view.getFloat32(0, !isBig)) : shortest64(view.getFloat64(0, !isBig));
  },
});

/** @param text what stands behind -t: one type or several. @throws Failure */
export const readTypes = (text: string, isBig: boolean): readonly OutputType[] => {
  const types: OutputType[] = [];
  let at = 0;
  while (at < text.length) {
    const [, letter = '', size = ''] = /^([acdfoux])(\d+|[CSILFD])?/.exec(text.slice(at)) ?? [];
    if (letter === '') throw new Failure(`invalid character '${text[at] ?? ''}' in type string ${quote(text)}`);
    const hasSize = letter !== 'a' && letter !== 'c';
    const end = at + letter.length + (hasSize ? size.length : 0);
    types.push({ ...typeOf(letter, hasSize ? size : '', text, isBig), withText: text[end] === 'z' });
    at = end + (text[end] === 'z' ? 1 : 0);
  }
  return types;
};

const typeOf = (letter: string, size: string, whole: string, isBig: boolean): Omit<OutputType, 'withText'> => {
  if (letter === 'a') return { size: 1, width: 3, show: ([byte = 0]) => named(byte) };
  if (letter === 'c') return { size: 1, width: 3, show: ([byte = 0]) => character(byte) };
  if (letter === 'f') {
    const bytes = size === '' || size === 'D' ? 8 : size === 'F' ? 4 : Number(size);
    if (bytes !== 4 && bytes !== 8) throw noSuchType(whole, size, 'floating point');
    return real(bytes, isBig);
  }
  const bytes = size === '' ? 4 : (SIZES[size] ?? Number(size));
  if (![1, 2, 4, 8].includes(bytes)) throw noSuchType(whole, size, 'integral');
  return integer(letter, bytes, isBig);
};

const noSuchType = (whole: string, size: string, kind: string): Failure =>
  new Failure(`invalid type string ${quote(whole)};\nthis system doesn't provide a ${size}-byte ${kind} type`);
