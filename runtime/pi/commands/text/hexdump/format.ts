/**
 * The format strings of hexdump(1).
 *
 *     16/1 "%02x " "\n"          sixteen times one byte, then a newline
 *     "%08.8_ax  " 8/1 "%02x "   the address, then eight bytes
 *     /2 "%u "                   two bytes as one number, once
 */
import { Failure } from '../../command.ts';
import { formatInteger } from '../../../printf/integer.ts';
import type { NumberFormat } from '../../../printf/integer.ts';
import { formatReal, realOf } from '../../../printf/real.ts';

/** A conversion with the text before and behind it; text alone: no bytes. */
export interface Piece {
  readonly before: string;
  readonly after: string;
  /** How many bytes it takes. */
  readonly bytes: number;
  readonly kind: 'text' | 'address' | 'end-address' | 'number' | 'real' | 'character' | 'printable' | 'name' | 'string';
  readonly format: NumberFormat;
}

export interface Unit {
  repetitions: number;
  readonly hasCount: boolean;
  readonly pieces: readonly Piece[];
  /** Bytes that all pieces take. */
  readonly bytes: number;
}

export interface Format {
  readonly units: readonly Unit[];
  readonly bytes: number;
}

const bad = (text: string): Failure => new Failure(`bad format {${text}}`);

/** @throws Failure `bad format {zz}` */
export const readFormat = (text: string): Format => {
  const units: Unit[] = [];
  let at = 0;
  const pattern = /\s*(?:(\d+)?(?:\s*\/\s*(\d+)?)?)\s*"((?:[^"\\]|\\[^])*)"\s*/y;
  while (at < text.length) {
    pattern.lastIndex = at;
    const match = pattern.exec(text);
    if (match === null || match[0] === '') throw bad(text);
    const [whole, count, bytes, inside = ''] = match;
    units.push(unitOf(inside, count, bytes === undefined ? undefined : Number(bytes)));
    at += whole.length;
  }
  const bytes = units.reduce((sum, unit) => sum + unit.bytes * unit.repetitions, 0);
  return { units, bytes };
};

/** The last unit without a count of its own is repeated until the block is full. */
export const fill = (format: Format, block: number): void => {
  const last = format.units.at(-1);
  if (last === undefined || last.bytes === 0 || last.hasCount || format.bytes >= block) return;
  last.repetitions += Math.floor((block - format.bytes) / last.bytes);
};

const ESCAPES: Readonly<Record<string, string>> = {
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  '0': '\0',
};

