/** node:events. The package is that of older Nodes; what has been added since is added here. */
import OldEmitter from 'events/events.js';
import { codedError } from '../errors/node-error.ts';
import type { HostSignal } from '../host-globals.ts';

export const EventEmitter = OldEmitter;
export type EventEmitter = InstanceType<typeof OldEmitter>;

const EMITTED = new WeakSet<object>();

/** Whether an error was emitted as `error`, and nobody listened. */
export const wasEmitted = (error: unknown): boolean =>
  typeof error === 'object' && error !== null && EMITTED.has(error);

const emit = Reflect.get(OldEmitter.prototype, 'emit') as (this: EventEmitter, ...args: unknown[]) => boolean;

Object.defineProperty(OldEmitter.prototype, 'emit', {
  configurable: true,
  writable: true,
  value(this: EventEmitter, event: string | symbol, ...args: unknown[]): boolean {
    if (event === 'error' && this.listenerCount('error') === 0) {
      const [error] = args;
      if (error instanceof Error) EMITTED.add(error);
      else throw unhandled(error);
    }
    return emit.call(this, event, ...args);
  },
});

const unhandled = (context: unknown): Error =>
  codedError(
    'ERR_UNHANDLED_ERROR',
    `Unhandled error. (${typeof context === 'string' ? `'${context}'` : String(context)})`,
    {
      context,
    },
  );

/** events.on: what is emitted, one after another. */
async function* on(emitter: EventEmitter, event: string, options?: { signal?: HostSignal }): AsyncGenerator<unknown[]> {
  const waiting: unknown[][] = [];
  let wake: () => void = () => {};
  let failed: { error: unknown } | undefined;
  const heard = (...args: unknown[]): void => {
    waiting.push(args);
    wake();
  };
  const wrong = (error: unknown): void => {
    failed = { error };
    wake();
  };
  emitter.on(event, heard as never);
  if (event !== 'error') emitter.on('error', wrong as never);
  options?.signal?.addEventListener('abort', () => wrong(options.signal?.reason));
  try {
    for (;;) {
      const next = waiting.shift();
      if (next !== undefined) yield next;
      else if (failed !== undefined) throw failed.error;
      else await new Promise<void>((resolve) => (wake = resolve));
    }
  } finally {
    emitter.off(event, heard as never);
    emitter.off('error', wrong as never);
  }
}

Object.assign(OldEmitter, {
  on,
  getEventListeners: (emitter: EventEmitter, event: string) => emitter.listeners(event),
  errorMonitor: Symbol('events.errorMonitor'),
  captureRejectionSymbol: Symbol.for('nodejs.rejection'),
  setMaxListeners(count: number, ...emitters: EventEmitter[]) {
    for (const each of emitters) each.setMaxListeners(count);
  },
  EventEmitter: OldEmitter,
});
