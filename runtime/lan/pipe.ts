import type { ByteStream, StreamReceiver, SystemError } from '#runtime/ports.ts';

/** One way of a pipe: what comes out of `from` goes into `to`. */
class Way implements StreamReceiver {
  readonly #from: ByteStream;
  readonly #to: ByteStream;

  constructor(from: ByteStream, to: ByteStream) {
    this.#from = from;
    this.#to = to;
  }

  data(bytes: Uint8Array): void {
    if (!this.#to.write(bytes)) this.#from.pause();
  }

  /** `from` takes bytes again: the other side may go on sending. */
  drain(): void {
    this.#to.resume();
  }

  closed(error?: SystemError): void {
    if (error === undefined) this.#to.end();
    else this.#to.destroy();
  }
}

/** Joins two streams, both ways, each as fast as the other side takes it. Ends and errors pass through. */
export const pipe = (a: ByteStream, b: ByteStream): void => {
  a.open(new Way(a, b));
  b.open(new Way(b, a));
};
