import type { Clock, Timer } from '#runtime/ports.ts';
import type { Task } from './task.ts';

/** A process's view of the clock: its timers end with it, and wait while it is stopped. */
export class ProcessClock implements Clock {
  readonly #task: Task;

  constructor(task: Task) {
    this.#task = task;
  }

  now(): number {
    return this.#task.kernel.clock.now();
  }

  timer(ms: number, run: () => void): Timer {
    const task = this.#task;
    let isCancelled = false;
    const timer = task.kernel.clock.timer(ms, () => {
      task.drop(resource);
      task.callback(() => {
        if (!isCancelled) run();
      });
    });
    const resource = { release: () => timer.cancel() };
    task.keep(resource);
    return {
      cancel() {
        isCancelled = true;
        timer.cancel();
        task.drop(resource);
      },
    };
  }

  soon(run: () => void): void {
    this.#task.kernel.clock.soon(() => this.#task.callback(run));
  }
}
