/** Where a sed writes: standard output or the file it edits, and the files of `w`. */
import { SystemError } from '#runtime/ports.ts';
import { strerror } from '../../../error-text.ts';
import type { OpenFile, PiProcess } from '../../../system.ts';
import { concatenated } from '../../stdio.ts';
import type { StandardOut } from '../../stdio.ts';
import { textToBytes } from '../bytes-text.ts';
import { SedProblem } from './script.ts';

/** More than this of one edited file is more than a Pi's memory takes. */
const LARGEST_EDIT = 64 * 1024 * 1024;

interface Sink {
  readonly write: (bytes: Uint8Array) => Promise<void>;
  /** The last line had no newline; the next one needs it first. */
  lacksNewline: boolean;
}

export class SedOutput {
  readonly #process: PiProcess;
  readonly #separator: string;
  readonly #standard: Sink;
  readonly #files = new Map<string, Sink>();
  readonly #open: OpenFile[] = [];
  #edited: (Sink & { readonly chunks: Uint8Array[] }) | undefined;

  constructor(process: PiProcess, out: StandardOut, separator: string) {
    this.#process = process;
    this.#separator = separator;
    this.#standard = { write: (bytes) => out.write(bytes), lacksNewline: false };
  }

  /** Opens a file of `w`, empty, before anything is read. @throws SedProblem */
  prepare(path: string): void {
    if (path === '/dev/stdout' || this.#files.has(path)) return;
    if (path === '/dev/stderr') {
      this.#files.set(path, { write: (bytes) => this.#process.stderr.write(bytes), lacksNewline: false });
      return;
    }
    try {
      const file = this.#process.open(path, { write: true, create: true, truncate: true });
      this.#open.push(file);
      this.#files.set(path, { write: (bytes) => file.write(bytes), lacksNewline: false });
    } catch (error) {
      if (!(error instanceof SystemError)) throw error;
      throw new SedProblem(`couldn't open file ${path}: ${strerror(error.code)}`, 4);
    }
  }

  async line(text: string, isEnded: boolean, path?: string): Promise<void> {
    const sink = this.#sink(path);
    await this.#write(sink, textToBytes(isEnded ? text + this.#separator : text));
    sink.lacksNewline = !isEnded;
  }

  /** As it is, newline and all. */
  async raw(data: string | Uint8Array, path?: string): Promise<void> {
    await this.#write(this.#sink(path), typeof data === 'string' ? textToBytes(data) : data);
  }

  async #write(sink: Sink, bytes: Uint8Array): Promise<void> {
    if (bytes.length === 0 && !sink.lacksNewline) return;
    await sink.write(sink.lacksNewline ? concatenated([textToBytes(this.#separator), bytes]) : bytes);
    sink.lacksNewline = false;
  }

  #sink(path: string | undefined): Sink {
    const named = path === undefined || path === '/dev/stdout' ? undefined : this.#files.get(path);
    return named ?? (path === undefined ? this.#edited : undefined) ?? this.#standard;
  }

  /** What is printed goes into the file to be edited, once that is read. */
  edit(): void {
    const chunks: Uint8Array[] = [];
    let size = 0;
    this.#edited = {
      chunks,
      lacksNewline: false,
      write: (bytes) => {
        size += bytes.length;
        if (size > LARGEST_EDIT) return Promise.reject(new SedProblem('memory exhausted', 4));
        chunks.push(bytes);
        return Promise.resolve();
      },
    };
  }

  /** @returns what the file is to hold now */
  edited(): Uint8Array {
    const bytes = concatenated(this.#edited?.chunks ?? []);
    this.#edited = undefined;
    return bytes;
  }

  close(): void {
    for (const file of this.#open) file.close();
  }
}
