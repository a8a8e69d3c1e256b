import fc from 'fast-check';
import { expect, test } from 'vitest';
import { revealRow, rowsInView } from '../../site/workbench/wire/virtual-rows.ts';

test('an empty list has no rows in view', () => {
  const { first, last } = rowsInView({ first: 0, next: 0 }, { top: 0, height: 280, row: 28 });
  expect(first).toBeGreaterThan(last);
});

test('every row that is in view is drawn, and few that are not', () => {
  fc.assert(
    fc.property(
      fc.nat(60_000),
      fc.nat(50_000),
      fc.nat(2_000_000),
      fc.integer({ min: 1, max: 900 }),
      (old, count, top, height) => {
        const list = { first: old, next: old + count };
        const view = rowsInView(list, { top, height, row: 28 });
        const seenFirst = list.first + Math.floor(top / 28);
        const seenLast = Math.min(list.next - 1, list.first + Math.floor((top + height) / 28));
        if (seenFirst <= seenLast) {
          expect(view.first).toBeLessThanOrEqual(seenFirst);
          expect(view.last).toBeGreaterThanOrEqual(seenLast);
        }
        expect(view.first).toBeGreaterThanOrEqual(list.first);
        expect(view.last).toBeLessThan(list.next === list.first ? list.first + 1 : list.next);
        expect(view.last - view.first).toBeLessThan(height / 28 + 15);
      },
    ),
  );
});

const view = { top: 280, height: 300, row: 28, covered: 40 };

test('a row in view is left where it is', () => {
  expect(revealRow(12, view)).toBe(280);
});

test('a row above comes to the top, one below to the bottom', () => {
  expect(revealRow(3, view)).toBe(84);
  expect(revealRow(40, view)).toBe(41 * 28 - 260);
});
