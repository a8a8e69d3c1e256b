/** The documents that a jq reads: from file to file, as soon as each is whole. */
import { SystemError } from '#runtime/ports.ts';
import { strerror } from '../../../error-text.ts';
import type { OpenFile, PiProcess } from '../../../system.ts';
import { JsonReader } from './json.ts';
import type { Json } from './json.ts';

const LARGEST = 64 * 1024 * 1024;

export class Documents {
  /** Of the file that is being read; null before and behind. */
  fileName: string | null = null;
  hasFailed = false;
  readonly #process: PiProcess;
  readonly #waiting: string[];
  readonly #isRaw: boolean;
  readonly #isSlurped: boolean;
  #reader = new JsonReader();
  #decoder = new TextDecoder('utf-8');
  #file: Pick<OpenFile, 'read'> | undefined;
  #close: (() => void) | undefined;
  #lines = '';
  #lineCount = 0;
  #isOver = false;

  constructor(
    process: PiProcess,
    files: readonly string[],
    options: { readonly raw: boolean; readonly slurp: boolean },
  ) {
    this.#process = process;
    this.#waiting = files.length === 0 ? ['-'] : [...files];
    this.#isRaw = options.raw;
    this.#isSlurped = options.slurp;
  }

  get lineCount(): number {
    return this.#isRaw ? this.#lineCount : this.#reader.lines;
  }

  /** @returns undefined when there is no more. @throws JsonProblem */
  async next(): Promise<{ readonly value: Json } | undefined> {
    if (!this.#isSlurped) return this.#one();
    if (this.#isOver) return undefined;
    if (this.#isRaw) return { value: await this.#everything() };
    const all: Json[] = [];
    for (let each = await this.#one(); each !== undefined; each = await this.#one()) all.push(each.value);
    this.#isOver = true;
    return { value: all };
  }

  async #everything(): Promise<string> {
    let text = '';
    for (let more = await this.#more(); more !== undefined; more = await this.#more()) {
      text += more;
      if (text.length > LARGEST) throw new SystemError('ENOMEM');
    }
    this.#isOver = true;
    return text;
  }

  async #one(): Promise<{ readonly value: Json } | undefined> {
    for (;;) {
      const found = this.#isRaw ? this.#line() : this.#reader.next();
      if (found !== undefined) return { value: found };
      if (this.#isOver) return undefined;
      const more = await this.#more();
      if (more === undefined) {
        this.#isOver = true;
        this.#reader.end();
      } else if (this.#isRaw) this.#lines += more;
      else this.#reader.push(more);
    }
  }

  #line(): string | undefined {
    const end = this.#lines.indexOf('\n');
    if (end < 0 && !(this.#isOver && this.#lines !== '')) return undefined;
    const line = end < 0 ? this.#lines : this.#lines.slice(0, end);
    this.#lines = end < 0 ? '' : this.#lines.slice(end + 1);
    this.#lineCount++;
    return line;
  }

  async #more(): Promise<string | undefined> {
    for (;;) {
      if (this.#file === undefined && !(await this.#open())) return undefined;
      try {
        const block = await this.#file?.read(65_536);
        if (block !== null && block !== undefined) return this.#decoder.decode(block, { stream: true });
      } catch (error) {
        await this.#failed(error);
      }
      this.#close?.();
      this.#file = undefined;
    }
  }

  async #open(): Promise<boolean> {
    for (let path = this.#waiting.shift(); path !== undefined; path = this.#waiting.shift()) {
      this.fileName = path === '-' ? '<stdin>' : path;
      if (path === '-') {
        this.#file = { read: (max) => this.#process.stdin.read(max) };
        this.#close = undefined;
        return true;
      }
      try {
        const file = this.#process.open(path, { read: true });
        this.#file = file;
        this.#close = () => file.close();
        return true;
      } catch (error) {
        await this.#failed(error);
      }
    }
    return false;
  }

  async #failed(error: unknown): Promise<void> {
    if (!(error instanceof SystemError)) throw error;
    this.hasFailed = true;
    const what =
      error.code === 'EISDIR'
        ? `error: Input error on ${this.fileName ?? ''}`
        : `error: Could not open file ${this.fileName ?? ''}`;
    await this.#process.stderr.write(`jq: ${what}: ${strerror(error.code)}\n`);
  }
}
