import { defineConfig } from 'vitest/config';

/** These count seconds or messages by the wall's clock: each runs with the machine to itself. */
const BY_THE_CLOCK = ['test/e2e/flood.test.ts', 'test/e2e/load.test.ts'];

/** These take minutes: `npm run test:long` runs them, by `e2e-long.config.ts`. */
export const LONG: readonly string[] = ['test/e2e/demo-2.test.ts', 'test/e2e/program-flood.test.ts'];

/** One browser serves all files of a worker (`test/kit/story.ts`). */
export const shared = { isolate: false, testTimeout: 60_000, hookTimeout: 60_000 };

/** Stories in a real Chromium. Two files at a time: a story waits for its page more than the page computes. */
export default defineConfig({
  root: new URL('..', import.meta.url).pathname,
  test: {
    projects: [
      {
        test: {
          ...shared,
          name: 'stories',
          include: ['test/e2e/**/*.test.ts'],
          exclude: [...BY_THE_CLOCK, ...LONG],
          maxWorkers: 2,
          sequence: { groupOrder: 0 },
        },
      },
      {
        test: {
          ...shared,
          name: 'by the clock',
          include: BY_THE_CLOCK,
          fileParallelism: false,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
