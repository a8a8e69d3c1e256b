/** The bytes of a packet as cells, each with the field it belongs to. */
import type { Field } from '#runtime/mqtt/annotate.ts';

export interface ByteCell {
  readonly offset: number;
  readonly hex: string;
  /** As ASCII; `·` for what cannot be printed. */
  readonly character: string;
  /** Number of its field in the list. */
  readonly field: number;
  readonly first: boolean;
  readonly last: boolean;
}

/** Tints that tell neighbours apart: `--f1` to `--f6` in turn. */
export const TINTS = 6;
export const tintOf = (field: number): number => (field % TINTS) + 1;

export const BYTES_PER_LINE = 16;

export function byteCells(bytes: Uint8Array, fields: readonly Field[], limit: number): readonly ByteCell[] {
  const cells: ByteCell[] = [];
  const end = Math.min(bytes.length, limit);
  for (const [field, { from, to }] of fields.entries()) {
    for (let offset = from; offset < Math.min(to, end); offset += 1) {
      const byte = bytes[offset] ?? 0;
      cells.push({
        offset,
        hex: hexOf(byte),
        character: byte > 0x20 && byte < 0x7f ? String.fromCharCode(byte) : byte === 0x20 ? '␣' : '·',
        field,
        first: offset === from,
        last: offset === to - 1,
      });
    }
  }
  return cells;
}

export const hexOf = (byte: number): string => byte.toString(16).padStart(2, '0');

/** `4`, or `4–27`. */
export const byteRange = ({ from, to }: Field): string => (to - from === 1 ? String(from) : `${from}–${to - 1}`);
