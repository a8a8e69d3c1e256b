/**
 * What happens on a Pi's bus and lines, as events: by whom, and of a flood of transactions a sample only. A
 * program that reads in a loop makes thousands a second; nobody can see more than a few.
 */
import type { PiHardware } from '#hardware/sim/pi-hardware.ts';
import type { Cause } from '#runtime/events/event.ts';
import type { Kernel } from './kernel.ts';
import type { Task } from './task.ts';

/** Transactions told of in this many milliseconds. */
const MOST = 20;
const WINDOW = 1_000;

/** A call of this process on its Pi's hardware: what comes of it is its doing. @throws ProcessEnded */
export const act = <Result>(task: Task, call: () => Result): Result => {
  task.check();
  const { hardware } = task.kernel;
  return hardware === undefined ? call() : hardware.log.by(task.by, call);
};

export class HardwareLog {
  readonly #kernel: Kernel;
  #by: Cause = 'engine';
  #windowEnds = 0;
  #told = 0;
  #skipped = 0;

  constructor(kernel: Kernel, { i2c, gpio }: PiHardware) {
    this.#kernel = kernel;
    const host = kernel.hostname;
    gpio.watch(({ offset, level, direction }) =>
      kernel.append(this.#by, { kind: 'line-changed', host, line: offset, level, direction }),
    );
    i2c.watch(({ address, wrote, read, acknowledged }) => {
      if (!this.#mayTell()) {
        this.#skipped += 1;
        return;
      }
      const skipped = this.#skipped;
      this.#skipped = 0;
      kernel.append(this.#by, { kind: 'i2c', host, address, wrote, read, acknowledged, skipped });
    });
  }

  /** What the call does is its caller's doing. */
  by<Result>(cause: Cause, call: () => Result): Result {
    const before = this.#by;
    this.#by = cause;
    try {
      return call();
    } finally {
      this.#by = before;
    }
  }

  #mayTell(): boolean {
    const now = this.#kernel.clock.now();
    if (now >= this.#windowEnds) {
      this.#windowEnds = now + WINDOW;
      this.#told = 0;
    }
    this.#told += 1;
    return this.#told <= MOST;
  }
}
