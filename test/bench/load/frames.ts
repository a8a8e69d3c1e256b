/** RFC 6455, as far as the load needs it: binary frames, masked with zeros, which changes nothing. */

/** What goes before `length` bytes of payload from a client. */
export function frameHeader(length: number): Buffer {
  if (length < 126) return Buffer.from([0x82, 0x80 | length, 0, 0, 0, 0]);
  if (length < 0x10000) return Buffer.from([0x82, 0x80 | 126, length >> 8, length & 0xff, 0, 0, 0, 0]);
  const header = Buffer.alloc(14);
  header[0] = 0x82;
  header[1] = 0x80 | 127;
  header.writeUInt32BE(length, 6);
  return header;
}

/** Takes the frames of a server apart, in place. */
export class Unframer {
  readonly #payload: (bytes: Buffer, from: number, to: number) => void;
  #header: number[] = [];
  /** Bytes of the present frame still to come. */
  #left = 0;

  constructor(payload: (bytes: Buffer, from: number, to: number) => void) {
    this.#payload = payload;
  }

  take(bytes: Buffer, length: number): void {
    let at = 0;
    while (at < length) {
      if (this.#left > 0) {
        const to = Math.min(length, at + this.#left);
        this.#left -= to - at;
        this.#payload(bytes, at, to);
        at = to;
      } else {
        this.#header.push(bytes[at++] as number);
        this.#readHeader();
      }
    }
  }

  #readHeader(): void {
    const [, short = -1] = this.#header;
    const size = short < 126 ? 2 : short === 126 ? 4 : 10;
    if (short < 0 || this.#header.length < size) return;
    const bytes = size === 2 ? [short] : this.#header.slice(2);
    this.#left = bytes.reduce((sum, byte) => sum * 256 + byte, 0);
    this.#header = [];
  }
}
