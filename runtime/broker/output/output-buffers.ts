/**
 * Bytes in which packets are put together before they are written, used again and again: making an
 * ArrayBuffer takes longer than filling it with a few messages. Of two sizes, so that ten thousand
 * clients who get one small packet each in the same turn do not take 64 kilobytes each.
 */
export const SMALL_BUFFER = 2 * 1024;

/** More than one reading from a socket brings, so that all that came of it goes out in one write. */
export const LARGE_BUFFER = 72 * 1024;

/** So many of each size are kept for the next turn. */
const KEPT = 128;

export class OutputBuffers {
  readonly #small: Uint8Array[] = [];
  readonly #large: Uint8Array[] = [];

  /** @param length at most `LARGE_BUFFER` */
  take(length: number): Uint8Array {
    if (length <= SMALL_BUFFER) return this.#small.pop() ?? new Uint8Array(SMALL_BUFFER);
    return this.#large.pop() ?? new Uint8Array(LARGE_BUFFER);
  }

  /** Nobody uses it any more: it will be written over. */
  give(buffer: Uint8Array): void {
    if (buffer.length > LARGE_BUFFER) return;
    const kept = buffer.length === SMALL_BUFFER ? this.#small : this.#large;
    if (kept.length < KEPT) kept.push(buffer);
  }
}
