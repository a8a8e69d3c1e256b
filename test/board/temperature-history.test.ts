import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { lineShape, SHOWN_MS, TemperatureHistory } from '../../site/board/temperature-history.ts';

describe('the history', () => {
  test('keeps what changed', () => {
    const history = new TemperatureHistory();
    for (const [at, celsius] of [
      [0, 22],
      [100, 22],
      [200, 22.125],
    ] as const)
      history.add({ at, celsius });
    expect(history.samples).toEqual([
      { at: 0, celsius: 22 },
      { at: 200, celsius: 22.125 },
    ]);
  });

  test('of what is older than a minute it keeps the newest: with it the line begins', () => {
    const history = new TemperatureHistory();
    for (let at = 0; at <= 2 * SHOWN_MS; at += 10_000) history.add({ at, celsius: 20 + at / 10_000 });
    expect(history.samples[0]).toEqual({ at: SHOWN_MS, celsius: 26 });
    expect(history.samples).toHaveLength(7);
  });

  test('a sensor that was unplugged leaves a gap', () => {
    const history = new TemperatureHistory();
    history.add({ at: 0, celsius: 22 });
    history.add({ at: 100 });
    history.add({ at: 200 });
    history.add({ at: 300, celsius: 22 });
    expect(history.samples).toHaveLength(3);
  });
});

describe('the line', () => {
  const box = [600, 40] as const;

  test('is drawn in steps up to now', () => {
    const samples = [
      { at: 30_000, celsius: 32 },
      { at: 60_000, celsius: 34 },
    ];
    const shape = lineShape(samples, 60_000, ...box);
    expect([shape.from, shape.to]).toEqual([31, 35]);
    expect(shape.path).toBe('M300 30H600V10H600');
    expect(shape.end).toEqual({ x: 600, y: 10 });
  });

  test('begins at the left edge with what is older', () => {
    expect(lineShape([{ at: 0, celsius: 33 }], 5 * SHOWN_MS, ...box).path).toBe('M0 20H600');
  });

  test('has a gap where the sensor was unplugged, and no end while it is', () => {
    const samples = [{ at: 0, celsius: 33 }, { at: 20_000 }, { at: 40_000, celsius: 33 }, { at: 50_000 }];
    const shape = lineShape(samples, SHOWN_MS, ...box);
    expect(shape.path).toBe('M0 20H200M400 20H500');
    expect(shape.end).toBeUndefined();
  });

  test('without a sample there is none', () => {
    expect(lineShape([], 0, ...box)).toMatchObject({ path: '' });
  });

  test('the threshold is in view when it is near, and not when it is far', () => {
    expect(lineShape([{ at: 0, celsius: 30 }], 0, ...box).heightOf(33)).toBeTypeOf('number');
    expect(lineShape([{ at: 0, celsius: 22 }], 0, ...box).heightOf(33)).toBeUndefined();
  });

  test('whatever was measured lies within the box, between whole degrees whose middle is whole', () => {
    const celsius = fc.integer({ min: -440, max: 1023 }).map((eighths) => eighths / 8);
    fc.assert(
      fc.property(fc.array(celsius, { minLength: 1, maxLength: 20 }), (seen) => {
        const shape = lineShape(
          seen.map((celsius, at) => ({ at: at * 1_000, celsius })),
          seen.length * 1_000,
          ...box,
        );
        expect(Number.isInteger((shape.from + shape.to) / 2)).toBe(true);
        for (const each of seen) {
          const height = shape.heightOf(each);
          expect(height).toBeGreaterThan(0);
          expect(height).toBeLessThan(40);
        }
      }),
    );
  });
});
