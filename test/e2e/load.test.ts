/**
 * Twenty thousand messages a second through the lab's broker, in the page: every packet of them passes
 * the virtual LAN, its tap and the event log, and the wire is drawn all the while. The page does not
 * notice.
 */
import { expect } from 'vitest';
import { keepLabWorker, runLoad } from '../kit/load-program.ts';
import { LONG_TASK_MS, MainThreadRecording } from '../kit/main-thread.ts';
import { test } from '../kit/story.ts';

const RATE = 20_000;
const SECONDS = 5;

test(`${RATE} messages a second through the broker in the page: all come, and no task of the main thread is over ${LONG_TASK_MS} ms`, async ({
  open,
}) => {
  const lesson = await open({ before: keepLabWorker });
  const recording = await MainThreadRecording.start(lesson.page);
  const report = await runLoad(lesson.page, { rate: RATE, messages: RATE * SECONDS });
  const tasks = await recording.stop();
  expect(report).toMatchObject({ received: RATE * SECONDS, inOrder: true });
  // A machine that does other things too may let it fall behind; then it catches up.
  expect(report.best, 'messages of the best second').toBeGreaterThanOrEqual(0.95 * RATE);
  const long = tasks.filter(({ ownMs }) => ownMs > LONG_TASK_MS);
  expect(long.map(({ at, ownMs }) => `at ${at.toFixed(0)} ms: ${ownMs.toFixed(0)} ms`)).toEqual([]);
});
