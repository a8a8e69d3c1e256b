import type { ByteStream } from '#runtime/ports.ts';

/** More than this is handed to the stream at once, so that it can say when it has enough. */
const FLUSH_AT = 64 * 1024;

/**
 * What waits to be sent on one connection. All packets of one turn go out in one write; while the
 * stream is full, everything stays here, where its size is known.
 */
export class Output {
  readonly #stream: ByteStream;
  readonly #limit: number;
  #chunks: Uint8Array[] = [];
  #bytes = 0;
  #blocked = false;

  /** @param limit bytes that may wait before `full` is said */
  constructor(stream: ByteStream, limit: number) {
    this.#stream = stream;
    this.#limit = limit;
  }

  /** Bytes waiting here. */
  get bytes(): number {
    return this.#bytes;
  }

  /** The other end does not read, and more waits than may: send nothing that can be left out. */
  get full(): boolean {
    return this.#blocked && this.#bytes > this.#limit;
  }

  /** The stream takes no more at the moment. */
  get blocked(): boolean {
    return this.#blocked;
  }

  add(packet: Uint8Array): void {
    this.#chunks.push(packet);
    this.#bytes += packet.length;
    if (this.#bytes >= FLUSH_AT) this.flush();
  }

  flush(): void {
    if (!this.#blocked && this.#bytes > 0) this.#blocked = !this.#stream.write(this.#take());
  }

  /** The stream has room again. */
  drained(): void {
    this.#blocked = false;
    this.flush();
  }

  /** Hands everything over, room or not, and ends the stream behind it. */
  end(): void {
    if (this.#bytes > 0) this.#stream.write(this.#take());
    this.#stream.end();
  }

  discard(): void {
    this.#chunks = [];
    this.#bytes = 0;
  }

  #take(): Uint8Array {
    const chunks = this.#chunks;
    const only = chunks.length === 1 ? chunks[0] : undefined;
    const bytes = only ?? join(chunks, this.#bytes);
    this.discard();
    return bytes;
  }
}

function join(chunks: readonly Uint8Array[], length: number): Uint8Array {
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return bytes;
}
