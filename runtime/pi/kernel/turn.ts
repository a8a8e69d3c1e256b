import type { Clock } from '#runtime/ports.ts';

/** So many calls, or so many milliseconds of them, may follow each other. */
const CALLS = 256;
const MILLISECONDS = 8;
/** The clock is looked at once in so many calls. */
const CALLS_A_LOOK = 16;

/**
 * How long the processes of one Pi may run before everybody else, keys too, gets a turn of the event
 * loop. Once a turn is over it is over for all of them, or a hundred processes would take a hundred
 * turns one after the other.
 */
export class Turn {
  readonly #clock: Clock;
  /** 0: none has begun. */
  #calls = 0;
  #ends = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** @returns whether the caller should let others run first */
  countCall(): boolean {
    if (this.#calls === 0) {
      this.#ends = this.#clock.now() + MILLISECONDS;
      this.#clock.soon(() => (this.#calls = 0));
    }
    this.#calls += 1;
    if (this.#calls < CALLS && this.#calls % CALLS_A_LOOK === 0 && this.#clock.now() >= this.#ends) this.#calls = CALLS;
    return this.#calls >= CALLS;
  }
}
