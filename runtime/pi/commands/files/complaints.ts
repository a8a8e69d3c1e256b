import { SystemError } from '#runtime/ports.ts';
import { strerror } from '../../error-text.ts';
import type { PiProcess } from '../../system.ts';
import type { StandardOut } from '../stdio.ts';
import { LineReader } from '../stdio.ts';

/**
 * What a program complains of, and the exit status that comes of it. As error(3) does, what was
 * printed before goes out first.
 */
export class Complaints {
  status = 0;
  readonly #process: PiProcess;
  readonly #out: StandardOut;
  readonly #failure: number;
  #answers: LineReader | undefined;

  constructor(process: PiProcess, out: StandardOut, failure = 1) {
    this.#process = process;
    this.#out = out;
    this.#failure = failure;
  }

  /** `rm: cannot remove 'x'`: the message as it stands, with the program's name before it. */
  async say(message: string, status = this.#failure): Promise<void> {
    this.status = Math.max(this.status, status);
    await this.note(`${this.#process.argv[0] ?? ''}: ${message}\n`);
  }

  /** `cannot remove 'x'` and why. @throws what is no SystemError */
  async failed(what: string, error: unknown, status = this.#failure): Promise<void> {
    if (!(error instanceof SystemError) || this.#out.failed(error)) throw error;
    await this.say(`${what}: ${strerror(error.code)}`, status);
  }

  /** Text for standard error that is no failure. */
  async note(text: string): Promise<void> {
    await this.#out.flush();
    await this.#process.stderr.write(text);
  }

  /** Asks on standard error and reads a line from standard input: does it begin with y? */
  async agrees(question: string): Promise<boolean> {
    return this.agreesTo(`${this.#process.argv[0] ?? ''}: ${question} `);
  }

  /** The same, with the question as it stands. */
  async agreesTo(question: string): Promise<boolean> {
    await this.note(question);
    this.#answers ??= new LineReader(this.#process.stdin);
    const line = await this.#answers.next();
    return line !== null && /^[yY]/.test(new TextDecoder().decode(line));
  }
}
