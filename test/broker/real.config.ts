import { defineConfig } from 'vitest/config';

export default defineConfig({
  root: new URL('../..', import.meta.url).pathname,
  test: { include: ['test/broker/real.run.ts'], testTimeout: 3_000, hookTimeout: 3_000 },
});
