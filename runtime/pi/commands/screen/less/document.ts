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
const MOST_LINES = 4_000_000;
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
  /** All that was read, in one piece that grows: millions of short lines cost no more than their bytes. */
  #text = new Uint8Array(BLOCK);
  #bytes = 0;
  /** Where each line begins; one more than there are lines: where the next one does. */
  #starts = new Uint32Array(1_024);
  #length = 0;
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
    return this.#length;
  }

  get isWhole(): boolean {
    return this.#isWhole;
  }

  get bytes(): number {
    return this.#bytes;
  }

  /** A line's bytes, without its newline. */
  line(index: number): Uint8Array {
    if (index < 0 || index >= this.#length) return new Uint8Array(0);
    const from = this.#starts[index] ?? 0;
    const to = this.#starts[index + 1] ?? from;
    return this.#text.subarray(from, to > from && this.#text[to - 1] === NEWLINE ? to - 1 : to);
  }

  /** The byte that a line begins with. */
  startOf(index: number): number {
    return this.#starts[Math.min(index, this.#length)] ?? 0;
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
    if (this.#bytes > MOST_BYTES || this.#length > MOST_LINES) return this.#fail(new SystemError('ENOMEM'));
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
    if (this.#bytes > this.startOf(this.#length)) this.#endLine(this.#bytes);
  }

  #take(block: Uint8Array): void {
    const before = this.#bytes;
    this.#bytes += block.length;
    if (this.#bytes > this.#text.length) this.#text = grown(this.#text, this.#bytes);
    this.#text.set(block, before);
    for (let at = block.indexOf(NEWLINE); at >= 0; at = block.indexOf(NEWLINE, at + 1)) this.#endLine(before + at + 1);
    if (this.#bytes - this.startOf(this.#length) > LONGEST_LINE) this.#endLine(this.#bytes);
  }

  /** @param next where the line after it begins */
  #endLine(next: number): void {
    this.#length += 1;
    if (this.#length >= this.#starts.length) {
      const starts = new Uint32Array(this.#starts.length * 2);
      starts.set(this.#starts);
      this.#starts = starts;
    }
    this.#starts[this.#length] = next;
  }
}

/** Twice as long, or as long as it has to be. */
const grown = (bytes: Uint8Array, length: number): Uint8Array<ArrayBuffer> => {
  const larger = new Uint8Array(Math.max(bytes.length * 2, length));
  larger.set(bytes);
  return larger;
};
