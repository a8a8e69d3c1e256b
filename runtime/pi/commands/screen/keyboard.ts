/**
 * The keys of a terminal, for programs that read them one at a time while their standard input may be
 * a pipe: they come from /dev/tty. A key is a character, or the name of a key that sends a sequence.
 *
 *     'q'   ' '   '\r'   'up'   'page-down'   'home'   'alt-u' (Escape, then u)   'escape' (alone)
 */
import { SystemError } from '#runtime/ports.ts';
import type { OpenFile, PiProcess, TerminalDevice, TerminalMode } from '../../system.ts';

/** What an xterm sends, with or without its application cursor keys. */
const SEQUENCES: Readonly<Record<string, string>> = {
  A: 'up',
  B: 'down',
  C: 'right',
  D: 'left',
  H: 'home',
  F: 'end',
  '1~': 'home',
  '3~': 'delete',
  '4~': 'end',
  '5~': 'page-up',
  '6~': 'page-down',
  '7~': 'home',
  '8~': 'end',
};

/** Keys are read one by one and not shown; ^C and ^Z stay signals. */
const RAW: TerminalMode = { canonical: false, echo: false, signals: true };
const BLOCK = 1_024;

/** The keys in what was typed at once. */
export const keysOf = (text: string): string[] =>
  Array.from(text.matchAll(/\x1b[[O](?:\d*;?\d*)([A-Za-z~])|\x1b(?!\x1b)([^])|[^]/gu), ([whole, final, behind]) => {
    if (final !== undefined) return SEQUENCES[final === '~' ? whole.slice(2) : final] ?? 'unknown';
    if (behind !== undefined) return `alt-${behind}`;
    return whole === '\x1b' ? 'escape' : whole;
  });

export class Keyboard {
  readonly terminal: TerminalDevice;
  readonly #file: OpenFile;
  readonly #before: TerminalMode;
  readonly #decoder = new TextDecoder();
  #keys: string[] = [];
  #arrival: Promise<void> | undefined;
  /** The terminal is gone: no key will come any more. */
  ended = false;

  /** @returns undefined when the session has no terminal */
  static open(process: PiProcess): Keyboard | undefined {
    try {
      const file = process.open('/dev/tty', { read: true });
      return file.terminal === undefined ? undefined : new Keyboard(file, file.terminal);
    } catch (error) {
      if (error instanceof SystemError) return undefined;
      throw error;
    }
  }

  private constructor(file: OpenFile, terminal: TerminalDevice) {
    this.#file = file;
    this.terminal = terminal;
    this.#before = terminal.mode;
    this.grab();
  }

  /** Keys come one by one from now on, unseen. */
  grab(): void {
    this.terminal.mode = RAW;
  }

  /** The terminal is as it was found. */
  release(): void {
    this.terminal.mode = this.#before;
  }

  get has(): boolean {
    return this.#keys.length > 0;
  }

  /** The next key of those that have come. */
  take(): string | undefined {
    return this.#keys.shift();
  }

  /** Puts a key back: it comes next. */
  unread(key: string): void {
    this.#keys.unshift(key);
  }

  /**
   * Resolves when there is a key, when the terminal is gone, or when a signal was handled. May be called
   * again before it has resolved.
   */
  arrives(): Promise<void> {
    return this.#keys.length > 0 ? Promise.resolve() : this.stirs();
  }

  /** The same, for something new: keys that are there already do not count. */
  stirs(): Promise<void> {
    if (this.ended) return Promise.resolve();
    this.#arrival ??= this.#wait().finally(() => (this.#arrival = undefined));
    return this.#arrival;
  }

  /** The same, and when `ms` have passed. */
  async arrivesWithin(process: PiProcess, ms: number): Promise<void> {
    await Promise.race([this.arrives(), process.sleep(Math.max(0, ms))]);
  }

  async #wait(): Promise<void> {
    try {
      await this.#file.readable();
      const bytes = await this.#file.read(BLOCK);
      if (bytes === null) this.ended = true;
      else this.#keys.push(...keysOf(this.#decoder.decode(bytes, { stream: true })));
    } catch (error) {
      if (!(error instanceof SystemError)) throw error;
      if (error.code !== 'EINTR') this.ended = true;
    }
  }
}
