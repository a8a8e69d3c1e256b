/**
 * Whether somebody has begun a line in a terminal and not finished it, as far as the keys tell:
 * Enter, Ctrl-C, Ctrl-D and Ctrl-U leave an empty line; any other key may have put something there
 * (a letter, or ↑, which fetches an older command).
 */
const LEAVES_NOTHING = new Set(['\r', '\n', '\x03', '\x04', '\x15']);
/** Redraws the screen and leaves the line as it is. */
const CTRL_L = '\x0c';

export class LineWatch {
  #begun = false;

  get begun(): boolean {
    return this.#begun;
  }

  keys(text: string): void {
    const last = text.at(-1);
    if (last === undefined || last === CTRL_L) return;
    this.#begun = !LEAVES_NOTHING.has(last);
  }

  reset(): void {
    this.#begun = false;
  }
}
