/** node:events. The package is that of older Nodes; what has been added since is added here. */
import OldEmitter from 'events/events.js';
import { codedError } from '../errors/node-error.ts';
import type { HostSignal } from '../host-globals.ts';

export const EventEmitter = OldEmitter;
export type EventEmitter = InstanceType<typeof OldEmitter>;

const emit = Reflect.get(OldEmitter.prototype, 'emit') as (this: EventEmitter, ...args: unknown[]) => boolean;

Object.defineProperty(OldEmitter.prototype, 'emit', {
  configurable: true,
  writable: true,
  value(this: EventEmitter, event: string | symbol, ...args: unknown[]): boolean {
    if (event === 'error' && this.listenerCount('error') === 0) {
      const [error] = args;
      if (!(error instanceof Error)) throw unhandled(error);
      tellWhere(error, this);
    }
    return emit.call(this, event, ...args);
  },
});

/** Behind the place where the error was made, the one where it was emitted. */
function tellWhere(error: Error, emitter: EventEmitter): void {
  const [, ...frames] = (new Error('').stack ?? '').split('\n');
  const name = emitter.constructor.name;
  const who = name === 'EventEmitter' ? '' : ` on ${name} instance`;
  if (frames.length === 0) return;
  const stack = `${error.stack ?? ''}\nEmitted 'error' event${who} at:\n${frames.join('\n')}`;
  Object.defineProperty(error, 'stack', { value: stack, configurable: true, writable: true, enumerable: false });
}

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
