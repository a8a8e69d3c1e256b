/**
 * What every I2cBus keeps to, whoever stands behind it. Of the bus it needs one LM75B at 0x48 at a known temperature,
 * and nobody at 0x4b.
 */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Lm75b } from '#hardware/drivers/lm75b.ts';
import type { I2cBus } from '#hardware/bus.ts';
import type { SystemErrorCode } from '#runtime/ports.ts';

export interface BusUnderTest {
  readonly bus: I2cBus;
  /** Brings the chip to a temperature, and waits until it has converted it. */
  readonly warm: (celsius: number) => Promise<void>;
  readonly end: () => Promise<void>;
}

export interface BusTraits {
  /** What the kernel says of an address that nobody acknowledges. */
  readonly absent: SystemErrorCode;
}

const CHIP = 0x48;
const NOBODY = 0x4b;

export const i2cBusContract = (name: string, open: () => Promise<BusUnderTest>, traits: BusTraits): void => {
  describe(`${name} keeps to the contract of I2cBus`, () => {
    let under: BusUnderTest;
    beforeEach(async () => void (under = await open()));
    afterEach(() => under.end());

    test.each([25, 33, 33.125, 0.125, -0.125, -10.25, 125, -55])('reads %f °C from the chip', async (celsius) => {
      await under.warm(celsius);
      expect(await new Lm75b(under.bus).temperature()).toBe(celsius);
    });

    test('a word has its low byte first on the wire', async () => {
      await under.warm(25.125);
      expect(await under.bus.readWord(CHIP, 0)).toBe(0x2019);
    });

    test('what is written is read again, bytes and words', async () => {
      const chip = new Lm75b(under.bus);
      await chip.setThresholds({ overtemperature: 35.5, hysteresis: -3 });
      expect(await chip.thresholds()).toEqual({ overtemperature: 35.5, hysteresis: -3 });
      await under.bus.writeByte(CHIP, 1, 0x08);
      expect(await under.bus.readByte(CHIP, 1)).toBe(0x08);
      await under.bus.writeByte(CHIP, 1, 0x00);
      expect((await chip.configuration()).faultQueue).toBe(1);
    });

    test('an address that nobody acknowledges is an error, and the bus lives on', async () => {
      await expect(under.bus.readWord(NOBODY, 0)).rejects.toMatchObject({ code: traits.absent });
      await expect(under.bus.writeByte(NOBODY, 1, 0)).rejects.toMatchObject({ code: traits.absent });
      await under.warm(21);
      expect(await new Lm75b(under.bus).temperature()).toBe(21);
    });

    test('calls that are made at once are answered each for itself', async () => {
      await under.warm(22);
      const words = await Promise.all(
        Array.from({ length: 20 }, (_, index) => under.bus.readWord(CHIP, index % 4 === 1 ? 2 : 0)),
      );
      for (const [index, word] of words.entries()) expect(word).toBe(index % 4 === 1 ? 0x004b : 0x0016);
    });
  });
};
