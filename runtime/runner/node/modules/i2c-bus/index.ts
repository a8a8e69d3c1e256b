/** The package `i2c-bus`, all three of its forms: synchronous, with callbacks, with promises. */
import type { NodeContext } from '../../node-context.ts';
import type { ModuleExports } from '../../load/builtins.ts';
import { busNumber } from './arguments.ts';
import { SyncBus } from './bus.ts';

type AnyFunction = (...args: unknown[]) => unknown;
type Callback = (error: unknown, ...results: unknown[]) => void;

/** Whose callbacks and promises give the buffer too. */
const BUFFERS: Readonly<Record<string, 'bytesRead' | 'bytesWritten'>> = {
  i2cRead: 'bytesRead',
  readI2cBlock: 'bytesRead',
  i2cWrite: 'bytesWritten',
  writeI2cBlock: 'bytesWritten',
};

/** Who answers with nothing but that it is done. */
const SILENT = /^(?:close|send|write(?!I2c))/;

const names = Object.getOwnPropertyNames(SyncBus.prototype)
  .filter((name) => name.endsWith('Sync'))
  .map((name) => name.slice(0, -'Sync'.length));

export function i2cBusModule({ program, loop }: NodeContext): ModuleExports {
  const call = (bus: SyncBus, name: string, args: readonly unknown[]): unknown =>
    (Reflect.get(bus, `${name}Sync`) as AnyFunction).apply(bus, [...args]);

  /** With callbacks too: `bus.readWord(0x48, 0, (error, word) => …)`. */
  class Bus extends SyncBus {
    static override readonly name: string = 'Bus';
  }
  for (const name of names)
    Object.defineProperty(Bus.prototype, name, {
      value(this: SyncBus, ...args: unknown[]) {
        const callback = args.pop() as Callback;
        if (typeof callback !== 'function') throw new Error('Invalid callback: it is no function');
        later(
          () => call(this, name, args),
          (error, result) => {
            if (error !== null) return callback(error);
            if (name in BUFFERS) return callback(null, result, args.at(-1));
            return SILENT.test(name) ? callback(null) : callback(null, result);
          },
        );
      },
      configurable: true,
      writable: true,
    });

  /** With promises: `await bus.readWord(0x48, 0)`. */
  class PromisifiedBus {
    static readonly name: string = 'PromisifiedBus';
    readonly #bus: Bus;

    constructor(bus: Bus) {
      this.#bus = bus;
    }

    bus(): Bus {
      return this.#bus;
    }

    run(name: string, args: readonly unknown[]): Promise<unknown> {
      const bus = this.#bus;
      return new Promise((resolve, reject) => {
        later(
          () => call(bus, name, args),
          (error, result) => {
            if (error !== null) return reject(error);
            const counted = BUFFERS[name];
            if (counted !== undefined) return resolve({ [counted]: result, buffer: args.at(-1) });
            resolve(SILENT.test(name) ? undefined : result);
          },
        );
      });
    }
  }
  for (const name of names)
    Object.defineProperty(PromisifiedBus.prototype, name, {
      value(this: PromisifiedBus, ...args: unknown[]) {
        return this.run(name, args);
      },
      configurable: true,
      writable: true,
    });

  function later(run: () => unknown, done: (error: unknown, result?: unknown) => void): void {
    loop.immediate(() => {
      let result: unknown;
      try {
        result = run();
      } catch (error) {
        return done(error);
      }
      done(null, result);
    });
  }

  const openSync = (number: unknown): Bus => new Bus(program, busNumber(number));
  return {
    openSync,
    open(number: unknown, ...rest: unknown[]): Bus {
      const callback = rest.at(-1) as Callback;
      if (typeof callback !== 'function') throw new Error('Invalid callback: it is no function');
      const bus = openSync(number);
      loop.immediate(() => callback(null));
      return bus;
    },
    openPromisified: async (number: unknown): Promise<PromisifiedBus> => new PromisifiedBus(openSync(number)),
  };
}
