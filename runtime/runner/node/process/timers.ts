/** setTimeout and its kin, on the lab's clock: a program of a Pi that is stopped, or whose time jumps, notices. */
import type { Timer } from '#runtime/ports.ts';
import { codedError } from '../errors/node-error.ts';
import type { EventLoop } from '../event-loop.ts';
import type { Program } from '../../inside/program.ts';
import { inspect } from '../modules/inspect.ts';

type Callback = (...args: unknown[]) => void;

/** Longer ones come after 1 ms, as in Node. */
const LONGEST_MS = 2 ** 31 - 1;

export class Timers {
  readonly #program: Program;
  readonly #loop: EventLoop;
  readonly #byId = new Map<number, Timeout>();
  #next = 1;
  /** Told of a delay that is too long, and was made 1. */
  onTooLong: (message: string) => void = () => {};

  constructor(program: Program, loop: EventLoop) {
    this.#program = program;
    this.#loop = loop;
  }

  setTimeout(callback: Callback, ms: unknown, args: readonly unknown[], repeats = false): Timeout {
    mustBeFunction(callback);
    const timeout: Timeout = new Timeout({
      id: this.#next++,
      callback,
      args,
      ms: this.#delay(ms),
      repeats,
      loop: this.#loop,
      clock: this.#program.clock,
      over: () => this.#byId.delete(Number(timeout)),
    });
    this.#byId.set(Number(timeout), timeout);
    return timeout;
  }

  /** @param what what `setTimeout` has given, or its number */
  clear(what: unknown): void {
    const timeout = typeof what === 'number' || typeof what === 'string' ? this.#byId.get(Number(what)) : what;
    if (timeout instanceof Timeout) timeout.close();
    else if (timeout instanceof Immediate) timeout.clear();
  }

  setImmediate(callback: Callback, args: readonly unknown[]): Immediate {
    mustBeFunction(callback);
    return new Immediate(callback, args, this.#loop);
  }

  #delay(ms: unknown): number {
    const delay = Number(ms ?? 1);
    if (delay > LONGEST_MS)
      this.onTooLong(`${delay} does not fit into a 32-bit signed integer.\nTimeout duration was set to 1.`);
    return delay >= 1 && delay <= LONGEST_MS ? Math.trunc(delay) : 1;
  }
}

interface TimeoutOptions {
  readonly id: number;
  readonly callback: Callback;
  readonly args: readonly unknown[];
  readonly ms: number;
  readonly repeats: boolean;
  readonly loop: EventLoop;
  readonly clock: Program['clock'];
  readonly over: () => void;
}

/** By its key, which no bundler shortens: stacks name it, `at Timeout._onTimeout`. */
export const { Timeout } = {
  Timeout: class {
    /** As stacks name it. */
    readonly _onTimeout: Callback;
    readonly #options: TimeoutOptions;
    #timer: Timer | undefined;
    #release: () => void = () => {};
    #refed = true;

    constructor(options: TimeoutOptions) {
      this._onTimeout = options.callback;
      this.#options = options;
      this.#arm();
    }

    ref(): this {
      this.#refed = true;
      if (this.#timer !== undefined) this.#hold();
      return this;
    }

    unref(): this {
      this.#refed = false;
      this.#release();
      return this;
    }

    hasRef(): boolean {
      return this.#refed;
    }

    refresh(): this {
      this.#timer?.cancel();
      this.#arm();
      return this;
    }

    close(): this {
      this.#timer?.cancel();
      this.#timer = undefined;
      this.#release();
      this.#options.over();
      return this;
    }

    [Symbol.toPrimitive](): number {
      return this.#options.id;
    }

    [Symbol.dispose](): void {
      this.close();
    }

    [inspect.custom](): string {
      const { id, ms, repeats } = this.#options;
      return `Timeout { id: ${id}, ms: ${ms}, repeats: ${repeats} }`;
    }

    #arm(): void {
      const { clock, ms } = this.#options;
      this.#timer = clock.timer(ms, () => this.#fire());
      if (this.#refed) this.#hold();
    }

    #hold(): void {
      this.#release();
      this.#release = this.#options.loop.hold();
    }

    #fire(): void {
      const { loop, args, repeats } = this.#options;
      const fired = this.#timer;
      if (fired === undefined) return;
      if (!repeats) this.#timer = undefined;
      loop.run(() => {
        try {
          this._onTimeout(...args);
        } finally {
          if (repeats && this.#timer === fired) this.#arm();
          else if (!repeats && this.#timer === undefined) this.close();
        }
      });
    }
  },
};
export type Timeout = InstanceType<typeof Timeout>;

export class Immediate {
  static readonly name: string = 'Immediate';
  readonly #takeBack: () => void;

  constructor(callback: Callback, args: readonly unknown[], loop: EventLoop) {
    this.#takeBack = loop.immediate(() => callback(...args));
  }

  clear(): void {
    this.#takeBack();
  }

  ref(): this {
    return this;
  }

  unref(): this {
    return this;
  }

  hasRef(): boolean {
    return true;
  }

  [Symbol.dispose](): void {
    this.clear();
  }
}

function mustBeFunction(callback: unknown): void {
  if (typeof callback !== 'function')
    throw codedError(
      'ERR_INVALID_ARG_TYPE',
      `The "callback" argument must be of type function. Received ${callback === undefined ? 'undefined' : inspect(callback)}`,
      { of: TypeError },
    );
}
