import type { Address, ByteStream, StreamReceiver, SystemError } from '#runtime/ports.ts';

/** What may wait unread before the other side is asked to wait. */
const HIGH_WATER = 65_536;

/** A connection as a program reads and writes it: in its own time, with calls that wait. */
export class Socket implements StreamReceiver {
  readonly #stream: ByteStream;
  #unread: Uint8Array[] = [];
  #held = 0;
  #over = false;
  #error: SystemError | undefined;
  #wake: () => void = () => {};
  #room: (() => void) | undefined;

  constructor(stream: ByteStream) {
    this.#stream = stream;
    stream.open(this);
  }

  get remote(): Address {
    return this.#stream.remote;
  }

  /** @returns what has come, null at the end. @throws SystemError `ECONNRESET`, `ETIMEDOUT` */
  async read(): Promise<Uint8Array | null> {
    for (;;) {
      const bytes = this.#unread.shift();
      if (bytes !== undefined) {
        this.#held -= bytes.length;
        if (this.#held < HIGH_WATER) this.#stream.resume();
        return bytes;
      }
      if (this.#error !== undefined) throw this.#error;
      if (this.#over) return null;
      await new Promise<void>((resolve) => (this.#wake = resolve));
    }
  }

  /** Resolves when there is room for more. */
  async write(bytes: Uint8Array): Promise<void> {
    if (this.#over || this.#stream.write(bytes)) return;
    await new Promise<void>((resolve) => (this.#room = resolve));
  }

  /** No more will be written; reading goes on. */
  end(): void {
    this.#stream.end();
  }

  destroy(): void {
    this.#stream.destroy();
  }

  data(bytes: Uint8Array): void {
    this.#unread.push(bytes);
    this.#held += bytes.length;
    if (this.#held >= HIGH_WATER) this.#stream.pause();
    this.#wake();
  }

  drain(): void {
    this.#room?.();
    this.#room = undefined;
  }

  closed(error?: SystemError): void {
    this.#over = true;
    this.#error = error;
    this.drain();
    this.#wake();
  }
}
