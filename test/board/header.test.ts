import fc from 'fast-check';
import { expect, test } from 'vitest';
import { outputPins, pinOf, placeOfPin } from '../../site/board/header.ts';

test.each([
  [2, 3, 'SDA'],
  [3, 5, 'SCL'],
  [17, 11, 'red LED'],
  [27, 13, 'yellow LED'],
  [22, 15, 'green LED'],
  [14, 8, 'TXD'],
  [21, 40, 'the last pin'],
])('GPIO %i is on pin %i (%s)', (line, pin) => {
  expect(pinOf(line)).toBe(pin);
});

test('lines that lead to no pin have none', () => {
  expect([28, 53, -1].map(pinOf)).toEqual([undefined, undefined, undefined]);
});

test('28 lines are on 28 pins; no ground and no supply is among them', () => {
  const pins = Array.from({ length: 28 }, (_, line) => pinOf(line));
  expect(new Set(pins).size).toBe(28);
  for (const supply of [1, 2, 4, 6, 9, 14, 17, 20, 25, 30, 34, 39]) expect(pins).not.toContain(supply);
});

test('odd pins are in the inner row, each beside the even one that follows it', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 19 }), (column) => {
      expect(placeOfPin(2 * column + 1)).toEqual({ column, row: 'inner' });
      expect(placeOfPin(2 * column + 2)).toEqual({ column, row: 'outer' });
    }),
  );
});

test('of the lines those that are outputs, and lead to a pin, show a level', () => {
  const pins = outputPins([
    { offset: 17, direction: 'out', level: 1 },
    { offset: 22, direction: 'out', level: 0 },
    { offset: 27, direction: 'in', level: 1 },
    { offset: 47, direction: 'out', level: 1 },
  ]);
  expect([...pins]).toEqual([
    [11, 1],
    [15, 0],
  ]);
});
