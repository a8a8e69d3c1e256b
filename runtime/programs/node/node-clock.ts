import type { Clock, Timer } from '#runtime/ports.ts';

/** setTimeout(3) of Node fires at once for anything longer. */
const LONGEST = 2_147_483_647;

/** The system's clock. It never jumps: it is read once and counted on from there. */
export class NodeClock implements Clock {
  now(): number {
    return performance.timeOrigin + performance.now();
  }

  timer(ms: number, run: () => void): Timer {
    return new NodeTimer(ms, run);
  }

  soon(run: () => void): void {
    setImmediate(run);
  }
}

class NodeTimer implements Timer {
  #timeout: NodeJS.Timeout;

  constructor(ms: number, run: () => void) {
    this.#timeout = this.#start(ms, run);
  }

  cancel(): void {
    clearTimeout(this.#timeout);
  }

  #start(ms: number, run: () => void): NodeJS.Timeout {
    if (ms <= LONGEST) return setTimeout(run, ms);
    return setTimeout(() => (this.#timeout = this.#start(ms - LONGEST, run)), LONGEST);
  }
}
