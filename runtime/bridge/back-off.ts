/**
 * How long a bridge waits before it tries again: `restart_timeout` of mosquitto.conf(5).
 *
 *     restart_timeout 20       20 s, always
 *     restart_timeout 5 30     "decorrelated jitter": a random time between 5 s and three times the one
 *                              before, and never more than 30 s. Many bridges that lost the same broker
 *                              do not come back all at once
 */
import type { Random } from '#runtime/ports.ts';
import { randomUint32 } from '#runtime/random-number.ts';

export class BackOff {
  readonly #base: number;
  readonly #cap: number;
  readonly #random: Random;
  #last: number;

  /** @param base seconds @param cap seconds; not above `base`: always `base` */
  constructor(base: number, cap: number, random: Random) {
    this.#base = base;
    this.#cap = cap;
    this.#random = random;
    this.#last = base;
  }

  /** Milliseconds until the next attempt. */
  next(): number {
    if (this.#cap <= this.#base) return this.#base * 1000;
    const share = randomUint32(this.#random) / 0x1_0000_0000;
    const drawn = this.#base + share * (this.#last * 3 - this.#base);
    this.#last = Math.min(this.#cap, drawn);
    return this.#last * 1000;
  }

  /** It stands: the next outage begins with a short wait again. */
  reset(): void {
    this.#last = this.#base;
  }
}
