/** What was killed, newest last (bash(1), "Killing and Yanking"). It outlives the line. */
const MOST = 10;

export class KillRing {
  #texts: string[] = [];
  #at = -1;

  /**
   * @param forward it stood behind the cursor
   * @param joins the key before killed too: both are one text
   */
  kill(text: string, forward: boolean, joins: boolean): void {
    const last = this.#texts.at(-1);
    if (joins && last !== undefined) this.#texts[this.#texts.length - 1] = forward ? last + text : text + last;
    else if (text !== '') this.#texts = [...this.#texts, text].slice(-MOST);
    this.#at = this.#texts.length - 1;
  }

  /** Ctrl-Y. undefined: nothing was killed yet */
  get top(): string | undefined {
    return this.#texts[this.#at];
  }

  /** Alt-Y: the one before. */
  rotate(): string | undefined {
    this.#at = this.#at <= 0 ? this.#texts.length - 1 : this.#at - 1;
    return this.top;
  }
}
