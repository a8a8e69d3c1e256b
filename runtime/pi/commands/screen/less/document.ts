/**
 * What less shows: a file or a pipe, read no further than somebody has looked. `yes | less` costs one
 * block, and the writer waits; G reads on to the end, to ^C, or until the memory of a small machine
 * would be full.
 */
import { SystemError } from '#runtime/ports.ts';
import type { Input } from '../../../process.ts';

const BLOCK = 16_384;
/** All lines together, in bytes; a file of the simulated card is smaller anyway. */
const MOST_BYTES = 32 * 1024 * 1024;
/** A line that is longer goes on in the next one: bytes. */
const LONGEST_LINE = 256 * 1024;
const NEWLINE = 0x0a;

export class Document {
  /** As it is called in the prompt; empty: standard input. */
  readonly name: string;
  /** In bytes, when it is known before all is read. */
  readonly size: number | undefined;
  readonly #input: Pick<Input, 'read'>;
  readonly #close: () => void;
  /** Of each line, without its newline. A last one that has no newline yet is in `#begun`. */
  readonly #lines: Uint8Array[] = [];
  /** Where each line begins, in bytes. */
  readonly #starts: number[] = [0];
  #begun: Uint8Array = new Uint8Array(0);
  #bytes = 0;
  #isWhole = false;
  #arrival: Promise<void> | undefined;
  /** Why no more is read: the end, or what went wrong. */
  failure: SystemError | undefined;

  constructor(options: { name: string; input: Pick<Input, 'read'>; size?: number | undefined; close?: () => void }) {
    this.name = options.name;
    this.#input = options.input;
    this.size = options.size;
    this.#close = options.close ?? (() => {});
  }

  /** Lines that are there; the last one of a pipe that still flows is not, until it is whole. */
  get length(): number {
    return this.#lines.length;
  }

  get isWhole(): boolean {
    return this.#isWhole;
  }

  get bytes(): number {
    return this.#bytes;
  }

  line(index: number): Uint8Array {
    return this.#lines[index] ?? new Uint8Array(0);
  }

  /** The byte that a line begins with. */
  startOf(index: number): number {
    return this.#starts[Math.min(index, this.#starts.length - 1)] ?? 0;
  }

  /** Reads one block more. May be called again before it has resolved. */
  arrives(): Promise<void> {
    if (this.#isWhole) return Promise.resolve();
    this.#arrival ??= this.#read().finally(() => (this.#arrival = undefined));
    return this.#arrival;
  }

  /** A file may have grown since its end was met. */
  reopen(): void {
    if (this.failure === undefined) this.#isWhole = false;
  }

  close(): void {
    this.#close();
  }

  async #read(): Promise<void> {
    if (this.#bytes > MOST_BYTES) return this.#fail(new SystemError('ENOMEM'));
    try {
      const block = await this.#input.read(BLOCK);
      if (block !== null) this.#take(block);
      else this.#end();
    } catch (error) {
      if (!(error instanceof SystemError)) throw error;
      this.#fail(error);
    }
  }

  #fail(error: SystemError): void {
    this.failure = error;
    this.#end();
  }

  #end(): void {
    this.#isWhole = true;
    if (this.#begun.length === 0) return;
    this.#add(this.#begun, 0);
    this.#begun = new Uint8Array(0);
  }

  #take(block: Uint8Array): void {
    let rest = block;
    for (;;) {
      const at = rest.indexOf(NEWLINE);
      if (at < 0) break;
      this.#add(joined(this.#begun, rest.subarray(0, at)), 1);
      this.#begun = new Uint8Array(0);
      rest = rest.subarray(at + 1);
    }
    this.#begun = joined(this.#begun, rest);
    if (this.#begun.length <= LONGEST_LINE) return;
    this.#add(this.#begun, 0);
    this.#begun = new Uint8Array(0);
  }

  #add(line: Uint8Array, newline: number): void {
    this.#lines.push(line);
    this.#bytes += line.length + newline;
    this.#starts.push(this.#bytes);
  }
}

const joined = (first: Uint8Array, second: Uint8Array): Uint8Array => {
  if (first.length === 0) return second.slice();
  const both = new Uint8Array(first.length + second.length);
  both.set(first);
  both.set(second, first.length);
  return both;
};
