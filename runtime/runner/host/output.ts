import type { OpenFile } from '#runtime/pi/system.ts';
import { SystemError } from '#runtime/ports.ts';
import type { Failure } from '../protocol.ts';

/** Bytes that may wait to be written: a program that prints without end fills no memory but its own share. */
const MOST = 64 * 1024 * 1024;

export interface OutputListener {
  taken(bytes: number): void;
  /** It could not be written, and nothing more will be. */
  failed(failure: Failure): void;
  /** More waits than memory has room for. */
  overflowed(): void;
}

/** What a program has written to a descriptor, on its way there; the process waits where it would block. */
export class HostedOutput {
  readonly #file: () => OpenFile | undefined;
  readonly #listener: OutputListener;
  #waiting: Uint8Array[] = [];
  #bytes = 0;
  #writing: Promise<void> | undefined;
  #failed = false;

  /** @param file the descriptor, looked up each time */
  constructor(file: () => OpenFile | undefined, listener: OutputListener) {
    this.#file = file;
    this.#listener = listener;
  }

  write(bytes: Uint8Array): void {
    if (this.#failed) return;
    this.#waiting.push(bytes);
    this.#bytes += bytes.length;
    this.#writing ??= this.#writeAll();
    if (this.#bytes > MOST) this.#listener.overflowed();
  }

  /** What waits is not written any more. */
  discard(): void {
    this.#waiting = [];
    this.#bytes = 0;
  }

  /** Resolves when all that was written has been taken, or cannot be. */
  async drained(): Promise<void> {
    await this.#writing;
  }

  async #writeAll(): Promise<void> {
    // What the program writes in one go is one write(2) as far as anybody can see.
    for (let bytes = this.#waiting.shift(); bytes !== undefined; bytes = this.#waiting.shift()) {
      try {
        const file = this.#file();
        if (file === undefined) throw new SystemError('EBADF');
        await file.write(bytes);
      } catch (error) {
        if (!(error instanceof SystemError)) throw error;
        this.#failed = true;
        this.#waiting = [];
        this.#listener.failed({ code: error.code });
        break;
      }
      this.#bytes -= bytes.length;
      this.#listener.taken(bytes.length);
    }
    this.#writing = undefined;
  }
}
