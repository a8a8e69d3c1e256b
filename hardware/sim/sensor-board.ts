import { Lm75bChip, type Lm75bSnapshot } from './lm75b-chip.ts';
import type { SimI2cBus } from './i2c-bus.ts';
import { Thermal, type ThermalSnapshot } from './thermal.ts';

/** A0, A1 and A2 are wired to ground. */
export const LM75B_ADDRESS = 0x48;
/** °C of a room in which nobody has touched anything yet. */
const ROOM = 22;

export interface SensorSnapshot {
  readonly plugged: boolean;
  readonly thermal: ThermalSnapshot;
  readonly chip: Lm75bSnapshot;
}

export interface SensorOptions {
  readonly bus: SimI2cBus;
  readonly now: () => number;
  /** 32 bits: of the noise. */
  readonly seed: number;
}

/** The talk's sensor board: an LM75B on four wires, the air around it, and maybe a finger on it. */
export class SensorBoard {
  readonly #options: SensorOptions;
  readonly #thermal: Thermal;
  #chip: Lm75bChip;
  #plugged = true;
  /** Hears of every act of a hand. */
  onState: () => void = () => {};

  constructor(options: SensorOptions) {
    this.#options = options;
    this.#thermal = new Thermal(options.seed, ROOM, options.now());
    this.#chip = this.#powered();
  }

  get plugged(): boolean {
    return this.#plugged;
  }

  /** °C of the air around it. */
  get air(): number {
    return this.#thermal.air;
  }

  get finger(): boolean {
    return this.#thermal.finger;
  }

  /** °C of the board itself, now. */
  get celsius(): number {
    return this.#thermal.celsius(this.#options.now());
  }

  /** Register Temp, 16 bits; undefined: the board is not plugged in. */
  get register(): number | undefined {
    return this.#plugged ? this.#chip.temperature : undefined;
  }

  setAir(celsius: number): void {
    this.#thermal.setAir(celsius, this.#options.now());
    this.onState();
  }

  setFinger(on: boolean): void {
    this.#thermal.setFinger(on, this.#options.now());
    this.onState();
  }

  /** Without its wires the chip has no power: plugged in again it begins as new. */
  setPlugged(plugged: boolean): void {
    if (this.#plugged === plugged) return;
    this.#plugged = plugged;
    if (plugged) this.#chip = this.#powered();
    else this.#options.bus.detach(LM75B_ADDRESS);
    this.onState();
  }

  snapshot(): SensorSnapshot {
    return { plugged: this.#plugged, thermal: this.#thermal.snapshot(), chip: this.#chip.snapshot() };
  }

  restore({ plugged, thermal, chip }: SensorSnapshot): void {
    this.#thermal.restore(thermal);
    this.setPlugged(plugged);
    this.#chip.restore(chip);
  }

  #powered(): Lm75bChip {
    const { bus, now } = this.#options;
    const chip = new Lm75bChip({ now, measure: (at) => this.#thermal.measured(at) });
    bus.attach(LM75B_ADDRESS, chip);
    return chip;
  }
}
