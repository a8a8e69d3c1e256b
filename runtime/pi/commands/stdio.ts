/**
 * Standard input and output as programs in C have them (stdio(3), setbuf(3)): what goes to a terminal
 * goes line by line, what goes to a pipe or a file in blocks of 4096 bytes.
 *
 *     mosquitto_sub -t a | grep x | tee log     grep holds back until it has a block
 *     mosquitto_sub -t a | grep --line-buffered x | tee log     now it does not
 *     mosquitto_sub -t a | stdbuf -oL grep x | tee log          nor now
 */
import { concatenate } from '#runtime/concatenate.ts';
import { SystemError } from '#runtime/ports.ts';
import type { Input } from '../process.ts';
import type { PiProcess } from '../system.ts';

const BLOCK = 4_096;
const NEWLINE = 0x0a;
const encoder = new TextEncoder();

export type Buffering = 'none' | 'line' | 'block';

/** Where stdbuf(1) leaves its wish. */
export const STDBUF_OUTPUT = '_STDBUF_O';

const bufferingOf = (process: PiProcess): Buffering => {
  const wish = process.env[STDBUF_OUTPUT];
  if (wish === '0') return 'none';
  if (wish === 'L') return 'line';
  return process.stdout.isTerminal ? 'line' : 'block';
};

export class StandardOut {
  readonly #process: PiProcess;
  #chunks: Uint8Array[] = [];
  #held = 0;
  #failure: SystemError | undefined;
  /** A program may set it: `--line-buffered`, `-u`. */
  buffering: Buffering;

  constructor(process: PiProcess) {
    this.#process = process;
    this.buffering = bufferingOf(process);
  }

  get isTerminal(): boolean {
    return this.#process.stdout.isTerminal;
  }

  /** Resolves at once unless a buffer has to go out and nobody takes it. The bytes may be kept: leave them as they are. */
  async write(data: Uint8Array | string): Promise<void> {
    const bytes = typeof data === 'string' ? encoder.encode(data) : data;
    if (bytes.length === 0) return;
    this.#chunks.push(bytes);
    this.#held += bytes.length;
    if (this.#held >= BLOCK || this.buffering === 'none') return this.flush();
    if (this.buffering === 'line' && bytes.includes(NEWLINE)) return this.flush();
  }

  /** fflush(3). @throws SystemError `EPIPE`, `ENOSPC`, `EBADF`, `EIO`; `failed` knows it again */
  async flush(): Promise<void> {
    if (this.#held === 0) return;
    const bytes = concatenated(this.#chunks);
    this.#chunks = [];
    this.#held = 0;
    try {
      await this.#process.stdout.write(bytes);
    } catch (error) {
      if (error instanceof SystemError) this.#failure = error;
      throw error;
    }
  }

  /** Whether an error is of this output, not of a file that the program read. */
  failed(error: unknown): boolean {
    return error !== undefined && error === this.#failure;
  }
}

/**
 * The lines of an input, as bytes and without their newline, as soon as each is whole. The last one
 * counts even when nothing ends it: `ended` says whether the line just given had its newline.
 */
export class LineReader {
  readonly #input: Pick<Input, 'read'>;
  readonly #separator: number;
  #rest: Uint8Array = new Uint8Array(0);
  #isOver = false;
  ended = true;

  /** @param separator the byte that ends a line; `-z` of many tools makes it 0 */
  constructor(input: Pick<Input, 'read'>, separator = NEWLINE) {
    this.#input = input;
    this.#separator = separator;
  }

  /** @returns null at the end. @throws SystemError as `read` does */
  async next(): Promise<Uint8Array | null> {
    const begun: Uint8Array[] = [];
    let length = 0;
    for (;;) {
      const at = this.#rest.indexOf(this.#separator);
      if (at >= 0) {
        const line = this.#rest.subarray(0, at);
        this.#rest = this.#rest.subarray(at + 1);
        this.ended = true;
        return begun.length === 0 ? line : concatenated([...begun, line]);
      }
      if (this.#rest.length > 0) {
        begun.push(this.#rest);
        length += this.#rest.length;
        if (length > LONGEST_LINE) throw new SystemError('ENOMEM');
      }
      this.#rest = new Uint8Array(0);
      const block = this.#isOver ? null : await this.#input.read();
      if (block === null) {
        this.#isOver = true;
        this.ended = false;
        return length === 0 ? null : concatenated(begun);
      }
      this.#rest = block;
    }
  }

  /** What was read and not given out as a line. */
  get unread(): Uint8Array {
    return this.#rest;
  }
}

/** More than this of one line is refused, as a Pi out of memory would. */
const LONGEST_LINE = 64 * 1024 * 1024;

/** One after the other; a single one as it is. */
export const concatenated = (chunks: readonly Uint8Array[]): Uint8Array => {
  const [only] = chunks;
  return only !== undefined && chunks.length === 1 ? only : concatenate(chunks);
};

/** Everything that is left of an input. */
export const readAll = async (input: Pick<Input, 'read'>): Promise<Uint8Array> => {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for (let block = await input.read(); block !== null; block = await input.read()) {
    chunks.push(block);
    length += block.length;
    if (length > LONGEST_LINE) throw new SystemError('ENOMEM');
  }
  return concatenated(chunks);
};
