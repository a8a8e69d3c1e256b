/**
 * A walk through history while one line is edited: Up and Down change lines, and what was changed in
 * one of them is still there on coming back.
 */
export class HistoryWalk {
  readonly #lines: string[];
  #at: number;

  constructor(entries: readonly string[]) {
    this.#lines = [...entries, ''];
    this.#at = entries.length;
  }

  /** @param current the line as it stands now @returns the line there; undefined: there is none */
  step(by: -1 | 1, current: string): string | undefined {
    const line = this.#lines[this.#at + by];
    if (line === undefined) return undefined;
    this.#lines[this.#at] = current;
    this.#at += by;
    return line;
  }

  /** To the oldest line, or back to the one being typed. */
  jump(to: 'first' | 'last', current: string): string {
    this.#lines[this.#at] = current;
    this.#at = to === 'first' ? 0 : this.#lines.length - 1;
    return this.#lines[this.#at] ?? '';
  }

  /** Ctrl-R: the nearest line from `from` backwards that contains `query`. */
  find(query: string, from: number): { index: number; line: string } | undefined {
    for (let index = Math.min(from, this.#lines.length - 1); index >= 0; index--) {
      const line = this.#lines[index] ?? '';
      if (line.includes(query)) return { index, line };
    }
    return undefined;
  }

  get at(): number {
    return this.#at;
  }

  goTo(index: number): void {
    this.#at = index;
  }
}
