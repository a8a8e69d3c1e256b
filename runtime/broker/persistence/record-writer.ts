import { encodeUtf8Into, utf8Length } from '#runtime/mqtt/utf8.ts';
import { copyBytes } from '../output/copy-bytes.ts';

/** Records lie side by side in pieces of memory of this size: an ArrayBuffer for each would cost more than the rest. */
const SLAB = 64 * 1024;

/** What is longer has bytes of its own, or much of a slab would be left empty. */
const LONG = 8 * 1024;

/** So many bytes a whole number may take: 2⁵³ in groups of seven bits. */
const LONGEST_NUMBER = 8;

/**
 * Writes records one after the other. Each field has one of these forms:
 *
 *     byte       07
 *     number     seven bits a byte, the low ones first: 300 is ac 02
 *     double     eight bytes, IEEE 754, the high one first: a time in milliseconds
 *     text       its length in bytes as a number, then UTF-8
 *     bytes      as they are; the last field goes to the end of the record
 */
export class RecordWriter {
  #bytes = new Uint8Array(0);
  #from = 0;
  #at = 0;

  /** Begins a record of at most so many bytes. */
  begin(size: number): void {
    if (size > LONG) {
      this.#bytes = new Uint8Array(size);
      this.#at = 0;
    } else if (this.#at + size > this.#bytes.length) {
      this.#bytes = new Uint8Array(SLAB);
      this.#at = 0;
    }
    this.#from = this.#at;
  }

  /** @returns the record; nobody writes to its bytes again */
  end(): Uint8Array {
    return this.#bytes.subarray(this.#from, this.#at);
  }

  byte(value: number): void {
    this.#bytes[this.#at++] = value;
  }

  /** @param value whole, from 0 to 2⁵³ − 1 */
  number(value: number): void {
    this.#at = writeNumber(this.#bytes, this.#at, value);
  }

  double(value: number): void {
    new DataView(this.#bytes.buffer).setFloat64(this.#at, value);
    this.#at += 8;
  }

  text(text: string): void {
    const length = utf8Length(text);
    this.number(length);
    encodeUtf8Into(text, this.#bytes, this.#at);
    this.#at += length;
  }

  /** What lies in `[from, to)`. */
  copy(bytes: Uint8Array, from: number, to: number): void {
    copyBytes(bytes, from, to, this.#bytes, this.#at);
    this.#at += to - from;
  }

  /** Bytes behind their length. */
  counted(bytes: Uint8Array): void {
    this.number(bytes.length);
    this.copy(bytes, 0, bytes.length);
  }
}

/** Seven bits a byte, the low ones first. @param value whole, from 0 to 2⁵³ − 1 @returns where it ends */
export function writeNumber(into: Uint8Array, at: number, value: number): number {
  let left = value;
  // What bit operations cannot hold.
  for (; left > 0x7fff_ffff; left = Math.floor(left / 128)) into[at++] = (left % 128) | 0x80;
  for (; left > 0x7f; left >>>= 7) into[at++] = (left & 0x7f) | 0x80;
  into[at++] = left;
  return at;
}

/** The most that a text takes. */
export function textRoom(text: string): number {
  return LONGEST_NUMBER + text.length * 3;
}

/** The most that a few short fields take: flags, numbers, times. */
export const SHORT_FIELDS = 64;
