import type { Clock } from '#runtime/ports.ts';
import { Waiting } from './waiting.ts';

/** Something on one of Python's stacks that others wait for. */
export class Gate {
  readonly #clock: Pick<Clock, 'timer'>;
  readonly #opened = Promise.withResolvers<void>();

  constructor(clock: Pick<Clock, 'timer'>) {
    this.#clock = clock;
  }

  open(): void {
    this.#opened.resolve();
  }

  /** @param seconds at most, on the lab's clock; below 0: for as long as it takes */
  wait(seconds: number): Waiting<void> {
    if (seconds < 0) return new Waiting(this.#opened.promise);
    const over = Promise.withResolvers<void>();
    const timer = this.#clock.timer(seconds * 1_000, over.resolve);
    return new Waiting(Promise.race([this.#opened.promise, over.promise]).finally(() => timer.cancel()));
  }
}
