import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Thermal } from '#hardware/sim/thermal.ts';
import { registerOf, temperatureOf } from '#hardware/drivers/lm75b.ts';

const START = Date.UTC(2026, 10, 22, 10, 39);
const reading = (celsius: number): number => temperatureOf(registerOf(celsius));

test('it goes towards the air, fast at first, and arrives', () => {
  const board = new Thermal(1, 20, START);
  board.setAir(40, START);
  const at = [0, 3, 6, 12, 60].map((seconds) => board.celsius(START + seconds * 1000));
  expect(at[0]).toBe(20);
  expect(at[2]).toBeCloseTo(40 - 20 / Math.E, 5);
  for (const [index, celsius] of at.entries()) if (index > 0) expect(celsius).toBeGreaterThan(at[index - 1] ?? 0);
  expect(at[4]).toBeCloseTo(40, 2);
  expect(board.celsius(START + 600_000)).toBe(40);
});

test('a finger takes it from a room past 33.00 °C within ten seconds; let go, it cools again', () => {
  const board = new Thermal(1, 22, START);
  board.setFinger(true, START);
  expect(board.celsius(START + 10_000)).toBeGreaterThan(33.5);
  board.setFinger(false, START + 10_000);
  expect(board.celsius(START + 20_000)).toBeLessThan(26);
});

test('looking often or after a jump of the clock comes to the same', () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.record({
          wait: fc.integer({ min: 0, max: 700_000 }),
          act: fc.oneof(
            fc.double({ min: -40, max: 100, noNaN: true }).map((air) => ({ air })),
            fc.boolean().map((finger) => ({ finger })),
          ),
        }),
        { maxLength: 8 },
      ),
      fc.integer({ min: 0, max: 100_000 }),
      (acts, last) => {
        const jumped = new Thermal(7, 22, START);
        const watched = new Thermal(7, 22, START);
        let now = START;
        for (const { wait, act } of acts) {
          for (let look = 0; look < 5; look++) watched.measured(now + (wait * look) / 5);
          now += wait;
          for (const board of [jumped, watched]) {
            if ('air' in act) board.setAir(act.air, now);
            else board.setFinger(act.finger, now);
          }
        }
        expect(watched.measured(now + last)).toBe(jumped.measured(now + last));
        const copy = new Thermal(7, 0, 0);
        copy.restore(structuredClone(jumped.snapshot()));
        expect(copy.measured(now + last)).toBe(jumped.measured(now + last));
      },
    ),
    { numRuns: 200 },
  );
});

describe('noise and drift', () => {
  const board = new Thermal(42, 33, START);
  const conversions = Array.from({ length: 36_000 }, (_, index) => board.measured(START + index * 100));

  test('stay within 0.07 °C', () => {
    for (const celsius of conversions) expect(Math.abs(celsius - 33)).toBeLessThanOrEqual(0.07);
  });

  test('a board at rest at 33.00 °C reads 33.00, and flickers by one step now and then', () => {
    const readings = conversions.map(reading);
    expect(new Set(readings)).toEqual(new Set([32.875, 33, 33.125]));
    const beside = readings.filter((celsius) => celsius !== 33).length / readings.length;
    expect(beside).toBeGreaterThan(0);
    expect(beside).toBeLessThan(0.02);
  });

  test('are the same for the same seed, and others for another', () => {
    const other = new Thermal(43, 33, START);
    const same = new Thermal(42, 33, START);
    const at = conversions.map((_, index) => START + index * 100).slice(0, 100);
    expect(at.map((time) => same.measured(time))).toEqual(conversions.slice(0, 100));
    expect(at.map((time) => other.measured(time))).not.toEqual(conversions.slice(0, 100));
  });

  test('follow one conversion after the other without a pattern', () => {
    const deviations = conversions.map((celsius) => celsius - 33);
    const mean = deviations.reduce((sum, each) => sum + each, 0) / deviations.length;
    expect(Math.abs(mean)).toBeLessThan(0.003);
    const variance = deviations.reduce((sum, each) => sum + (each - mean) ** 2, 0);
    const beside = deviations
      .slice(1)
      .reduce((sum, each, index) => sum + (each - mean) * ((deviations[index] ?? 0) - mean), 0);
    // The drift is slow, the noise is not: neighbours have little in common.
    expect(Math.abs(beside / variance)).toBeLessThan(0.3);
  });
});
