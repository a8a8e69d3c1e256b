import { expect, test } from 'vitest';
import type { BusActivity } from '#runtime/lab/boards.ts';
import { markBus, MARKS_KEPT, noMarks } from '../../site/board/bus-ticks.ts';

const bus = (transfers: number, refused: number, acknowledged: boolean): BusActivity => ({
  transfers,
  refused,
  last: { address: 0x48, wrote: Uint8Array.of(0), read: Uint8Array.of(0x16, 0), acknowledged },
});

test('a bus on which nothing has happened has no marks', () => {
  expect(markBus(noMarks, { transfers: 0, refused: 0 })).toBe(noMarks);
});

test('each transaction adds a mark: answered, or refused', () => {
  const first = markBus(noMarks, bus(1, 0, true));
  const second = markBus(first, bus(2, 1, false));
  expect(second.marks).toEqual(['answered', 'refused']);
  expect(markBus(second, bus(2, 1, false))).toBe(second);
});

test('of several at once the last one stands last', () => {
  expect(markBus(noMarks, bus(3, 1, true)).marks).toEqual(['refused', 'answered', 'answered']);
  expect(markBus(noMarks, bus(3, 1, false)).marks).toEqual(['answered', 'answered', 'refused']);
});

test('a sweep over all addresses leaves as many marks as are shown', () => {
  const { marks } = markBus(noMarks, bus(112, 111, false));
  expect(marks).toHaveLength(MARKS_KEPT);
  expect(new Set(marks)).toEqual(new Set(['refused']));
});

test('a lab that has started again begins without marks', () => {
  const before = markBus(noMarks, bus(5, 2, true));
  expect(markBus(before, { transfers: 0, refused: 0 }).marks).toEqual([]);
  expect(markBus(before, bus(1, 0, true)).marks).toEqual(['answered']);
});
