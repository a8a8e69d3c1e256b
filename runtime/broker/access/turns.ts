/** Few at a time, the others in the order in which they came: a flood of logins takes long, and keeps nobody else waiting. */
export class Turns {
  readonly #limit: number;
  #running = 0;
  readonly #waiting: (() => void)[] = [];

  /** @param limit so many at a time */
  constructor(limit: number) {
    this.#limit = limit;
  }

  async take<Result>(run: () => Promise<Result>): Promise<Result> {
    // Who has been called holds the place of the one that called, so nobody comes in between.
    if (this.#running >= this.#limit) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    else this.#running++;
    try {
      return await run();
    } finally {
      const next = this.#waiting.shift();
      if (next === undefined) this.#running--;
      else next();
    }
  }
}
