/**
 * NXP's LM75B on an I2C bus (data sheet revision 6.1). Temperatures in °C. TI's part of the same name has 9 bits
 * where this one has 11: its readings come out in steps of 0.5 °C here.
 */
import type { I2cBus } from '../bus.ts';

/** 1001 A2 A1 A0: from 0x48, all three wired to ground, to 0x4F. */
export const LM75B_ADDRESSES = { first: 0x48, last: 0x4f } as const;

const TEMPERATURE = 0;
const CONFIGURATION = 1;
const HYSTERESIS = 2;
const OVERTEMPERATURE = 3;

/** How many conversions in a row must be beyond a set point before OS follows. */
export type FaultQueue = 1 | 2 | 4 | 6;
const FAULT_QUEUES: readonly FaultQueue[] = [1, 2, 4, 6];

/** Register Conf. */
export interface Lm75bConfiguration {
  /** No conversions; the bus goes on answering, Temp keeps its last value. */
  readonly shutdown: boolean;
  /** Of the output OS: a thermostat's, or until somebody reads. */
  readonly mode: 'comparator' | 'interrupt';
  readonly polarity: 'active-low' | 'active-high';
  readonly faultQueue: FaultQueue;
}

export interface Thresholds {
  /** Tos: −55 to 125 °C in steps of 0.5; OS turns active above it. */
  readonly overtemperature: number;
  /** Thyst: and inactive again below this. */
  readonly hysteresis: number;
}

/** 11 bits in two's complement at the left of 16, 0.125 °C each. @param register MSB first; the 5 lowest bits are ignored */
export const temperatureOf = (register: number): number => ((register << 16) >> 21) / 8;

/** @throws RangeError outside −128 to 127.875 °C */
export const registerOf = (celsius: number): number => {
  const steps = Math.round(celsius * 8);
  if (!(steps >= -1024 && steps <= 1023)) throw new RangeError(`${celsius} °C is not within -128 to 127.875 °C`);
  return (steps & 0x7ff) << 5;
};

export class Lm75b {
  readonly #bus: I2cBus;
  readonly #address: number;

  /** @throws RangeError for an address that no LM75B can have */
  constructor(bus: I2cBus, address: number = LM75B_ADDRESSES.first) {
    if (!(address >= LM75B_ADDRESSES.first && address <= LM75B_ADDRESSES.last))
      throw new RangeError(`An LM75B has an address from 0x48 to 0x4f, not 0x${address.toString(16)}`);
    this.#bus = bus;
    this.#address = address;
  }

  /** @throws SystemError (rejects) `EREMOTEIO`: it does not answer */
  async temperature(): Promise<number> {
    return temperatureOf(await this.#readWord(TEMPERATURE));
  }

  async configuration(): Promise<Lm75bConfiguration> {
    const conf = await this.#bus.readByte(this.#address, CONFIGURATION);
    return {
      shutdown: (conf & 0x01) !== 0,
      mode: (conf & 0x02) === 0 ? 'comparator' : 'interrupt',
      polarity: (conf & 0x04) === 0 ? 'active-low' : 'active-high',
      faultQueue: FAULT_QUEUES[(conf >> 3) & 0x03] ?? 1,
    };
  }

  async configure({ shutdown, mode, polarity, faultQueue }: Lm75bConfiguration): Promise<void> {
    const conf =
      (shutdown ? 0x01 : 0) |
      (mode === 'interrupt' ? 0x02 : 0) |
      (polarity === 'active-high' ? 0x04 : 0) |
      (FAULT_QUEUES.indexOf(faultQueue) << 3);
    await this.#bus.writeByte(this.#address, CONFIGURATION, conf);
  }

  async shutDown(shutdown: boolean): Promise<void> {
    await this.configure({ ...(await this.configuration()), shutdown });
  }

  async thresholds(): Promise<Thresholds> {
    return {
      overtemperature: temperatureOf(await this.#readWord(OVERTEMPERATURE)),
      hysteresis: temperatureOf(await this.#readWord(HYSTERESIS)),
    };
  }

  /** Rounded to 0.5 °C. @throws RangeError outside −55 to 125 °C, or with the hysteresis above the other */
  async setThresholds({ overtemperature, hysteresis }: Thresholds): Promise<void> {
    for (const celsius of [overtemperature, hysteresis])
      if (!(celsius >= -55 && celsius <= 125)) throw new RangeError(`${celsius} °C is not within -55 to 125 °C`);
    if (hysteresis > overtemperature)
      throw new RangeError(`The hysteresis, ${hysteresis} °C, lies above the overtemperature, ${overtemperature} °C`);
    await this.#writeWord(OVERTEMPERATURE, registerOf(Math.round(overtemperature * 2) / 2));
    await this.#writeWord(HYSTERESIS, registerOf(Math.round(hysteresis * 2) / 2));
  }

  /** The chip sends the high byte first, SMBus takes the first for the low one. */
  async #readWord(register: number): Promise<number> {
    return swapped(await this.#bus.readWord(this.#address, register));
  }

  async #writeWord(register: number, word: number): Promise<void> {
    await this.#bus.writeWord(this.#address, register, swapped(word));
  }
}

const swapped = (word: number): number => ((word & 0xff) << 8) | (word >> 8);
