/** How far a program may be ahead of its Pi. */
import { expect, it } from 'vitest';
import { DEED, Pace } from '#runtime/runner/inside/pace.ts';

/** A clock that each look at it moves by a tenth of a millisecond: what waits, looks. */
const paced = () => {
  let looks = 0;
  const pace = new Pace(() => looks++ / 10);
  return { pace, waitedMs: () => looks / 10 };
};

it('a short program never waits', () => {
  const { pace, waitedMs } = paced();
  for (let message = 0; message < 1_500; message++) pace.wait(10);
  // Two looks each, and no more.
  expect(waitedMs()).toBeLessThanOrEqual(300 + 1);
});

it.each([
  ['messages', 0, 1, 4],
  ['deeds', 0, DEED, 1],
  ['large messages', 64 * 1024, 1, 0.24],
])('%s without end are held back to what the Pi takes', (_, bytes, cost, aMs) => {
  const { pace, waitedMs } = paced();
  const count = 20_000;
  for (let message = 0; message < count; message++) pace.wait(bytes, cost);
  expect(count / waitedMs()).toBeGreaterThan(aMs * 0.9);
  expect(count / waitedMs()).toBeLessThan(aMs * 1.2);
});
