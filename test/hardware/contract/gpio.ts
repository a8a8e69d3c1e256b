/** What every GpioChip and its lines keep to. Of the chip it needs lines 17 and 27, with nothing wired to them. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { GpioChip, Level } from '#hardware/bus.ts';

export interface ChipUnderTest {
  readonly chip: GpioChip;
  /** On the pin itself, seen from outside. */
  readonly level: (offset: number) => Promise<Level>;
  readonly end: () => Promise<void>;
}

export const gpioContract = (name: string, open: () => Promise<ChipUnderTest>): void => {
  describe(`${name} keeps to the contract of GpioChip`, () => {
    let under: ChipUnderTest;
    beforeEach(async () => void (under = await open()));
    afterEach(() => under.end());

    test('an output is what it is set to, from the first moment', async () => {
      const line = await under.chip.request(17, { direction: 'out', level: 1, consumer: 'test' });
      expect(await under.level(17)).toBe(1);
      expect(await line.get()).toBe(1);
      await line.set(0);
      expect(await under.level(17)).toBe(0);
      expect(await line.get()).toBe(0);
    });

    test('an output begins low when nobody says otherwise', async () => {
      await under.chip.request(17, { direction: 'out', consumer: 'test' });
      expect(await under.level(17)).toBe(0);
    });

    test('active low turns the pin round, not what is meant', async () => {
      const line = await under.chip.request(27, { direction: 'out', level: 1, activeLow: true, consumer: 'test' });
      expect(await under.level(27)).toBe(0);
      expect(await line.get()).toBe(1);
      await line.set(0);
      expect(await under.level(27)).toBe(1);
    });

    test('a line is one consumer’s, until it is released', async () => {
      const line = await under.chip.request(17, { direction: 'out', consumer: 'first' });
      await expect(under.chip.request(17, { direction: 'out', consumer: 'second' })).rejects.toMatchObject({
        code: 'EBUSY',
      });
      await line.release();
      await (await under.chip.request(17, { direction: 'out', consumer: 'second' })).release();
    });

    test('an input is not written to', async () => {
      const line = await under.chip.request(17, { direction: 'in', consumer: 'test' });
      await expect(line.set(1)).rejects.toMatchObject({ code: 'EPERM' });
    });

    test('there is no line 4000', async () => {
      await expect(under.chip.request(4000, { direction: 'in', consumer: 'test' })).rejects.toMatchObject({
        code: 'EINVAL',
      });
    });

    test('two lines are two lines', async () => {
      const red = await under.chip.request(17, { direction: 'out', level: 1, consumer: 'test' });
      const yellow = await under.chip.request(27, { direction: 'out', level: 0, consumer: 'test' });
      await yellow.set(1);
      await red.set(0);
      expect([await under.level(17), await under.level(27)]).toEqual([0, 1]);
    });
  });
};
