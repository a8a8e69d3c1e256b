import type { Shell } from './shell.ts';

/** A text as its commands are read from it: after `set -v` its lines are shown as they are read. */
export class LinesRead {
  readonly #shell: Shell;
  readonly #text: string;
  #shown = 0;

  constructor(shell: Shell, text: string) {
    this.#shell = shell;
    this.#text = text.endsWith('\n') ? text : `${text}\n`;
  }

  /**
   * Lets `next` read one command, of as many lines as it has. The line with `set -v` itself was read before.
   * @param left characters behind the place that was read up to
   */
  async during<T>(next: () => T, left: () => number): Promise<T> {
    const { verbose } = this.#shell.options;
    try {
      return next();
    } finally {
      const end = this.#text.indexOf('\n', this.#text.length - left() - 1) + 1;
      if (verbose && end > this.#shown) await this.#shell.print(this.#text.slice(this.#shown, end), 2);
      this.#shown = Math.max(this.#shown, end);
    }
  }
}
