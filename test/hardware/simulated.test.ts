import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Level } from '#hardware/bus.ts';
import { gpioChipOver } from '#hardware/sim/gpio.ts';
import { SimGpioChip, type LineChange, type PinFunction } from '#hardware/sim/gpio-chip.ts';
import { i2cBusOver } from '#hardware/sim/i2c.ts';
import { SimI2cBus } from '#hardware/sim/i2c-bus.ts';
import { Lm75bChip } from '#hardware/sim/lm75b-chip.ts';
import { LINE_NAMES } from '#hardware/sim/line-names.ts';
import { PiHardware } from '#hardware/sim/pi-hardware.ts';
import { readWord, writeByte } from '#hardware/smbus.ts';
import { gpioContract } from './contract/gpio.ts';
import { i2cBusContract } from './contract/i2c-bus.ts';

i2cBusContract(
  'the simulated bus',
  async () => {
    let celsius = 20;
    const wire = new SimI2cBus();
    wire.attach(0x48, new Lm75bChip({ now: () => 0, measure: () => celsius }));
    return { bus: i2cBusOver(wire), warm: async (to) => void (celsius = to), end: async () => {} };
  },
  { absent: 'EREMOTEIO' },
);

gpioContract('the simulated chip', async () => {
  const sim = new SimGpioChip();
  const chip = gpioChipOver(sim);
  return { chip, level: async (offset) => sim.level(offset), end: () => chip.close() };
});

describe('GPIO lines', () => {
  test('have the 54 names of a Raspberry Pi 3', () => {
    expect(LINE_NAMES).toHaveLength(54);
    expect([LINE_NAMES[0], LINE_NAMES[17], LINE_NAMES[27], LINE_NAMES[48], LINE_NAMES[53]]).toEqual([
      'ID_SDA',
      'GPIO17',
      'GPIO27',
      'SD_CLK_R',
      'SD_DATA3_R',
    ]);
  });

  test('of the header are named after what they are mostly for, as its device tree has them', () => {
    expect([2, 3, 4, 7, 14, 28, 29].map((offset) => LINE_NAMES[offset])).toEqual([
      'SDA1',
      'SCL1',
      'GPIO_GCLK',
      'SPI_CE1_N',
      'TXD1',
      'NC',
      'LAN_RUN_BOOT',
    ]);
  });

  test('of the bus are pulled up by the board, whatever the chip pulls', () => {
    const chip = new SimGpioChip();
    chip.write(2, { function: 'ip', pull: 'down' });
    expect(chip.level(2)).toBe(1);
  });

  test('an input follows its pull, an output does not', () => {
    const chip = new SimGpioChip();
    expect([chip.level(4), chip.level(17), chip.level(28)]).toEqual([1, 0, 0]);
    chip.write(17, { pull: 'up' });
    expect(chip.level(17)).toBe(1);
    chip.write(17, { function: 'op' });
    expect(chip.level(17)).toBe(0);
  });

  test('an output that was released stays as it was', () => {
    const chip = new SimGpioChip();
    chip.request(17, { direction: 'out', level: 1, consumer: 'led' });
    chip.release(17);
    expect([chip.level(17), chip.direction(17), chip.grant(17)]).toEqual([1, 'out', undefined]);
  });

  test('who watches hears of what changed, and of nothing else', () => {
    const chip = new SimGpioChip();
    const seen: LineChange[] = [];
    const end = chip.watch((change) => seen.push(change));
    chip.request(22, { direction: 'out', level: 1, consumer: 'led' });
    chip.set(22, 1);
    chip.set(22, 0);
    end();
    chip.set(22, 1);
    expect(seen).toEqual([
      { offset: 22, level: 1, direction: 'out' },
      { offset: 22, level: 0, direction: 'out' },
    ]);
  });

  test('the registers ask for no grant, not even of a line that somebody has', () => {
    const chip = new SimGpioChip();
    chip.request(17, { direction: 'out', consumer: 'led' });
    chip.write(17, { latch: 1 });
    expect(chip.get(17)).toBe(1);
  });
});

