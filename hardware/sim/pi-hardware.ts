/**
 * What is wired to one simulated Pi: its I2C bus, its GPIO lines, and the boards of the talk on them.
 * The state is plain data, and a copy restored from it answers as the original would: that is how a
 * program in a worker of its own reads registers without waiting.
 */
import type { Clock } from '#runtime/ports.ts';
import { SimGpioChip, type GpioSnapshot } from './gpio-chip.ts';
import { SimI2cBus } from './i2c-bus.ts';
import { LedBoard, type LedSnapshot } from './led-board.ts';
import { SensorBoard, type SensorSnapshot } from './sensor-board.ts';

/** Which boards are there, plugged in or not. */
export interface Wiring {
  readonly sensor?: true;
  readonly leds?: true;
}

export interface HardwareOptions {
  readonly clock: Pick<Clock, 'now'>;
  /** 32 bits: the sensor's noise and drift follow from it and from the time. */
  readonly seed: number;
  readonly wiring: Wiring;
}

export interface HardwareSnapshot {
  readonly seed: number;
  readonly wiring: Wiring;
  readonly gpio: GpioSnapshot;
  readonly sensor?: SensorSnapshot;
  readonly leds?: LedSnapshot;
}

export class PiHardware {
  /** /dev/gpiochip0 */
  readonly gpio: SimGpioChip = new SimGpioChip();
  /** /dev/i2c-1 */
  readonly i2c: SimI2cBus = new SimI2cBus(() => this.gpio.isBusConnected);
  readonly sensor: SensorBoard | undefined;
  readonly leds: LedBoard | undefined;
  readonly #seed: number;
  readonly #wiring: Wiring;
  readonly #watchers = new Set<() => void>();

  constructor({ clock, seed, wiring }: HardwareOptions) {
    this.#seed = seed;
    this.#wiring = wiring;
    this.sensor = wiring.sensor === true ? new SensorBoard({ bus: this.i2c, now: () => clock.now(), seed }) : undefined;
    this.leds = wiring.leds === true ? new LedBoard(this.gpio) : undefined;
    const changed = (): void => {
      for (const watcher of this.#watchers) watcher();
    };
    this.gpio.onState = changed;
    if (this.sensor !== undefined) this.sensor.onState = changed;
    // What is written to a chip changes it, be it only the register that is read next.
    this.i2c.watch(({ wrote, acknowledged }) => {
      if (acknowledged && wrote.length > 0) changed();
    });
  }

  /** Hears of what changes the state of chips and lines. LEDs have none of their own. @returns ends it */
  watch(changed: () => void): () => void {
    this.#watchers.add(changed);
    return () => this.#watchers.delete(changed);
  }

  /** A copy of what was, on a clock that may be another. */
  static from(snapshot: HardwareSnapshot, clock: Pick<Clock, 'now'>): PiHardware {
    const { seed, wiring } = snapshot;
    const hardware = new PiHardware({ clock, seed, wiring });
    hardware.restore(snapshot);
    return hardware;
  }

  snapshot(): HardwareSnapshot {
    return {
      seed: this.#seed,
      wiring: this.#wiring,
      gpio: this.gpio.snapshot(),
      ...(this.sensor === undefined ? {} : { sensor: this.sensor.snapshot() }),
      ...(this.leds === undefined ? {} : { leds: this.leds.snapshot() }),
    };
  }

  /** Of the same wiring. */
  restore({ gpio, sensor, leds }: HardwareSnapshot): void {
    this.gpio.restore(gpio);
    if (sensor !== undefined) this.sensor?.restore(sensor);
    if (leds !== undefined) this.leds?.restore(leds);
  }
}
