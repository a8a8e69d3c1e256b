import { decodeUtf8 } from '#runtime/mqtt/utf8.ts';

/** A record that says what no record says: bytes are missing, or mean nothing. */
export class RecordFlaw extends Error {
  override readonly name = 'RecordFlaw';
}

/** Reads a record, field by field, in the forms of `RecordWriter`. Every call throws a RecordFlaw where that is impossible. */
export class RecordReader {
  readonly #bytes: Uint8Array;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  get atEnd(): boolean {
    return this.#at === this.#bytes.length;
  }

  byte(): number {
    this.#need(1);
    return this.#bytes[this.#at++]!;
  }

  number(): number {
    let value = 0;
    for (let scale = 1; ; scale *= 128) {
      const digit = this.byte();
      value += (digit & 0x7f) * scale;
      if (!Number.isSafeInteger(value)) throw new RecordFlaw('a number is too large');
      if (digit < 0x80) return value;
    }
  }

  double(): number {
    this.#need(8);
    const { buffer, byteOffset } = this.#bytes;
    this.#at += 8;
    return new DataView(buffer).getFloat64(byteOffset + this.#at - 8);
  }

  text(): string {
    const bytes = this.counted();
    try {
      return decodeUtf8(bytes);
    } catch {
      throw new RecordFlaw('a text is not UTF-8');
    }
  }

  /** Bytes behind their length; a view. */
  counted(): Uint8Array {
    const length = this.number();
    this.#need(length);
    this.#at += length;
    return this.#bytes.subarray(this.#at - length, this.#at);
  }

  /** What is left; a view. */
  rest(): Uint8Array {
    const from = this.#at;
    this.#at = this.#bytes.length;
    return this.#bytes.subarray(from);
  }

  /** @throws RecordFlaw when something is left */
  end(): void {
    if (!this.atEnd) throw new RecordFlaw('bytes follow its last field');
  }

  #need(length: number): void {
    if (this.#at + length > this.#bytes.length) throw new RecordFlaw('it ends too early');
  }
}
