import { ManualClock } from '#runtime/lab/clock.ts';

/** What runs beside a clock: waits until it has nothing left to do at this moment, and says whether it had. */
export interface Beside {
  quiet(): Promise<boolean>;
}

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** A clock for tests: `await clock.advance(1_000)`. */
export const manualClock = (start?: number, beside?: Beside): ManualClock =>
  new ManualClock(
    beside === undefined
      ? turn
      : async () => {
          do await turn();
          while (await beside.quiet());
        },
    start,
  );
