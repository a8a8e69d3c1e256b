import type { PiProcess } from '../system.ts';
import { codeOf } from './shell.ts';

/** As Raspberry Pi OS sets HISTSIZE: lines that are remembered, and kept in the file. */
const LINES = 1_000;

/** The lines typed so far, and those of earlier sessions from ~/.bash_history. */
export class History {
  #entries: string[] = [];
  /** Entries that came from the file: the rest is appended to it. */
  #saved = 0;

  get entries(): readonly string[] {
    return this.#entries;
  }

  /** HISTCONTROL=ignoreboth, as on Raspberry Pi OS: no line that begins with a blank, none twice in a row. */
  add(line: string): void {
    if (line.trim() === '' || line.startsWith(' ') || this.#entries.at(-1) === line) return;
    this.#entries.push(line);
    if (this.#entries.length <= LINES) return;
    this.#entries.shift();
    this.#saved = Math.max(0, this.#saved - 1);
  }

  clear(): void {
    this.#entries = [];
    this.#saved = 0;
  }

  async load(process: PiProcess, path: string): Promise<void> {
    try {
      const text = new TextDecoder().decode(await process.files.read(path));
      this.#entries = text
        .split('\n')
        .filter((line) => line !== '')
        .slice(-LINES);
      this.#saved = this.#entries.length;
    } catch (error) {
      codeOf(error); // No file yet, or none that can be read: nothing to remember.
    }
  }

  /** Appends what is new, so that two sessions keep both their lines. */
  async save(process: PiProcess, path: string): Promise<void> {
    const fresh = this.#entries.slice(this.#saved);
    if (fresh.length === 0) return;
    try {
      await process.files.write(path, `${fresh.join('\n')}\n`, { append: true, mode: 0o600 });
      this.#saved = this.#entries.length;
    } catch (error) {
      codeOf(error); // bash(1): an unwritable history file is not saved, silently.
    }
  }
}
