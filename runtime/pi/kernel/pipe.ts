import { SystemError } from '#runtime/ports.ts';
import { Description, WAIT } from './description.ts';
import type { Wait } from './description.ts';
import type { Task } from './task.ts';

/** pipe(7): "Pipe capacity" and "PIPE_BUF". */
const CAPACITY = 65_536;
const ATOMIC = 4_096;
/** proc(5), pipe-user-pages-soft: when all pipes together hold that much, each holds one page at most. */
const SOFT_LIMIT = 64 * 1_024 * 1_024;

/** What the pipes of one Pi hold together. */
export class PipeMemory {
  held = 0;

  get capacity(): number {
    return this.held < SOFT_LIMIT ? CAPACITY : ATOMIC;
  }
}

/**
 * A pipe: first in, first out, 64 KiB deep. A write of up to 4096 bytes goes in whole or waits; a
 * read at an empty pipe waits while a writer is left, then is the end; a write to a pipe that
 * nobody can read any more is `EPIPE`.
 */
class Pipe {
  readonly #memory: PipeMemory;
  readonly #chunks: Uint8Array[] = [];
  #size = 0;
  readerLeft = true;
  writerLeft = true;

  constructor(memory: PipeMemory) {
    this.#memory = memory;
  }

  take(max: number, until?: number): Uint8Array | undefined {
    const first = this.#chunks[0];
    if (first === undefined) return undefined;
    const found = until === undefined ? -1 : first.indexOf(until);
    const most = found === -1 ? max : Math.min(max, found + 1);
    const taken = first.length <= most ? first : first.subarray(0, most);
    if (taken === first) this.#chunks.shift();
    else this.#chunks[0] = first.subarray(most);
    this.#hold(-taken.length);
    return taken;
  }

  get isEmpty(): boolean {
    return this.#size === 0;
  }

  put(bytes: Uint8Array): number {
    const room = Math.max(0, this.#memory.capacity - this.#size);
    // What does not go in whole goes in by pages, not by the byte that a slow reader has just taken.
    const fits = bytes.length <= room ? bytes.length : bytes.length <= ATOMIC || room < ATOMIC ? 0 : room;
    // The writer may reuse its buffer once the write has returned.
    if (fits > 0) this.#chunks.push(bytes.slice(0, fits));
    this.#hold(fits);
    return fits;
  }

  /** Nobody can read it any more. */
  drop(): void {
    this.#chunks.length = 0;
    this.#hold(-this.#size);
  }

  #hold(bytes: number): void {
    this.#size += bytes;
    this.#memory.held += bytes;
  }
}

class PipeReader extends Description {
  readonly kind = 'pipe';
  readonly #pipe: Pipe;
  #writer: PipeWriter | undefined;

  constructor(pipe: Pipe) {
    super();
    this.#pipe = pipe;
  }

  join(writer: PipeWriter): void {
    this.#writer = writer;
  }

  override read(max: number, _reader: Task, until?: number): Uint8Array | null | Wait {
    const taken = this.#pipe.take(max, until);
    if (taken === undefined) return this.#pipe.writerLeft ? WAIT : null;
    this.#writer?.changed.wake();
    return taken;
  }

  override isReadable(): boolean {
    return !this.#pipe.isEmpty || !this.#pipe.writerLeft;
  }

  protected override closed(): void {
    this.#pipe.readerLeft = false;
    this.#pipe.drop();
    this.#writer?.changed.wake();
  }
}

class PipeWriter extends Description {
  readonly kind = 'pipe';
  readonly #pipe: Pipe;
  readonly #reader: PipeReader;

  constructor(pipe: Pipe, reader: PipeReader) {
    super();
    this.#pipe = pipe;
    this.#reader = reader;
  }

  override write(bytes: Uint8Array): number | Wait {
    if (!this.#pipe.readerLeft) throw new SystemError('EPIPE');
    const taken = this.#pipe.put(bytes);
    if (taken === 0) return WAIT;
    this.#reader.changed.wake();
    return taken;
  }

  protected override closed(): void {
    this.#pipe.writerLeft = false;
    this.#reader.changed.wake();
  }
}

/** pipe(2): what is written to the second is read from the first. */
export const createPipe = (memory: PipeMemory): readonly [Description, Description] => {
  const pipe = new Pipe(memory);
  const reader = new PipeReader(pipe);
  const writer = new PipeWriter(pipe, reader);
  reader.join(writer);
  return [reader, writer];
};
