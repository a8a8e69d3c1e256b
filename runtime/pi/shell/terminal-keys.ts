import { KeyDecoder } from './readline/keys.ts';
import type { Key } from './readline/keys.ts';
import type { KeySource } from './readline/line-editor.ts';
import { codeOf } from './shell.ts';
import type { Shell } from './shell.ts';
import type { OpenFile } from '../system.ts';

/**
 * Keys from a shell's standard input, byte by byte: what was typed or pasted behind a line is left to
 * the command that the line runs.
 */
export class TerminalKeys {
  readonly #shell: Shell;
  readonly #decoder = new KeyDecoder();
  readonly next: KeySource = (how) => this.#next(how);
  #columns: number | undefined;
  /** TMOUT seconds have passed without a key. */
  timedOut = false;

  constructor(shell: Shell) {
    this.#shell = shell;
    // Only so that waiting ends: a signal that is not handled is not noticed.
    shell.traps.usually('SIGWINCH', () => {});
  }

  async #next(how?: 'literal' | 'escape'): Promise<Key | null> {
    const input = this.#shell.process.fds.get(0);
    if (input === undefined) return null;
    if (how === 'literal') this.#decoder.literal();
    for (;;) {
      const interruption = await this.#wait(input, how);
      if (interruption !== undefined) return interruption;
      if (this.timedOut) return null;
      const bytes = await this.#read(input);
      if (bytes === null) return null;
      const [key] = this.#decoder.keys(bytes);
      if (key !== undefined) return key;
    }
  }

  /** @returns a key that no byte stands for */
  async #wait(input: OpenFile, how?: 'literal' | 'escape'): Promise<Key | undefined> {
    const shell = this.#shell;
    this.#columns ??= input.terminal?.columns;
    if (how === 'escape' && this.#decoder.escapeWaits && !(await this.#ready(input, 0))) {
      this.#decoder.forget();
      return { name: 'escape' };
    }
    for (;;) {
      const patience = Number(shell.variables.get('TMOUT') ?? 0);
      const ready = await this.#ready(input, patience > 0 ? patience * 1_000 : undefined);
      if (shell.interrupted) {
        shell.settleInterrupt();
        return { name: 'C-c' };
      }
      if (input.terminal?.columns !== this.#columns) {
        this.#columns = input.terminal?.columns;
        return { name: 'resize' };
      }
      if (ready === 'interrupted') await shell.traps.run();
      else if (!ready) this.timedOut = true;
      if (ready !== 'interrupted') return undefined;
    }
  }

  async #ready(input: OpenFile, ms?: number): Promise<boolean | 'interrupted'> {
    try {
      return await input.readable(ms);
    } catch (error) {
      if (codeOf(error) !== 'EINTR') throw error;
      return 'interrupted';
    }
  }

  async #read(input: OpenFile): Promise<Uint8Array | null> {
    try {
      return await input.read(1);
    } catch (error) {
      // The terminal is gone, or another's.
      if (codeOf(error) !== 'EIO') throw error;
      return null;
    }
  }
}
