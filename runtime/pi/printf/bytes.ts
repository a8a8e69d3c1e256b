const encoder = new TextEncoder();

/** One `printf` makes no more than this; a real one would run out of memory later. */
const MOST = 64 * 1024 * 1024;

export class OutOfMemory extends Error {}

/** Bytes that grow. @throws OutOfMemory */
export class Bytes {
  #bytes = new Uint8Array(256);
  length = 0;

  /** Refuses early what would be refused anyway, before anything that long is made. */
  expect(more: number): void {
    if (this.length + more > MOST) throw new OutOfMemory();
  }

  bytes(bytes: Uint8Array): void {
    this.#room(bytes.length);
    this.#bytes.set(bytes, this.length);
    this.length += bytes.length;
  }

  text(text: string): void {
    this.bytes(encoder.encode(text));
  }

  /** @param width in bytes, filled with blanks */
  padded(bytes: Uint8Array, width: number, left: boolean): void {
    const blanks = Math.max(0, width - bytes.length);
    if (!left) this.#blanks(blanks);
    this.bytes(bytes);
    if (left) this.#blanks(blanks);
  }

  taken(): Uint8Array {
    return this.#bytes.subarray(0, this.length);
  }

  #blanks(count: number): void {
    this.#room(count);
    this.#bytes.fill(0x20, this.length, this.length + count);
    this.length += count;
  }

  #room(more: number): void {
    this.expect(more);
    if (this.length + more <= this.#bytes.length) return;
    const larger = new Uint8Array(Math.max(this.length + more, this.#bytes.length * 2));
    larger.set(this.#bytes.subarray(0, this.length));
    this.#bytes = larger;
  }
}
