/**
 * When callbacks of the program run, and when it has come to its end. As in Node, a callback is followed by what
 * `process.nextTick` has queued, then by the microtasks; and when nothing is left that could call the program again
 * (a timer, a socket, a reader of standard input: each `hold`s the loop), it is over.
 *
 *     const release = loop.hold();     something may still call the program
 *     loop.run(() => callback(x));     calls it from the event loop; errors go to `fatal`
 *     release();                       nothing more from there
 */
import type { Program } from '../inside/program.ts';

export interface LoopOwner {
  /** Nobody has caught it. */
  fatal(error: unknown): void;
  /** Nothing is left to wait for, for the moment: the program may think of something. */
  empty(): void;
  /** It has not. */
  over(): void;
}

export class EventLoop {
  owner: LoopOwner = { fatal: () => {}, empty: () => {}, over: () => {} };
  readonly #program: Program;
  readonly #ticks: (() => void)[] = [];
  #immediates: (() => void)[] = [];
  #held = 0;
  #isRunning = false;
  #isTurning = false;
  #wasEmpty = false;

  constructor(program: Program) {
    this.#program = program;
  }

  /** Something may call the program again. @returns says that it will not; to be called once, more does no harm */
  hold(): () => void {
    this.#held += 1;
    this.#wasEmpty = false;
    let holds = true;
    return () => {
      if (!holds) return;
      holds = false;
      this.#held -= 1;
      if (this.#held === 0) this.#turn();
    };
  }

  /** Something of our own takes time, such as to fetch code: a clock moved by hand waits for it too. */
  async while<Result>(work: Promise<Result>): Promise<Result> {
    const release = this.hold();
    const worked = this.#program.works();
    try {
      return await work;
    } finally {
      worked();
      release();
    }
  }

  /** Calls the program; inside such a call, it is just called. */
  run(callback: () => void): void {
    if (this.#isRunning) return callback();
    this.#isRunning = true;
    try {
      this.#drain();
      this.#guard(callback);
      this.#drain();
    } finally {
      this.#isRunning = false;
    }
    this.#turn();
  }

  /** Calls the program where it is called by promises: what `nextTick` has queued comes later. */
  protect(callback: () => void): void {
    this.#guard(callback);
  }

  /** Runs after the callback that is running; from a promise, when no microtask is left. */
  nextTick(callback: () => void): void {
    this.#ticks.push(callback);
    if (!this.#isRunning) this.#turn();
  }

  /** Runs in the next turn. What is queued meanwhile waits for the one after. @returns takes it back */
  immediate(callback: () => void): () => void {
    this.#immediates.push(callback);
    this.#wasEmpty = false;
    this.#turn();
    return () => {
      this.#immediates = this.#immediates.filter((each) => each !== callback);
    };
  }

  #turn(): void {
    if (this.#isTurning) return;
    if (this.#held > 0 && this.#ticks.length === 0 && this.#immediates.length === 0) return;
    this.#isTurning = true;
    const worked = this.#program.works('turn');
    this.#program.clock.soon(() => {
      this.#isTurning = false;
      try {
        const ran = this.#runQueues();
        // What ran may have left promises behind, and they are heard before this is looked at again.
        if (ran || this.#ticks.length > 0 || this.#immediates.length > 0) this.#turn();
        else if (this.#held === 0) this.#end();
      } finally {
        worked();
      }
    });
  }

  /** @returns whether there was anything */
  #runQueues(): boolean {
    // Microtasks of one come before the next one.
    const first = this.#immediates.shift();
    if (first === undefined && this.#ticks.length === 0) return false;
    this.run(first ?? (() => {}));
    return true;
  }

  /** It is over when a program that has been told so has found nothing more to do, not even by a promise. */
  #end(): void {
    if (this.#wasEmpty) return this.owner.over();
    this.#wasEmpty = true;
    this.run(() => this.owner.empty());
  }

  #drain(): void {
    for (let tick = this.#ticks.shift(); tick !== undefined; tick = this.#ticks.shift()) this.#guard(tick);
  }

  #guard(callback: () => void): void {
    try {
      callback();
    } catch (error) {
      this.owner.fatal(error);
    }
  }
}
