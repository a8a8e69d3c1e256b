import { afterEach, expect, test, vi } from 'vitest';
import { WorkerClock } from '#runtime/browser/worker-clock.ts';

afterEach(() => vi.unstubAllGlobals());

test('a timer that the browser fires early waits for the rest of its time', () => {
  let now = 1_000;
  const set: { run: () => void; ms: number }[] = [];
  vi.stubGlobal('performance', { timeOrigin: 0, now: () => now });
  vi.stubGlobal('setTimeout', (run: () => void, ms: number) => set.push({ run, ms }));
  let ran = 0;
  new WorkerClock().timer(500, () => ran++);
  now = 1_499.5;
  set[0]?.run();
  expect(ran).toBe(0);
  expect(set[1]?.ms).toBeCloseTo(0.5);
  now = 1_500;
  set[1]?.run();
  expect(ran).toBe(1);
});
