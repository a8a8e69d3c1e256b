import { describe, expect, test } from 'vitest';
import type { GpioLine, I2cBus } from '#hardware/bus.ts';
import { LED_COLOURS, Leds, type LedColour } from '#hardware/drivers/leds.ts';
import { Lm75b, registerOf } from '#hardware/drivers/lm75b.ts';
import { gpioChipOver } from '#hardware/sim/gpio.ts';
import { SimGpioChip } from '#hardware/sim/gpio-chip.ts';
import { LED_LINES, LedBoard } from '#hardware/sim/led-board.ts';
import { SystemError } from '#runtime/ports.ts';
import { manualClock } from '../kit/clock.ts';

describe('the LM75B driver', () => {
  test.each([0x47, 0x50, Number.NaN])('refuses the address %f, which no LM75B can have', (address) => {
    expect(() => new Lm75b({} as I2cBus, address)).toThrow(RangeError);
  });

  test.each([128, -128.125, Number.NaN])('has no register for %f °C', (celsius) => {
    expect(() => registerOf(celsius)).toThrow(RangeError);
  });

  test.each([
    [{ overtemperature: 126, hysteresis: 75 }, /126/],
    [{ overtemperature: 80, hysteresis: -56 }, /-56/],
    [{ overtemperature: 30, hysteresis: 31 }, /above/],
  ])('refuses the thresholds %j before it writes anything', async (thresholds, words) => {
    const bus = new Proxy({} as I2cBus, {
      get() {
        throw new Error('nothing may be written');
      },
    });
    await expect(new Lm75b(bus).setThresholds(thresholds)).rejects.toThrow(words);
  });
});

describe('the LED driver', () => {
  async function board() {
    const clock = manualClock();
    const chip = new SimGpioChip();
    const leds = new LedBoard(chip);
    const open = (colour: LedColour): Promise<GpioLine> =>
      gpioChipOver(chip).request(LED_LINES[colour], { direction: 'out', consumer: 'led' });
    const failures: unknown[] = [];
    const lines = { red: await open('red'), yellow: await open('yellow'), green: await open('green') };
    const driver = new Leds({ lines, clock, failed: (error) => failures.push(error) });
    const lit = (): readonly LedColour[] => LED_COLOURS.filter((colour) => leds.isLit(colour));
    return { clock, driver, lit, lines, failures };
  }

  test.each([
    [0, []],
    [1, ['green']],
    [2, ['red']],
    [3, ['yellow']],
    [4, ['red', 'yellow', 'green']],
  ])('level %i lights %j', async (level, colours) => {
    const { driver, lit } = await board();
    await driver.show(level);
    expect(lit()).toEqual(colours);
  });

  test('level 4 blinks once a second, until another level comes', async () => {
    const { clock, driver, lit } = await board();
    await driver.show(4);
    const seen: number[] = [];
    for (let half = 0; half < 6; half++) {
      seen.push(lit().length);
      await clock.advance(500);
    }
    expect(seen).toEqual([3, 0, 3, 0, 3, 0]);
    await driver.show(1);
    await clock.advance(5_000);
    expect(lit()).toEqual(['green']);
  });

  test('one level goes out before the next is lit', async () => {
    const { driver, lit } = await board();
    await Promise.all([driver.show(2), driver.show(1), driver.show(3)]);
    expect(lit()).toEqual(['yellow']);
  });

  test.each([5, -1, 1.5, Number.NaN])('refuses level %f, and goes on showing the last', async (level) => {
    const { driver, lit } = await board();
    await driver.show(2);
    await expect(driver.show(level)).rejects.toThrow(RangeError);
    expect(lit()).toEqual(['red']);
  });

  test('a line that fails while it blinks is told of, once, and the blinking ends', async () => {
    const { clock, driver, lines, failures } = await board();
    await driver.show(4);
    await lines.yellow.release();
    await clock.advance(3_000);
    expect(failures).toEqual([expect.objectContaining({ code: 'EBADF' })]);
    expect(failures[0]).toBeInstanceOf(SystemError);
  });

  test('ends dark', async () => {
    const { clock, driver, lit } = await board();
    await driver.show(4);
    await driver.end();
    await clock.advance(2_000);
    expect(lit()).toEqual([]);
  });
});
