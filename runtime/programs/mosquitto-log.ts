import type { ConfigValues } from '#runtime/config/values.ts';
import type { Output, Process } from '#runtime/pi/process.ts';
import { localTime } from '#runtime/pi/time/local-time.ts';
import { strftime } from '#runtime/pi/time/strftime.ts';

/** Characters that may wait to be written. Nobody is made to wait for the log: what is beyond is left out, and counted. */
const MOST_WAITING = 4 * 1024 * 1024;

/**
 * The broker's log: a line at a time with the time before it, to the places that `log_dest` names.
 * The lines of one turn are written together.
 */
export class MosquittoLog {
  readonly #process: Process;
  #outputs: readonly Output[];
  #stamp: (ms: number) => string = (ms) => `${Math.floor(ms / 1000)}: `;
  #waiting = '';
  #leftOut = 0;
  #writing: Promise<void> | undefined;

  /** Standard error, with the seconds since 1970, until it is told otherwise. */
  constructor(process: Process) {
    this.#process = process;
    this.#outputs = [process.stderr];
  }

  configure({ log_dest, log_timestamp, log_timestamp_format: format }: ConfigValues): void {
    const { stdout, stderr, env } = this.#process;
    if (log_dest !== undefined) this.#outputs = log_dest.map((name) => ({ stdout, stderr })[name]);
    if (!log_timestamp) {
      this.#stamp = () => '';
    } else if (format !== undefined) {
      this.#stamp = (ms) => {
        const time = localTime(ms, env['TZ']);
        return `${format.replace(/%([%a-zA-Z])/g, (_, letter: string) => strftime(letter, time))}: `;
      };
    }
  }

  /** It goes nowhere. */
  get isSilent(): boolean {
    return this.#outputs.length === 0;
  }

  say(line: string): void {
    if (this.isSilent) return;
    if (this.#waiting.length > MOST_WAITING) {
      this.#leftOut++;
      return;
    }
    this.#waiting += `${this.#stamp(this.#process.clock.now())}${line}\n`;
    this.#writing ??= this.#write();
  }

  /** Resolves when all is out, or cannot be. */
  async flush(): Promise<void> {
    await this.#writing;
  }

  async #write(): Promise<void> {
    await new Promise<void>((resolve) => this.#process.clock.soon(resolve));
    while (this.#waiting !== '') {
      const lines = this.#waiting;
      this.#waiting = '';
      // As Mosquitto: a log that nobody can read is no reason to end.
      await Promise.allSettled(this.#outputs.map((output) => output.write(lines)));
      if (this.#leftOut > 0 && this.#waiting.length <= MOST_WAITING) {
        this.#waiting += `Warning: ${this.#leftOut} lines are missing here: the log was not read as fast as it was written.\n`;
        this.#leftOut = 0;
      }
    }
    this.#writing = undefined;
  }
}
