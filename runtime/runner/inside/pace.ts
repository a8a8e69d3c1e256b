/**
 * How fast a program may do things that the Pi has to follow. A loop that never rests could post millions of
 * messages a second, and nobody else would get a turn; so it is held back to about what a Pi's card, bus and
 * terminal take, by being made to wait where it stands.
 */
const MESSAGES_A_MS = 4;
/** What is done to a file or a line costs the Pi as much as so many messages that only carry something. */
export const DEED = 4;
const BYTES_A_MS = 16 * 1024;
/** Of so many milliseconds' worth it may be ahead: short programs never wait. */
const AHEAD_MS = 500;

export class Pace {
  readonly #elapsed: () => number;
  /** When all that was posted so far would have been done, at that pace. */
  #doneAt = 0;

  constructor(elapsed: () => number) {
    this.#elapsed = elapsed;
  }

  /** One more message, and its bytes. Returns when it may be posted. @param messages as many as it costs */
  wait(bytes: number, messages = 1): void {
    const now = this.#elapsed();
    this.#doneAt = Math.max(this.#doneAt, now) + messages / MESSAGES_A_MS + bytes / BYTES_A_MS;
    while (this.#doneAt - this.#elapsed() > AHEAD_MS);
  }
}
