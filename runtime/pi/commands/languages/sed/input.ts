/** The lines that a sed reads, from file to file, and whether one is the last: asked for only when it matters. */
import { SystemError } from '#runtime/ports.ts';
import { strerror } from '../../../error-text.ts';
import type { OpenFile, PiProcess } from '../../../system.ts';
import { LineReader } from '../../stdio.ts';
import { bytesToText } from '../bytes-text.ts';
import { SedProblem } from './script.ts';

export interface SedLine {
  readonly text: string;
  /** Whether a newline ended it. */
  readonly isEnded: boolean;
}

export interface SedInputOptions {
  readonly files: readonly string[];
  /** -s and -i: every file has its own first and last line. */
  readonly separate: boolean;
  readonly inPlace: boolean;
  readonly separator: string;
  /** Told when a file is begun or over: in-place editing writes there. */
  readonly opened: (path: string) => Promise<void>;
  readonly closed: (path: string) => Promise<void>;
}

export class SedInput {
  line = 0;
  /** `-` for standard input. */
  name = '-';
  /** 2: a file could not be read; 4: one could not be edited. */
  status = 0;
  readonly #process: PiProcess;
  readonly #options: SedInputOptions;
  readonly #waiting: string[];
  #current: { readonly path: string; readonly reader: LineReader; readonly file: OpenFile | undefined } | undefined;
  #ahead: SedLine | undefined;

  constructor(process: PiProcess, options: SedInputOptions) {
    this.#process = process;
    this.#options = options;
    this.#waiting = [...options.files];
  }

  /** @returns undefined when there is no more, in no file */
  async next(): Promise<SedLine | undefined> {
    for (;;) {
      if (this.#current === undefined && !(await this.#open())) return undefined;
      const line = await this.#take();
      if (line !== undefined) {
        this.line++;
        return line;
      }
      await this.#close();
    }
  }

  /** Whether the line just read is the last one: `$`. */
  async isLast(): Promise<boolean> {
    for (;;) {
      if (this.#current !== undefined) {
        this.#ahead ??= await this.#take();
        if (this.#ahead !== undefined) return false;
        if (this.#options.separate) return true;
        await this.#close();
      }
      if (!(await this.#open())) return true;
    }
  }

  /** Whether nothing at all comes any more. */
  async isOver(): Promise<boolean> {
    if (!(await this.isLast())) return false;
    return !this.#options.separate || this.#waiting.length === 0;
  }

  async end(): Promise<void> {
    while (this.#current !== undefined) await this.#close();
  }

  async #take(): Promise<SedLine | undefined> {
    if (this.#ahead !== undefined) {
      const line = this.#ahead;
      this.#ahead = undefined;
      return line;
    }
    const { path, reader } = this.#current ?? {};
    if (reader === undefined) return undefined;
    try {
      const bytes = await reader.next();
      return bytes === null ? undefined : { text: bytesToText(bytes), isEnded: reader.ended };
    } catch (error) {
      if (!(error instanceof SystemError)) throw error;
      throw new SedProblem(`read error on ${path === '-' ? 'stdin' : path}: ${strerror(error.code)}`, 4);
    }
  }

  async #open(): Promise<boolean> {
    for (let path = this.#waiting.shift(); path !== undefined; path = this.#waiting.shift()) {
      const isStandard = path === '-' && !this.#options.inPlace;
      try {
        const file = isStandard ? undefined : this.#process.open(path, { read: true });
        if (this.#options.inPlace && file?.kind !== 'file') {
          file?.close();
          this.status = 4;
          await this.#process.stderr.write(`sed: couldn't edit ${path}: not a regular file\n`);
          continue;
        }
        const input = file ?? this.#process.stdin;
        const reader = new LineReader({ read: () => input.read(65_536) }, this.#options.separator.charCodeAt(0));
        this.#current = { path, reader, file };
        this.name = path;
        if (this.#options.separate) this.line = 0;
        await this.#options.opened(path);
        return true;
      } catch (error) {
        if (!(error instanceof SystemError)) throw error;
        this.status = Math.max(this.status, 2);
        await this.#process.stderr.write(`sed: can't read ${path}: ${strerror(error.code)}\n`);
      }
    }
    return false;
  }

  async #close(): Promise<void> {
    const current = this.#current;
    if (current === undefined) return;
    this.#current = undefined;
    current.file?.close();
    await this.#options.closed(current.path);
  }
}
