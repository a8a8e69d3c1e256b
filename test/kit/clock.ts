import { ManualClock } from '#runtime/lab/clock.ts';

/** A clock for tests: `await clock.advance(1_000)`. */
export const manualClock = (start?: number): ManualClock =>
  new ManualClock(() => new Promise((resolve) => setImmediate(resolve)), start);
