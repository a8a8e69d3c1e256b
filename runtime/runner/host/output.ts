import { concatenate } from '#runtime/concatenate.ts';
import type { OpenFile } from '#runtime/pi/system.ts';
import { SystemError } from '#runtime/ports.ts';
import type { Failure } from '../protocol.ts';

/** Bytes of memory that what waits to be written may take: a program that prints without end fills no memory but its own share. */
const MOST = 64 * 1024 * 1024;
/** What waits takes some memory for itself, however short it is. */
const OVERHEAD = 256;
/** So many bytes are written at once of what has gathered: a terminal has much to do for each write, a pipe takes no more. */
const ONE_WRITE = 64 * 1024;

export interface OutputListener {
  taken(bytes: number): void;
  /** It could not be written, and nothing more will be. */
  failed(failure: Failure): void;
  /** More waits than memory has room for. */
  overflowed(): void;
}

interface Piece {
  readonly of: HostedOutput;
  readonly bytes: Uint8Array;
}

/** The order of what is written to one terminal, whichever descriptors lead there. */
export class OutputOrder {
  #waiting: Piece[] = [];
  #writing: Promise<void> | undefined;

  add(piece: Piece): void {
    this.#waiting.push(piece);
    this.#writing ??= this.#writeAll();
  }

  drop(output: HostedOutput): void {
    this.#waiting = this.#waiting.filter((piece) => piece.of !== output);
  }

  /** Resolves when all that has been added is written, or cannot be. */
  async done(): Promise<void> {
    await this.#writing;
  }

  async #writeAll(): Promise<void> {
    for (let first = this.#waiting[0]; first !== undefined; first = this.#waiting[0])
      await first.of.take(this.#gathered(first));
    this.#writing = undefined;
  }

  /** What is written at once: the first piece, and those behind it that go the same way. */
  #gathered({ of }: Piece): Uint8Array[] {
    let bytes = 0;
    let count = 0;
    for (const piece of this.#waiting) {
      bytes += piece.bytes.length;
      if (count > 0 && (piece.of !== of || bytes > ONE_WRITE)) break;
      count += 1;
    }
    return this.#waiting.splice(0, count).map((piece) => piece.bytes);
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

  /** @param file the descriptor, looked up each time. @param order shared by those that lead to one terminal */
  constructor(file: () => OpenFile | undefined, order: OutputOrder, listener: OutputListener) {
    this.#file = file;
    this.#order = order;
    this.#listener = listener;
  }

  write(bytes: Uint8Array): void {
    if (this.#failed) return;
    this.#waiting += bytes.length + OVERHEAD;
    this.#order.add({ of: this, bytes });
    if (this.#waiting > MOST) this.#listener.overflowed();
  }

  /** What waits is not written any more. */
  discard(): void {
    this.#order.drop(this);
    this.#waiting = 0;
  }

  /** Resolves when all that was written has been taken, or cannot be. */
  drained(): Promise<void> {
    return this.#order.done();
  }

  /** For the order: it is the turn of these. Never rejects with a SystemError. */
  async take(pieces: readonly Uint8Array[]): Promise<void> {
    if (this.#failed) return;
    const bytes = concatenate(pieces);
    try {
      const file = this.#file();
      if (file === undefined) throw new SystemError('EBADF');
      await file.write(bytes);
    } catch (error) {
      if (!(error instanceof SystemError)) throw error;
      this.#failed = true;
      this.discard();
      this.#listener.failed({ code: error.code });
      return;
    }
    this.#waiting = Math.max(0, this.#waiting - bytes.length - pieces.length * OVERHEAD);
    this.#listener.taken(bytes.length);
  }
}
