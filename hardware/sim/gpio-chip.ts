/**
 * The GPIO of a Raspberry Pi 3 (BCM2837: chapter 6 of the BCM2835 peripherals manual): 54 lines, each with a function,
 * a pull resistor and, as an output, a level that is kept also while it is something else.
 *
 * There are two ways to them. Whoever opens /dev/gpiochip0 asks the kernel for a line and has it alone
 * (linux/gpio.h); whoever maps /dev/gpiomem writes the registers, and asks nobody.
 */
import { SystemError } from '#runtime/ports.ts';
import type { Bias, Direction, Level, LineOptions } from '../bus.ts';

export const LINE_COUNT = 54;

/** GPFSELn: input, output, or one of the alternate functions. */
export type PinFunction = 'ip' | 'op' | 'a0' | 'a1' | 'a2' | 'a3' | 'a4' | 'a5';
export type Pull = 'up' | 'down' | 'none';

export interface PinState {
  readonly function: PinFunction;
  readonly pull: Pull;
  /** What it drives when it is an output: GPSETn, GPCLRn. */
  readonly latch: Level;
}

/** How a line was granted, and to whom. */
export interface LineGrant {
  readonly consumer: string;
  readonly activeLow: boolean;
  readonly bias: Bias | undefined;
}

export interface GpioSnapshot {
  readonly pins: readonly PinState[];
  /** By line. */
  readonly granted: readonly (readonly [offset: number, grant: LineGrant])[];
}

export interface LineChange {
  readonly offset: number;
  readonly level: Level;
  readonly direction: Direction;
}

const PULL_OF: Readonly<Record<Bias, Pull>> = { 'pull-up': 'up', 'pull-down': 'down', disabled: 'none' };

export class SimGpioChip {
  readonly #pins: PinState[] = Array.from({ length: LINE_COUNT }, (_, offset) => atReset(offset));
  readonly #granted = new Map<number, LineGrant>();
  readonly #watchers = new Set<(change: LineChange) => void>();
  /** Hears of every change of what `snapshot` says. */
  onState: () => void = () => {};

  /** Hears of every change of a level or a direction. @returns ends it */
  watch(changed: (change: LineChange) => void): () => void {
    this.#watchers.add(changed);
    return () => this.#watchers.delete(changed);
  }

  /** @throws SystemError `EINVAL` */
  pin(offset: number): PinState {
    const pin = this.#pins[offset];
    if (pin === undefined) throw new SystemError('EINVAL', `GPIO line ${offset}`);
    return pin;
  }

  grant(offset: number): LineGrant | undefined {
    return this.#granted.get(offset);
  }

  direction(offset: number): Direction {
    return this.pin(offset).function === 'op' ? 'out' : 'in';
  }

  /** On the pin itself, whatever is meant by it: GPLEVn. Nothing but its pull moves an input here. */
  level(offset: number): Level {
    const { function: role, pull, latch } = this.pin(offset);
    if (role === 'op') return latch;
    return pull === 'up' || I2C_PINS.includes(offset) ? 1 : 0;
  }

  /** Whether the header's SDA and SCL lead to the bus: each may have been made something else. */
  get isBusConnected(): boolean {
    return I2C_PINS.every((offset) => this.pin(offset).function === 'a0');
  }

  /** Grants a line to one consumer. @throws SystemError `EBUSY`, `EINVAL` */
  request(offset: number, options: LineOptions): void {
    const pin = this.pin(offset);
    const { direction, level = 0, activeLow = false, bias, consumer } = options;
    if (this.#granted.has(offset)) throw new SystemError('EBUSY', `GPIO line ${offset}`);
    this.#granted.set(offset, { consumer, activeLow, bias });
    this.#put(offset, {
      function: direction === 'out' ? 'op' : 'ip',
      pull: bias === undefined ? pin.pull : PULL_OF[bias],
      latch: direction === 'out' ? inverted(level, activeLow) : pin.latch,
    });
  }

  /** It stays as it is. */
  release(offset: number): void {
    if (this.#granted.delete(offset)) this.onState();
  }

  /** As whoever holds the line means it. */
  get(offset: number): Level {
    return inverted(this.level(offset), this.grant(offset)?.activeLow ?? false);
  }

  /** @throws SystemError `EPERM` for an input */
  set(offset: number, level: Level): void {
    const pin = this.pin(offset);
    if (pin.function !== 'op') throw new SystemError('EPERM', `GPIO line ${offset}`);
    this.#put(offset, { ...pin, latch: inverted(level, this.grant(offset)?.activeLow ?? false) });
  }

  /** The registers, for whoever may write to them: no grant is asked for. @throws SystemError `EINVAL` */
  write(offset: number, state: Partial<PinState>): void {
    this.#put(offset, { ...this.pin(offset), ...state });
  }

  snapshot(): GpioSnapshot {
    return { pins: [...this.#pins], granted: [...this.#granted] };
  }

  restore({ pins, granted }: GpioSnapshot): void {
    this.#granted.clear();
    for (const [offset, grant] of granted) this.#granted.set(offset, grant);
    for (const [offset, pin] of pins.entries()) this.#put(offset, pin);
  }

  /** As after a reset of the chip: no grants, every pin an input but for those the firmware sets up. */
  reset(): void {
    this.restore({ pins: Array.from({ length: LINE_COUNT }, (_, offset) => atReset(offset)), granted: [] });
  }

  #put(offset: number, pin: PinState): void {
    const before = { level: this.level(offset), direction: this.direction(offset) };
    this.#pins[offset] = pin;
    const after = { level: this.level(offset), direction: this.direction(offset) };
    this.onState();
    if (after.level === before.level && after.direction === before.direction) return;
    for (const changed of this.#watchers) changed({ offset, ...after });
  }
}

const inverted = (level: Level, isInverted: boolean): Level => (isInverted === (level === 1) ? 0 : 1);

/** BCM2835 peripherals manual, table 6-31: pulls after power-up. */
const isPulledUp = (offset: number): boolean => offset <= 8 || (offset >= 34 && offset <= 36) || offset >= 46;
const isNotPulled = (offset: number): boolean => [28, 29, 44, 45].includes(offset);

/** With dtparam=i2c_arm=on the firmware gives pins 2 and 3 to the bus; 1.8 kΩ on the board pull both up. */
const I2C_PINS = [2, 3];

const atReset = (offset: number): PinState => ({
  function: I2C_PINS.includes(offset) ? 'a0' : 'ip',
  pull: isNotPulled(offset) ? 'none' : isPulledUp(offset) ? 'up' : 'down',
  latch: 0,
});
