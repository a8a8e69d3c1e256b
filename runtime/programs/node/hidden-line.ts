/** Keys of a terminal, as stty(1) has them without being told otherwise. */
const KEY = {
  interrupt: 0x03,
  end: 0x04,
  backspace: 0x08,
  newline: 0x0a,
  enter: 0x0d,
  kill: 0x15,
  erase: 0x7f,
} as const;

/**
 * A line that is typed at a terminal which shows nothing of it, as the kernel would edit it.
 *
 *     a b Enter               "ab\n"
 *     a x Backspace b Enter   "ab\n"
 *     x ^U a b Enter          "ab\n"
 *     a ^C                    SIGINT, and the line is gone
 *     ^D                      the end of the input
 */
export class HiddenLine {
  readonly #signal: (signal: 'SIGINT') => void;
  #typed: number[] = [];

  constructor(signal: (signal: 'SIGINT') => void) {
    this.#signal = signal;
  }

  /** @returns the lines that are complete now; null at the end of the input; undefined while there is none */
  type(keys: Uint8Array): Uint8Array | null | undefined {
    const lines: number[] = [];
    for (const key of keys) {
      switch (key) {
        case KEY.enter:
        case KEY.newline:
          lines.push(...this.#typed, KEY.newline);
          this.#typed = [];
          break;
        case KEY.backspace:
        case KEY.erase:
          this.#eraseLast();
          break;
        case KEY.kill:
          this.#typed = [];
          break;
        case KEY.interrupt:
          this.#typed = [];
          this.#signal('SIGINT');
          break;
        case KEY.end:
          if (this.#typed.length === 0 && lines.length === 0) return null;
          lines.push(...this.#typed);
          this.#typed = [];
          break;
        default:
          this.#typed.push(key);
      }
    }
    return lines.length === 0 ? undefined : Uint8Array.from(lines);
  }

  /** A whole character of UTF-8. */
  #eraseLast(): void {
    while (((this.#typed.at(-1) ?? 0) & 0xc0) === 0x80) this.#typed.pop();
    this.#typed.pop();
  }
}
