/**
 * What `ssh` and `sshd` of the simulated Pis say to each other: frames of a type, a length and a
 * payload. It is not the SSH protocol (nothing is encrypted, no real ssh understands it); it does
 * for two Pis of one lab what a learner sees of SSH.
 *
 *     type (1 byte) | length of the payload (4 bytes, big endian) | payload
 */

/** First from the client: what it wants. */
export interface SessionRequest {
  readonly user: string;
  /** Absent: a login shell. */
  readonly command?: string;
  /** Absent: no terminal is asked for. */
  readonly terminal?: { readonly columns: number; readonly rows: number };
}

const TYPES = [
  /** Client: a SessionRequest as JSON. */
  'request',
  /** Client: keys, or what standard input holds. */
  'input',
  /** Client: columns and rows as JSON. */
  'resize',
  /** Client: standard input has ended. */
  'end-of-input',
  /** Server: standard output, and all that a terminal shows. */
  'output',
  'error',
  /** Server, last: the exit status as JSON. */
  'exit',
  /** Server, instead of all others: this user may not come in. */
  'denied',
] as const;

export type FrameType = (typeof TYPES)[number];

const HEAD = 5;
/** Far above what either side sends at once. */
const MAX_PAYLOAD = 1_048_576;

export const frame = (type: FrameType, payload: Uint8Array | string): Uint8Array => {
  const bytes = typeof payload === 'string' ? new TextEncoder().encode(payload) : payload;
  const framed = new Uint8Array(HEAD + bytes.length);
  framed[0] = TYPES.indexOf(type);
  new DataView(framed.buffer).setUint32(1, bytes.length);
  framed.set(bytes, HEAD);
  return framed;
};

/** Cuts a stream of bytes, however it is chunked, into frames. */
export class FrameReader {
  readonly #receive: (type: FrameType, payload: Uint8Array) => void;
  #rest: Uint8Array = new Uint8Array(0);

  constructor(receive: (type: FrameType, payload: Uint8Array) => void) {
    this.#receive = receive;
  }

  /** @returns false for bytes that are no frames: hang up */
  take(bytes: Uint8Array): boolean {
    let buffer = bytes;
    if (this.#rest.length > 0) {
      buffer = new Uint8Array(this.#rest.length + bytes.length);
      buffer.set(this.#rest);
      buffer.set(bytes, this.#rest.length);
    }
    while (buffer.length >= HEAD) {
      const type = TYPES[buffer[0] ?? TYPES.length];
      const length = new DataView(buffer.buffer, buffer.byteOffset).getUint32(1);
      if (type === undefined || length > MAX_PAYLOAD) return false;
      if (buffer.length < HEAD + length) break;
      this.#receive(type, buffer.subarray(HEAD, HEAD + length));
      buffer = buffer.subarray(HEAD + length);
    }
    this.#rest = buffer;
    return true;
  }
}
