import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Ring } from '../../site/workbench/wire/ring.ts';

const numbers = (from: number, count: number): number[] => Array.from({ length: count }, (_, index) => from + index);

test('an empty ring has nothing at any number', () => {
  const ring = Ring.empty<number>(10);
  expect([ring.length, ring.at(0), ring.at(-1)]).toEqual([0, undefined, undefined]);
});

test('entries keep their numbers, however they were handed over', () => {
  fc.assert(
    fc.property(fc.array(fc.nat({ max: 1_700 }), { maxLength: 8 }), (batches) => {
      let ring = Ring.empty<number>(100_000);
      for (const batch of batches) ring = ring.append(numbers(ring.next, batch));
      expect(ring.length).toBe(batches.reduce((sum, batch) => sum + batch, 0));
      for (let number = 0; number < ring.next; number += 37) expect(ring.at(number)).toBe(number);
      expect(ring.at(ring.next)).toBeUndefined();
    }),
    { numRuns: 40 },
  );
});

test('never fewer than the limit are kept, and less than one run more', () => {
  let ring = Ring.empty<number>(2_000);
  for (let batch = 0; batch < 60; batch += 1) {
    ring = ring.append(numbers(ring.next, 130));
    expect(ring.length).toBeLessThan(2_500);
    if (ring.next >= 2_000) expect(ring.length).toBeGreaterThanOrEqual(2_000);
    expect(ring.at(ring.first)).toBe(ring.first);
    expect(ring.at(ring.first - 1)).toBeUndefined();
  }
});

test('a batch larger than the limit leaves its end', () => {
  const ring = Ring.empty<number>(500).append(numbers(0, 5_000));
  expect(ring.at(4_999)).toBe(4_999);
  expect(ring.length).toBe(500);
});

test('an earlier version stays as it was', () => {
  const before = Ring.empty<number>(600).append(numbers(0, 550));
  const after = before.append(numbers(550, 2_000));
  expect([before.length, before.at(0), before.at(550)]).toEqual([550, 0, undefined]);
  expect(after.at(2_549)).toBe(2_549);
});
