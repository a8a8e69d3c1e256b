/**
 * The least that finds packets in a stream of bytes: in place, without objects. `take` may be given
 * memory that is used again afterwards; a packet that is not whole is copied.
 */
export class Parser {
  readonly #packet: (bytes: Buffer, at: number, end: number) => void;
  /** The beginning of a packet whose rest has not come yet. */
  #rest = Buffer.allocUnsafeSlow(1024);
  #restLength = 0;

  /** @param packet called with each whole packet: where it begins, and where the next one does */
  constructor(packet: (bytes: Buffer, at: number, end: number) => void) {
    this.#packet = packet;
  }

  take(bytes: Buffer, from: number, to: number): void {
    let at = from;
    while (this.#restLength > 0 && at < to) at = this.#complete(bytes, at, to);
    while (at < to) {
      const end = endOfPacket(bytes, at, to);
      if (end === 0) break;
      this.#packet(bytes, at, end);
      at = end;
    }
    if (at < to) this.#keep(bytes, at, to);
  }

  /** Adds to the packet that is incomplete what it lacks, or all there is. @returns where it stopped reading */
  #complete(bytes: Buffer, at: number, to: number): number {
    const before = this.#restLength;
    // The length is known after five bytes at most: byte by byte until then.
    const known = totalLength(this.#rest, 0, before);
    const wanted = known === 0 ? 1 : known - before;
    const taken = Math.min(wanted, to - at);
    this.#keep(bytes, at, at + taken);
    if (endOfPacket(this.#rest, 0, this.#restLength) === this.#restLength) {
      const length = this.#restLength;
      this.#restLength = 0;
      this.#packet(this.#rest, 0, length);
    }
    return at + taken;
  }

  #keep(bytes: Buffer, from: number, to: number): void {
    const length = this.#restLength + to - from;
    if (length > this.#rest.length) {
      const larger = Buffer.allocUnsafeSlow(length * 2);
      larger.set(this.#rest.subarray(0, this.#restLength));
      this.#rest = larger;
    }
    bytes.copy(this.#rest, this.#restLength, from, to);
    this.#restLength = length;
  }
}

/** @returns where a PUBLISH that begins at `at` has its packet id, or, with QoS 0, its payload */
export function afterTopic(bytes: Buffer, at: number): number {
  let body = at + 2;
  while ((bytes[body - 1] as number) > 0x7f) body++;
  return body + 2 + (((bytes[body] as number) << 8) | (bytes[body + 1] as number));
}

export const sequenceAt = (bytes: Buffer, payload: number): number =>
  (((bytes[payload] as number) << 24) |
    ((bytes[payload + 1] as number) << 16) |
    ((bytes[payload + 2] as number) << 8) |
    (bytes[payload + 3] as number)) >>>
  0;

export const senderAt = (bytes: Buffer, payload: number): number =>
  ((bytes[payload + 4] as number) << 8) | (bytes[payload + 5] as number);

/** @returns bytes of the packet that begins at `at`; 0: not known yet */
function totalLength(bytes: Buffer, at: number, to: number): number {
  if (to - at < 2) return 0;
  const first = bytes[at + 1] as number;
  if (first < 0x80) return first + 2;
  let length = first & 0x7f;
  for (let index = 2, shift = 7; at + index < to; index++, shift += 7) {
    const byte = bytes[at + index] as number;
    length |= (byte & 0x7f) << shift;
    if (byte < 0x80) return length + index + 1;
  }
  return 0;
}

/** @returns where the packet that begins at `at` ends; 0: not within `to` */
function endOfPacket(bytes: Buffer, at: number, to: number): number {
  const length = totalLength(bytes, at, to);
  return length === 0 || at + length > to ? 0 : at + length;
}
