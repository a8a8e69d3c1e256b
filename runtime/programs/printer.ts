import type { Output } from '#runtime/pi/process.ts';
import { SystemError } from '#runtime/ports.ts';

/**
 * Writes in order to an output that may be slow, for code that cannot wait. Says when so much is
 * waiting that the source should pause, and when it may go on.
 */
export class Printer {
  readonly #output: Output;
  readonly #pressure: (paused: boolean) => void;
  readonly #failed: (error: SystemError) => void;
  #last: Promise<void> = Promise.resolve();
  #waiting = 0;
  #paused = false;
  #failure: unknown;

  /**
   * @param pressure called with true when much is waiting, with false when it is out
   * @param failed called once when the output takes no more
   */
  constructor(output: Output, pressure: (paused: boolean) => void, failed: (error: SystemError) => void) {
    this.#output = output;
    this.#pressure = pressure;
    this.#failed = failed;
  }

  print(data: Uint8Array | string): void {
    if (this.#failure !== undefined) return;
    this.#waiting += data.length;
    this.#last = this.#last.then(() => this.#write(data));
    if (this.#waiting > HIGH_WATER && !this.#paused) {
      this.#paused = true;
      this.#pressure(true);
    }
  }

  /** Resolves when all is out, or the output has failed. @throws ProcessEnded */
  async flush(): Promise<void> {
    await this.#last;
    if (this.#failure !== undefined && !(this.#failure instanceof SystemError)) throw this.#failure;
  }

  async #write(data: Uint8Array | string): Promise<void> {
    if (this.#failure !== undefined) return;
    try {
      await this.#output.write(data);
    } catch (error) {
      // Not thrown here, where nobody waits, but from `flush`.
      this.#failure = error;
      if (error instanceof SystemError) this.#failed(error);
      return;
    }
    this.#waiting -= data.length;
    if (this.#paused && this.#waiting === 0) {
      this.#paused = false;
      this.#pressure(false);
    }
  }
}

const HIGH_WATER = 64 * 1024;
