/**
 * A list that only grows at its end and forgets its oldest entries, and whose earlier versions stay
 * as they were: what the panel shows while it is paused is simply an older version.
 *
 * Entries are numbered from 0 and keep their numbers. They are stored in runs, so that a batch
 * copies one run and the list of runs, never the 50,000 entries; forgetting, too, goes run by run:
 * between `limit` and `limit` + one run of entries are kept.
 */
const RUN = 500;

export class Ring<Entry> {
  readonly limit: number;
  readonly #runs: readonly (readonly Entry[])[];
  /** Number of the oldest entry that is still here. */
  readonly first: number;
  /** Number that the next entry will get. */
  readonly next: number;

  private constructor(limit: number, runs: readonly (readonly Entry[])[], first: number, next: number) {
    this.limit = limit;
    this.#runs = runs;
    this.first = first;
    this.next = next;
  }

  static empty<Entry>(limit: number): Ring<Entry> {
    return new Ring<Entry>(limit, [], 0, 0);
  }

  get length(): number {
    return this.next - this.first;
  }

  /** @returns undefined when it was forgotten, or is not there yet */
  at(number: number): Entry | undefined {
    if (number < this.first || number >= this.next) return undefined;
    const offset = number - this.first;
    return this.#runs[Math.floor(offset / RUN)]?.[offset % RUN];
  }

  append(entries: readonly Entry[]): Ring<Entry> {
    if (entries.length === 0) return this;
    const runs = [...this.#runs];
    let open = runs.at(-1);
    let taken = 0;
    while (taken < entries.length) {
      if (open === undefined || open.length === RUN) {
        open = [];
        runs.push(open);
      }
      const part: readonly Entry[] = entries.slice(taken, taken + RUN - open.length);
      open = [...open, ...part];
      runs[runs.length - 1] = open;
      taken += part.length;
    }
    const next = this.next + entries.length;
    const surplus = Math.max(0, Math.floor((next - this.first - this.limit) / RUN));
    return new Ring(this.limit, runs.slice(surplus), this.first + surplus * RUN, next);
  }
}