const CONVERSION = /%([-+ #0]*)(\d*)(?:\.(\d+))?(_A[dox]|_a[dox]|_c|_p|_u|[diouxXcsfeEgG%])/g;

const unitOf = (text: string, count: string | undefined, size: number | undefined): Unit => {
  const plain = text.replace(/\\([^])/g, (_, letter: string) => ESCAPES[letter] ?? letter);
  const pieces: Piece[] = [];
  let at = 0;
  let before = '';
  for (const match of plain.matchAll(CONVERSION)) {
    const [whole, flags = '', width = '', precision, conversion = ''] = match;
    before += plain.slice(at, match.index);
    at = match.index + whole.length;
    if (before.includes('%')) throw new Failure(`bad conversion character %${before[before.indexOf('%') + 1] ?? ''}`);
    if (conversion === '%') {
      before += '%';
      continue;
    }
    pieces.push({
      ...pieceOf(conversion, size, precision),
      before,
      after: '',
      format: numberFormat(flags, width, precision, conversion),
    });
    before = '';
  }
  const rest = before + plain.slice(at);
  if (plain.slice(at).includes('%'))
    throw new Failure(`bad conversion character %${plain.slice(at)[plain.slice(at).indexOf('%') + 1] ?? ''}`);
  const last = pieces.pop();
  if (last === undefined)
    pieces.push({ before: rest, after: '', bytes: 0, kind: 'text', format: numberFormat('', '', undefined, 's') });
  else pieces.push({ ...last, after: rest });
  const bytes = pieces.reduce((sum, piece) => sum + piece.bytes, 0);
  return { repetitions: count === undefined ? 1 : Number(count), hasCount: count !== undefined, pieces, bytes };
};

const pieceOf = (
  conversion: string,
  size: number | undefined,
  precision: string | undefined,
): Pick<Piece, 'kind' | 'bytes'> => {
  if (conversion.startsWith('_A')) return { kind: 'end-address', bytes: 0 };
  if (conversion.startsWith('_a')) return { kind: 'address', bytes: 0 };
  if (conversion === '_c') return { kind: 'character', bytes: sized(conversion, size ?? 1, [1]) };
  if (conversion === '_p' || conversion === 'c') return { kind: 'printable', bytes: sized(conversion, size ?? 1, [1]) };
  if (conversion === '_u') return { kind: 'name', bytes: sized(conversion, size ?? 1, [1]) };
  if (conversion === 's') {
    const bytes = size ?? (precision === undefined ? undefined : Number(precision));
    if (bytes === undefined) throw new Failure('%s requires a precision or a byte count');
    return { kind: 'string', bytes };
  }
  if ('diouxX'.includes(conversion)) return { kind: 'number', bytes: sized(conversion, size ?? 4, [1, 2, 4, 8]) };
  return { kind: 'real', bytes: sized(conversion, size ?? 8, [4, 8]) };
};

const sized = (conversion: string, bytes: number, allowed: readonly number[]): number => {
  if (!allowed.includes(bytes)) throw new Failure(`bad byte count for conversion character ${conversion}`);
  return bytes;
};

const numberFormat = (
  flags: string,
  width: string,
  precision: string | undefined,
  conversion: string,
): NumberFormat => ({
  left: flags.includes('-'),
  plus: flags.includes('+'),
  blank: flags.includes(' '),
  alternate: flags.includes('#'),
  zero: flags.includes('0'),
  width: Number(width),
  precision: precision === undefined ? undefined : Number(precision),
  conversion: conversion.replace(/^_[aA]/, ''),
});

const ESCAPED: Readonly<Record<number, string>> = {
  0: '\\0',
  7: '\\a',
  8: '\\b',
  9: '\\t',
  10: '\\n',
  11: '\\v',
  12: '\\f',
  13: '\\r',
};
const NAMES =
  'nul soh stx etx eot enq ack bel bs ht lf vt ff cr so si dle dcl dc2 dc3 dc4 nak syn etb can em sub esc fs gs rs us'.split(
    ' ',
  );

const isPrintable = (byte: number): boolean => byte >= 0x20 && byte < 0x7f;

/** What a piece makes of its bytes, without the text around it. */
export const shown = ({ kind, format }: Piece, bytes: Uint8Array, address: number): string => {
  const [byte = 0] = bytes;
  const padded = (text: string): string => (format.left ? text.padEnd(format.width) : text.padStart(format.width));
  switch (kind) {
    case 'text':
      return '';
    case 'address':
    case 'end-address':
      return formatInteger(BigInt(address), format);
    case 'character':
      return padded(
        ESCAPED[byte] ?? (isPrintable(byte) ? String.fromCharCode(byte) : byte.toString(8).padStart(3, '0')),
      );
    case 'printable':
      return padded(isPrintable(byte) ? String.fromCharCode(byte) : '.');
    case 'name':
      return padded(
        byte === 127 ? 'del' : (NAMES[byte] ?? (isPrintable(byte) ? String.fromCharCode(byte) : byte.toString(16))),
      );
    case 'string':
      return padded(
        [...bytes]
          .map((each) => String.fromCharCode(each))
          .join('')
          .split('\0')[0] ?? '',
      );
    case 'number': {
      const value = [...bytes].reverse().reduce((sum, each) => (sum << 8n) | BigInt(each), 0n);
      const isSigned = format.conversion === 'd' || format.conversion === 'i';
      return formatInteger(isSigned ? BigInt.asIntN(bytes.length * 8, value) : value, format);
    }
    case 'real': {
      const view = new DataView(bytes.slice().buffer);
      const value = bytes.length === 4 ? view.getFloat32(0, true) : view.getFloat64(0, true);
      return formatReal(realFrom(value), format);
    }
  }
};

const realFrom = (value: number): Parameters<typeof formatReal>[0] => {
  const negative = value < 0 || Object.is(value, -0);
  if (!Number.isFinite(value)) return { kind: Number.isNaN(value) ? 'nan' : 'infinite', negative };
  const [digits = '0', power = '0'] = Math.abs(value).toExponential(20).split('e');
  return realOf(negative, BigInt(digits.replace('.', '')), Number(power) - 20).value;
};
