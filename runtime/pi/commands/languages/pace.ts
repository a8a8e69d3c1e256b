import type { PiProcess } from '../../system.ts';

/** How much a program does in one go before others get a turn. */
const WORK = 20_000;

/** Lets others run while a program computes: what it does is counted in small steps. */
export class Pace {
  readonly #process: Pick<PiProcess, 'yield'>;
  #done = 0;

  constructor(process: Pick<PiProcess, 'yield'>) {
    this.#process = process;
  }

  /** Counts work; true when it is time to `rest`. */
  spend(steps = 1): boolean {
    this.#done += steps;
    return this.#done >= WORK;
  }

  async rest(): Promise<void> {
    this.#done = 0;
    await this.#process.yield();
  }
}
