/**
 * The load of the last 1, 5 and 15 minutes (proc(5), /proc/loadavg): how many processes computed at
 * once, on average, what is long ago counting less. It is brought up to date when somebody asks.
 */

const MINUTE = 60_000;
const WINDOWS = [1, 5, 15] as const;

export class Load {
  #at: number;
  #cpu = 0;
  #averages: readonly number[] = WINDOWS.map(() => 0);

  constructor(now: number) {
    this.#at = now;
  }

  /** @param cpu milliseconds of processor time that all processes ever took together */
  averages(now: number, cpu: number, processors: number): readonly number[] {
    const passed = now - this.#at;
    if (passed <= 0) return this.#averages;
    const busy = Math.min(processors, Math.max(0, cpu - this.#cpu) / passed);
    this.#averages = this.#averages.map((average, index) => {
      const weight = Math.exp(-passed / ((WINDOWS[index] ?? 1) * MINUTE));
      return average * weight + busy * (1 - weight);
    });
    this.#at = now;
    this.#cpu = cpu;
    return this.#averages;
  }
}
