import type { Clock, Timer } from '#runtime/ports.ts';

/** A worker's clock. `soon` goes by a message port: a timer of 0 ms would be held back to 4. */
export class WorkerClock implements Clock {
  readonly #channel = new MessageChannel();
  #soon: (() => void)[] = [];

  constructor() {
    this.#channel.port1.onmessage = () => this.#runSoon();
  }

  now(): number {
    return performance.timeOrigin + performance.now();
  }

  timer(ms: number, run: () => void): Timer {
    const due = this.now() + ms;
    // setTimeout counts whole milliseconds, and may be up to one early.
    const look = (): void => {
      const left = due - this.now();
      if (left > 0) id = setTimeout(look, left);
      else run();
    };
    let id = setTimeout(look, ms);
    return { cancel: () => clearTimeout(id) };
  }

  soon(run: () => void): void {
    if (this.#soon.push(run) === 1) this.#channel.port2.postMessage(null);
  }

  #runSoon(): void {
    const runs = this.#soon;
    this.#soon = [];
    for (const run of runs) {
      try {
        run();
      } catch (error) {
        // One failing run must not swallow the others; the error is still reported as uncaught.
        reportError(error);
      }
    }
  }
}
