import type { OpenFile } from '#runtime/pi/system.ts';
import { SystemError } from '#runtime/ports.ts';
import type { Failure } from '../protocol.ts';

/** Bytes of memory that what waits to be written may take: a program that prints without end fills no memory but its own share. */
const MOST = 64 * 1024 * 1024;

export interface OutputListener {
  taken(bytes: number): void;
  /** It could not be written, and nothing more will be. */
  failed(failure: Failure): void;
  /** More waits than memory has room for. */
  overflowed(): void;
}

/** The order of what is written to one terminal, whichever descriptors lead there. */
export class OutputOrder {
  #last: Promise<void> = Promise.resolve();

  /** @param write never rejects */
  add(write: () => Promise<void>): void {
    this.#last = this.#last.then(write);
  }

  /** Resolves when all that has been added so far is done. */
  done(): Promise<void> {
    return this.#last;
  }
}

/** What a program has written to a descriptor, on its way there. */
export class HostedOutput {
  readonly #file: () => OpenFile | undefined;
  readonly #listener: OutputListener;
  readonly #order: OutputOrder;
  /** Memory that what waits takes. */
  #waiting = 0;
  #failed = false;
  /** Grows when what waits is discarded. */
  #epoch = 0;

  /** @param file the descriptor, looked up each time. @param order shared by those that lead to one terminal */
  constructor(file: () => OpenFile | undefined, order: OutputOrder, listener: OutputListener) {
    this.#file = file;
    this.#order = order;
    this.#listener = listener;
  }

  write(bytes: Uint8Array): void {
    if (this.#failed) return;
    const epoch = this.#epoch;
    this.#waiting += costOf(bytes);
    // What the program writes in one go is one write(2) as far as anybody can see.
    this.#order.add(() => this.#write(bytes, epoch));
    if (this.#waiting > MOST) this.#listener.overflowed();
  }

  /** What waits is not written any more. */
  discard(): void {
    this.#epoch += 1;
    this.#waiting = 0;
  }

  /** Resolves when all that was written has been taken, or cannot be. */
  drained(): Promise<void> {
    return this.#order.done();
  }

  async #write(bytes: Uint8Array, epoch: number): Promise<void> {
    if (this.#failed || epoch !== this.#epoch) return;
    try {
      const file = this.#file();
      if (file === undefined) throw new SystemError('EBADF');
      await file.write(bytes);
    } catch (error) {
      if (!(error instanceof SystemError)) throw error;
      this.#failed = true;
      this.#listener.failed({ code: error.code });
      return;
    }
    if (epoch === this.#epoch) this.#waiting -= costOf(bytes);
    this.#listener.taken(bytes.length);
  }
}

/** What waits takes some memory for itself, however short it is. */
const OVERHEAD = 256;
const costOf = (bytes: Uint8Array): number => bytes.length + OVERHEAD;
