import { defineConfig } from 'vitest/config';

/** `npm run golden:real`: the recordings against the tools of this machine. */
export default defineConfig({
  root: new URL('../..', import.meta.url).pathname,
  test: {
    include: ['test/golden/real.run.ts'],
    testTimeout: 600_000,
    hookTimeout: 120_000,
  },
});
