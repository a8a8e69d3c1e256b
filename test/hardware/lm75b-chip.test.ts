import { describe, expect, test } from 'vitest';
import { registerOf, temperatureOf } from '#hardware/drivers/lm75b.ts';
import { Lm75bChip } from '#hardware/sim/lm75b-chip.ts';
import { SimI2cBus } from '#hardware/sim/i2c-bus.ts';
import { quick, readBlock, readByte, readWord, receiveByte, sendByte, writeByte, writeWord } from '#hardware/smbus.ts';

const CHIP = 0x48;

/** A chip on a bus, at a temperature and a time that a test sets. */
function sensor(celsius = 25) {
  const world = { celsius, now: 1_000_000 };
  const chip = new Lm75bChip({ now: () => world.now, measure: () => world.celsius });
  const bus = new SimI2cBus();
  bus.attach(CHIP, chip);
  return { world, chip, bus };
}

describe('register Temp', () => {
  // HARDWARE: the data sheet's table 10, and values between.
  const TABLE: readonly (readonly [celsius: number, bytes: readonly [number, number], word: number])[] = [
    [127.875, [0x7f, 0xe0], 0xe07f],
    [125, [0x7d, 0x00], 0x007d],
    [80, [0x50, 0x00], 0x0050],
    [75, [0x4b, 0x00], 0x004b],
    [25.375, [0x19, 0x60], 0x6019],
    [25.125, [0x19, 0x20], 0x2019],
    [25, [0x19, 0x00], 0x0019],
    [0.125, [0x00, 0x20], 0x2000],
    [0, [0x00, 0x00], 0x0000],
    [-0.125, [0xff, 0xe0], 0xe0ff],
    [-0.5, [0xff, 0x80], 0x80ff],
    [-10.25, [0xf5, 0xc0], 0xc0f5],
    [-25, [0xe7, 0x00], 0x00e7],
    [-54.875, [0xc9, 0x20], 0x20c9],
    [-55, [0xc9, 0x00], 0x00c9],
  ];

  test.each(TABLE)('%f °C is on the wire as %j, and as the word %i', (celsius, bytes, word) => {
    const { bus } = sensor(celsius);
    expect([...bus.transfer(CHIP, Uint8Array.of(0), 2)]).toEqual(bytes);
    expect(readWord(bus, CHIP, 0)).toBe(word);
    expect(temperatureOf((bytes[0] << 8) | bytes[1])).toBe(celsius);
  });

  test('every one of its 2,048 codes is read as the temperature that it was made of', () => {
    for (let code = -1024; code < 1024; code++) {
      const celsius = code / 8;
      const register = registerOf(celsius);
      expect(register & 0x1f).toBe(0);
      expect(temperatureOf(register)).toBe(celsius);
      expect(temperatureOf(register | 0x1f)).toBe(celsius);
    }
  });

  test.each([
    [400, 0x7fe0],
    [-400, 0x8000],
  ])('beyond what 11 bits can say the converter stays at its end: %f °C', (celsius, register) => {
    expect(sensor(celsius).chip.temperature).toBe(register);
  });

  test('it is not written to', () => {
    const { bus } = sensor(25);
    writeWord(bus, CHIP, 0, 0xffff);
    expect(readWord(bus, CHIP, 0)).toBe(0x0019);
  });
});

test('the pointer stays for the reads that follow, and only its two lowest bits count', () => {
  const { bus } = sensor(25);
  sendByte(bus, CHIP, 0x02);
  expect([...bus.transfer(CHIP, new Uint8Array(), 2)]).toEqual([0x4b, 0x00]);
  expect(receiveByte(bus, CHIP)).toBe(0x4b);
  expect(readWord(bus, CHIP, 0xf7)).toBe(0x0050);
});

test('who reads on gets the same bytes again', () => {
  const { bus } = sensor(25.125);
  expect([...readBlock(bus, CHIP, 0, 5)]).toEqual([0x19, 0x20, 0x19, 0x20, 0x19]);
});

test('after power-up it converts, warns at 80 °C and rests at 75', () => {
  const { bus } = sensor();
  expect(readByte(bus, CHIP, 1)).toBe(0x00);
  expect(readWord(bus, CHIP, 2)).toBe(0x004b);
  expect(readWord(bus, CHIP, 3)).toBe(0x0050);
});

test('set points have nine bits, and are taken over whole or not at all', () => {
  const { bus } = sensor();
  bus.transfer(CHIP, Uint8Array.of(3, 0x20, 0xff), 0);
  expect([...readBlock(bus, CHIP, 3, 2)]).toEqual([0x20, 0x80]);
  writeByte(bus, CHIP, 3, 0x11);
  expect([...readBlock(bus, CHIP, 3, 2)]).toEqual([0x20, 0x80]);
});

test('the three highest bits of Conf stay 0', () => {
  const { bus } = sensor();
  writeByte(bus, CHIP, 1, 0xff);
  expect(readByte(bus, CHIP, 1)).toBe(0x1f);
});

test('in shutdown Temp keeps its last value, and the bus lives', () => {
  const { bus, world } = sensor(25);
  writeByte(bus, CHIP, 1, 0x01);
  world.celsius = 30;
  world.now += 10_000;
  expect(readWord(bus, CHIP, 0)).toBe(0x0019);
  writeByte(bus, CHIP, 1, 0x00);
  expect(readWord(bus, CHIP, 0)).toBe(0x001e);
});

test('nobody acknowledges an address without a chip', () => {
  const { bus } = sensor();
  for (const call of [
    () => quick(bus, 0x49),
    () => readWord(bus, 0x49, 0),
    () => writeByte(bus, 0x49, 1, 1),
    () => receiveByte(bus, 0x49),
  ]) {
    expect(call).toThrow(expect.objectContaining({ code: 'EREMOTEIO', subject: '0x49' }));
  }
  quick(bus, CHIP);
});

test('every transaction is told of, those that nobody acknowledged too', () => {
  const { bus } = sensor(25);
  const seen: string[] = [];
  const end = bus.watch(({ address, wrote, read, acknowledged }) =>
    seen.push(`${address.toString(16)} ${wrote.join()} ${read.join()} ${acknowledged}`),
  );
  readWord(bus, CHIP, 0);
  expect(() => quick(bus, 0x50)).toThrow();
  end();
  quick(bus, CHIP);
  expect(seen).toEqual(['48 0 25,0 true', '50   false']);
});
