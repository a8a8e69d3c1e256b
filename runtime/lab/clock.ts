import type { Clock, Timer } from '#runtime/ports.ts';

interface Entry extends Timer {
  readonly due: number;
  readonly order: number;
  readonly run: () => void;
  cancelled: boolean;
}

/**
 * A clock that stands still until it is moved: for tests, and to prove lessons without waiting.
 * Between two moments it lets everything that is due happen first, promises included.
 */
export class ManualClock implements Clock {
  #now: number;
  #order = 0;
  #entries: Entry[] = [];
  #soon: (() => void)[] = [];
  readonly #turn: () => Promise<void>;

  /**
   * @param turn resolves in a later turn of the host's event loop, after all pending promises
   * @param start milliseconds since 1970-01-01T00:00:00Z
   */
  constructor(turn: () => Promise<void>, start = Date.UTC(2026, 10, 22, 10, 39, 0)) {
    this.#turn = turn;
    this.#now = start;
  }

  now(): number {
    return this.#now;
  }

  timer(ms: number, run: () => void): Timer {
    const entry: Entry = {
      due: this.#now + Math.max(0, ms),
      order: ++this.#order,
      run,
      cancelled: false,
      cancel() {
        this.cancelled = true;
      },
    };
    this.#entries.push(entry);
    return entry;
  }

  soon(run: () => void): void {
    this.#soon.push(run);
  }

  /** Runs what is due now until nothing is left to do at this moment. */
  async settle(): Promise<void> {
    for (;;) {
      await this.#turn();
      const soon = this.#soon;
      this.#soon = [];
      for (const run of soon) run();
      if (soon.length > 0) continue;
      const next = this.#next(this.#now);
      if (next === undefined) return;
      next.run();
    }
  }

  /** Moves `ms` milliseconds on, timer by timer. */
  async advance(ms: number): Promise<void> {
    const end = this.#now + ms;
    for (;;) {
      await this.settle();
      const next = this.#next(end);
      if (next === undefined) break;
      this.#now = Math.max(this.#now, next.due);
      next.run();
    }
    this.#now = end;
    await this.settle();
  }

  /** Takes the earliest timer that is due at `until` or before. */
  #next(until: number): Entry | undefined {
    let best: Entry | undefined;
    this.#entries = this.#entries.filter((entry) => !entry.cancelled);
    for (const entry of this.#entries) {
      if (entry.due > until) continue;
      if (best === undefined || entry.due < best.due || (entry.due === best.due && entry.order < best.order))
        best = entry;
    }
    if (best !== undefined) this.#entries.splice(this.#entries.indexOf(best), 1);
    return best;
  }
}
