/**
 * Which of its addresses a bridge turns to. Without `round_robin` the first is its own, the others stand
 * in for it, and after an outage it begins with the first again; with it all are alike, and after one
 * comes the next.
 *
 *     addresses a b c                    a fails: b; b stands and is lost: a
 *     addresses a b c, round_robin true  a fails: b; b stands and is lost: c
 */
import type { Address } from '#runtime/ports.ts';

export class Addresses {
  readonly #all: readonly Address[];
  readonly #roundRobin: boolean;
  #index = 0;

  /** @param all at least one */
  constructor(all: readonly Address[], roundRobin: boolean) {
    this.#all = all;
    this.#roundRobin = roundRobin;
  }

  get current(): Address {
    return this.#all[this.#index]!;
  }

  /** The one to go back to as soon as it answers; absent while it is the current one, or all are alike. */
  get preferred(): Address | undefined {
    return this.#roundRobin || this.#index === 0 ? undefined : this.#all[0];
  }

  /** It did not let the bridge in. */
  failed(): void {
    this.#index = (this.#index + 1) % this.#all.length;
  }

  /** The bridge stood, and does no more. */
  lost(): void {
    if (this.#roundRobin) this.failed();
    else this.#index = 0;
  }
}
