import { defineConfig } from 'vitest/config';
import { LONG, shared } from './e2e.config.ts';

/** Stories in a real Chromium that take minutes, one at a time. */
export default defineConfig({
  root: new URL('..', import.meta.url).pathname,
  test: { ...shared, include: [...LONG], fileParallelism: false },
});