describe('the boards', () => {
  const clock = { at: Date.UTC(2026, 10, 22), now: () => clock.at };
  const made = (): PiHardware => new PiHardware({ clock, seed: 5, wiring: { sensor: true, leds: true } });

  test('a sensor that is unplugged does not answer, and begins as new when it is plugged in', () => {
    const { i2c, sensor } = made();
    writeByte(i2c, 0x48, 1, 0x01);
    sensor?.setPlugged(false);
    expect(sensor?.register).toBeUndefined();
    expect(() => readWord(i2c, 0x48, 0)).toThrow(expect.objectContaining({ code: 'EREMOTEIO' }));
    sensor?.setPlugged(true);
    expect(i2c.transfer(0x48, Uint8Array.of(1), 1)).toEqual(Uint8Array.of(0));
  });

  test('an LED is lit by an output that is high, while its board is plugged in', () => {
    const { gpio, leds } = made();
    gpio.write(17, { pull: 'up' });
    expect(leds?.isLit('red')).toBe(false);
    gpio.request(17, { direction: 'out', level: 1, consumer: 'led' });
    expect(leds?.isLit('red')).toBe(true);
    if (leds !== undefined) leds.plugged = false;
    expect(leds?.isLit('red')).toBe(false);
  });

  test('a copy of the state answers every later question as the original', () => {
    const act = fc.oneof(
      fc.integer({ min: 0, max: 60_000 }).map((ms) => ({ wait: ms })),
      fc.double({ min: -40, max: 90, noNaN: true }).map((air) => ({ air })),
      fc.boolean().map((finger) => ({ finger })),
      fc.boolean().map((plugged) => ({ plugged })),
      fc.uint8Array({ minLength: 1, maxLength: 3 }).map((wrote) => ({ wrote })),
      fc
        .tuple(
          fc.integer({ min: 0, max: 53 }),
          fc.constantFrom<PinFunction[]>('ip', 'op', 'a0'),
          fc.constantFrom<Level[]>(0, 1),
        )
        .map((pin) => ({ pin })),
    );
    type Act = typeof act extends fc.Arbitrary<infer One> ? One : never;
    const run = (hardware: PiHardware, one: Act): void => {
      if ('air' in one) hardware.sensor?.setAir(one.air);
      else if ('finger' in one) hardware.sensor?.setFinger(one.finger);
      else if ('plugged' in one) hardware.sensor?.setPlugged(one.plugged);
      else if ('wrote' in one) {
        const isReached = hardware.sensor?.plugged === true && hardware.gpio.isBusConnected;
        if (isReached) hardware.i2c.transfer(0x48, one.wrote, 0);
      } else if ('pin' in one) hardware.gpio.write(one.pin[0], { function: one.pin[1], latch: one.pin[2] });
    };
    fc.assert(
      fc.property(fc.array(act, { maxLength: 12 }), fc.array(act, { maxLength: 6 }), (before, after) => {
        const original = made();
        for (const one of before) {
          if ('wait' in one) clock.at += one.wait;
          else run(original, one);
        }
        const copy = PiHardware.from(structuredClone(original.snapshot()), clock);
        for (const one of after) {
          if ('wait' in one) clock.at += one.wait;
          else for (const hardware of [original, copy]) run(hardware, one);
        }
        expect(copy.snapshot()).toEqual(original.snapshot());
        expect(copy.sensor?.register).toBe(original.sensor?.register);
        expect(copy.sensor?.celsius).toBe(original.sensor?.celsius);
      }),
      { numRuns: 300 },
    );
  });
});

describe('the bus of a Pi', () => {
  const sensed = () => new PiHardware({ clock: { now: () => 0 }, seed: 1, wiring: { sensor: true } });

  test.each([
    ['SDA', 2],
    ['SCL', 3],
  ])('reaches nobody while %s is something else', (_, offset) => {
    const hardware = sensed();
    hardware.gpio.write(offset, { function: 'ip' });
    expect(() => readWord(hardware.i2c, 0x48, 0)).toThrow('0x48');
    hardware.gpio.write(offset, { function: 'a0' });
    expect(readWord(hardware.i2c, 0x48, 2)).toBe(0x004b);
  });

  test('is there again after a reset', () => {
    const hardware = sensed();
    hardware.gpio.request(2, { direction: 'in', consumer: 'curious' });
    hardware.gpio.reset();
    expect(readWord(hardware.i2c, 0x48, 2)).toBe(0x004b);
  });

  test('tells who watches of a transaction that reached nobody', () => {
    const hardware = sensed();
    const seen: boolean[] = [];
    hardware.i2c.watch(({ acknowledged }) => seen.push(acknowledged));
    hardware.gpio.write(3, { function: 'op' });
    expect(() => readWord(hardware.i2c, 0x48, 0)).toThrow('0x48');
    expect(seen).toEqual([false]);
  });
});
