/**
 * The package `onoff` 6: lines by the numbers of /sys/class/gpio. On a Pi 3 with a kernel of today they begin at 512:
 * GPIO17 is 529.
 *
 *     new Gpio(529, 'out').writeSync(1)
 *     new Gpio(17, 'out')                 EINVAL: invalid argument, write
 */
import type { GpioHandle, LineHandle } from '#runtime/pi/system.ts';
import { SystemError } from '#runtime/ports.ts';
import type { Level } from '#hardware/bus.ts';
import { fileError } from '../errors/node-error.ts';
import type { ModuleExports } from '../load/builtins.ts';
import type { NodeContext } from '../node-context.ts';

/** Where the kernel numbers the lines of pinctrl-bcm2835 from (label and base of /sys/class/gpio/gpiochip512). */
const BASE = 512;
const CHIP = '/dev/gpiochip0';
const ROOT = '/sys/class/gpio/';

type Direction = 'in' | 'out' | 'high' | 'low';
type Edge = 'none' | 'rising' | 'falling' | 'both';
type Watcher = (error: unknown, value: Level) => void;
type Callback = (error: unknown, value?: Level) => void;

interface GpioOptions {
  readonly debounceTimeout?: number;
  readonly activeLow?: boolean;
  readonly reconfigureDirection?: boolean;
}

export function onoffModule({ program, loop }: NodeContext): ModuleExports {
  /** @throws Error of node:fs */
  function attempt<Result>(syscall: string, run: () => Result, path?: string): Result {
    try {
      return run();
    } catch (error) {
      throw error instanceof SystemError ? fileError(error, syscall, path) : error;
    }
  }

  const openChip = (): GpioHandle => attempt('open', () => program.hardware.openGpio(CHIP), `${ROOT}export`);

  class Gpio {
    static readonly name: string = 'Gpio';
    static readonly HIGH = 1;
    static readonly LOW = 0;
    readonly #offset: number;
    readonly #chip: GpioHandle;
    readonly #debounce: number;
    #line: LineHandle | undefined;
    #activeLow: boolean;
    #edge: Edge = 'none';
    #watchers: Watcher[] = [];
    #before: Level = 0;
    #release: () => void = () => {};
    #bounce: { cancel(): void } | undefined;

    /** Whether lines can be exported at all. */
    static get accessible(): boolean {
      try {
        openChip().close();
        return true;
      } catch {
        return false;
      }
    }

    /** @throws Error `EINVAL` there is no such line, `EBUSY` somebody else has it, `EACCES`, `ENOENT` */
    constructor(gpio: number, direction: Direction, edge?: Edge | GpioOptions, options?: GpioOptions) {
      const { debounceTimeout = 0, activeLow = false } = (typeof edge === 'object' ? edge : options) ?? {};
      this.#chip = openChip();
      this.#offset = gpio - BASE;
      this.#debounce = debounceTimeout;
      this.#activeLow = activeLow;
      attempt('write', () => {
        if (!Number.isInteger(gpio) || gpio < BASE || gpio >= BASE + this.#chip.lines) throw new SystemError('EINVAL');
        if (!['in', 'out', 'high', 'low'].includes(direction)) throw new SystemError('EINVAL');
        this.#request(direction);
      });
      if (typeof edge === 'string' && direction === 'in') this.setEdge(edge);
    }

    readSync(): Level {
      return attempt('read', () => this.#held().get());
    }

    read(callback?: Callback): Promise<Level> | undefined {
      return this.#later(() => this.readSync(), callback);
    }

    /** @throws Error `EPERM`: it is an input */
    writeSync(value: number): void {
      attempt('write', () => this.#held().set(value === 1 ? 1 : 0));
    }

    write(value: number, callback?: Callback): Promise<void> | undefined {
      return this.#later(() => this.writeSync(value), callback as ((error: unknown, value?: void) => void) | undefined);
    }

    watch(callback: Watcher): void {
      this.#watchers.push(callback);
      if (this.#watchers.length === 1) this.#release = loop.hold();
    }

    unwatch(callback?: Watcher): void {
      this.#watchers = callback === undefined ? [] : this.#watchers.filter((each) => each !== callback);
      if (this.#watchers.length > 0) return;
      this.#bounce?.cancel();
      this.#release();
    }

    unwatchAll(): void {
      this.unwatch();
    }

    direction(): 'in' | 'out' {
      return this.#chip.info(this.#offset).direction;
    }

    setDirection(direction: Direction): void {
      attempt('write', () => {
        if (!['in', 'out', 'high', 'low'].includes(direction)) throw new SystemError('EINVAL');
        this.#request(direction);
      });
    }

    edge(): Edge {
      return this.#edge;
    }

    setEdge(edge: Edge): void {
      attempt('write', () => {
        if (!['none', 'rising', 'falling', 'both'].includes(edge)) throw new SystemError('EINVAL');
        // An output makes no interrupts.
        if (this.direction() === 'out' && edge !== 'none') throw new SystemError('EIO');
      });
      this.#edge = edge;
    }

    activeLow(): boolean {
      return this.#activeLow;
    }

    setActiveLow(invert: boolean): void {
      const isOutput = this.direction() === 'out';
      const level = this.readSync();
      this.#activeLow = invert;
      this.#request(isOutput ? (level === 1 ? 'low' : 'high') : 'in');
    }

    unexport(): void {
      this.unwatchAll();
      this.#line?.release();
      this.#line = undefined;
    }

    #request(direction: Direction): void {
      this.#line?.release();
      const isOutput = direction !== 'in';
      // `high` and `low` mean the pin itself, whatever the line calls them.
      const level: Level = (direction === 'high') === this.#activeLow ? 0 : 1;
      const line = this.#chip.request(this.#offset, {
        direction: isOutput ? 'out' : 'in',
        ...(isOutput ? { level: direction === 'out' ? 0 : level } : {}),
        ...(this.#activeLow ? { activeLow: true } : {}),
        consumer: 'sysfs',
      });
      this.#line = line;
      this.#before = line.get();
      line.onChange((now) => this.#changed(now));
    }

    #held(): LineHandle {
      if (this.#line === undefined) throw new SystemError('EBADF');
      return this.#line;
    }

    #changed(value: Level): void {
      if (value === this.#before) return;
      this.#before = value;
      if (
        this.#edge === 'none' ||
        (this.#edge === 'rising' && value === 0) ||
        (this.#edge === 'falling' && value === 1)
      )
        return;
      const tell = (): void =>
        loop.run(() => {
          for (const watcher of this.#watchers.slice()) watcher(null, this.#line?.get() ?? value);
        });
      this.#bounce?.cancel();
      if (this.#debounce > 0) this.#bounce = program.clock.timer(this.#debounce, tell);
      else loop.immediate(tell);
    }

    #later<Result>(
      run: () => Result,
      callback?: (error: unknown, value?: Result) => void,
    ): Promise<Result> | undefined {
      const promised = new Promise<Result>((resolve, reject) => {
        loop.immediate(() => {
          try {
            resolve(run());
          } catch (error) {
            reject(error as Error);
          }
        });
      });
      if (callback === undefined) return promised;
      promised.then(
        (value) => loop.run(() => callback(null, value)),
        (error: unknown) => loop.run(() => callback(error)),
      );
      return undefined;
    }
  }

  return { Gpio };
}
