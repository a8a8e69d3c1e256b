/**
 * Room for many small pieces of bytes that come and go: an ArrayBuffer for each would take a
 * microsecond to make, and some hundred bytes beside its own. They lie side by side in slabs, one
 * kind of slab for each size, and what is given back is used for the next piece of that size.
 *
 *     94 bytes  → a place of 96, in a slab of 682 of them
 *     94,000    → an ArrayBuffer of its own
 */

/** Places are multiples of this. */
const STEP = 32;

/** What is longer has bytes of its own. */
const LONGEST = 2048;

const SMALLEST_SLAB = 1024;
const LARGEST_SLAB = 64 * 1024;

/** Where a piece lies: `length` bytes from `at` on. They are the owner's, to write over as well. */
export interface Place {
  readonly bytes: Uint8Array;
  readonly at: number;
}

/** All places of one size. */
interface Pool {
  slab: Uint8Array;
  used: number;
  free: Place[];
  live: number;
}

export class ByteStore {
  /** By their places' size, in steps. */
  readonly #pools: (Pool | undefined)[] = [];

  /** Room for so many bytes. What lies there before they are written is anything. */
  take(length: number): Place {
    if (length > LONGEST) return { bytes: new Uint8Array(length), at: 0 };
    const kind = Math.ceil(length / STEP);
    const pool = (this.#pools[kind] ??= { slab: new Uint8Array(0), used: 0, free: [], live: 0 });
    const size = kind * STEP;
    pool.live++;
    const free = pool.free.pop();
    if (free !== undefined) return free;
    if (pool.used + size > pool.slab.length) {
      // As much again as there is, so that a few messages do not take a large slab of each size.
      const wanted = Math.min(Math.max(pool.live * size, SMALLEST_SLAB), LARGEST_SLAB);
      pool.slab = new Uint8Array(Math.max(1, Math.floor(wanted / size)) * size);
      pool.used = 0;
    }
    const place = { bytes: pool.slab, at: pool.used };
    pool.used += size;
    return place;
  }

  /** @param length as it was asked for */
  give(place: Place, length: number): void {
    if (length > LONGEST) return;
    const kind = Math.ceil(length / STEP);
    const pool = this.#pools[kind];
    if (pool === undefined) return;
    // With the last one all slabs of the size go.
    if (--pool.live === 0) this.#pools[kind] = undefined;
    else pool.free.push(place);
  }

  /** Whether a piece of one length may lie where one of another did. */
  isSameSize(one: number, other: number): boolean {
    return one <= LONGEST && other <= LONGEST && Math.ceil(one / STEP) === Math.ceil(other / STEP);
  }
}
