/** node:timers and node:timers/promises. */
import { codedError } from '../errors/node-error.ts';
import type { HostSignal } from '../host-globals.ts';
import type { Timers } from '../process/timers.ts';

type Callback = (...args: unknown[]) => void;

interface WaitOptions {
  readonly signal?: HostSignal;
  readonly ref?: boolean;
}

/** The functions that are global too. */
export const timerFunctions = (timers: Timers) => ({
  setTimeout: Object.assign(
    (callback: Callback, ms?: unknown, ...args: unknown[]) => timers.setTimeout(callback, ms, args),
    { [Symbol.for('nodejs.util.promisify.custom')]: timerPromises(timers).setTimeout },
  ),
  setInterval: (callback: Callback, ms?: unknown, ...args: unknown[]) => timers.setTimeout(callback, ms, args, true),
  setImmediate: Object.assign((callback: Callback, ...args: unknown[]) => timers.setImmediate(callback, args), {
    [Symbol.for('nodejs.util.promisify.custom')]: timerPromises(timers).setImmediate,
  }),
  clearTimeout: (what?: unknown) => timers.clear(what),
  clearInterval: (what?: unknown) => timers.clear(what),
  clearImmediate: (what?: unknown) => timers.clear(what),
});

export function timerPromises(timers: Timers) {
  /** @param start begins to wait @returns what it waits with */
  const waiting = (
    start: (done: () => void) => unknown,
    value: unknown,
    { signal, ref = true }: WaitOptions,
  ): Promise<unknown> =>
    new Promise((resolve, reject) => {
      if (signal?.aborted === true) return reject(aborted(signal));
      const timer = start(() => {
        signal?.removeEventListener('abort', stop);
        resolve(value);
      });
      if (!ref) (timer as { unref(): void }).unref();
      const stop = (): void => {
        timers.clear(timer);
        if (signal !== undefined) reject(aborted(signal));
      };
      signal?.addEventListener('abort', stop, { once: true });
    });
  const setTimeout = (ms?: unknown, value?: unknown, options: WaitOptions = {}): Promise<unknown> =>
    waiting((done) => timers.setTimeout(done, ms, []), value, options);
  const setImmediate = (value?: unknown, options: WaitOptions = {}): Promise<unknown> =>
    waiting((done) => timers.setImmediate(done, []), value, options);
  async function* setInterval(
    ms?: unknown,
    value?: unknown,
    { signal, ref = true }: WaitOptions = {},
  ): AsyncGenerator<unknown> {
    let due = 0;
    let wake: () => void = () => {};
    const timer = timers.setTimeout(
      () => {
        due += 1;
        wake();
      },
      ms,
      [],
      true,
    );
    if (!ref) timer.unref();
    signal?.addEventListener('abort', () => wake(), { once: true });
    try {
      for (;;) {
        if (signal?.aborted === true) throw aborted(signal);
        if (due === 0) await new Promise<void>((resolve) => (wake = resolve));
        else {
          due -= 1;
          yield value;
        }
      }
    } finally {
      timers.clear(timer);
    }
  }
  return {
    setTimeout,
    setImmediate,
    setInterval,
    scheduler: { wait: (ms: number, options?: WaitOptions) => setTimeout(ms, undefined, options) },
  };
}

const aborted = ({ reason }: HostSignal): Error =>
  Object.assign(codedError('ABORT_ERR', 'The operation was aborted', { cause: reason }), { name: 'AbortError' });
