/**
 * How long the tasks of a page's main thread are, by two clocks. A person waits by the wall's; but on
 * a machine that others use too, it also counts while the thread stands in line for a processor. The
 * thread's own clock counts what the page itself has cost. A task that is long by its own clock is ours.
 *
 *     wall 58 ms, own 56 ms    the page was busy: a long task
 *     wall 375 ms, own 20 ms   the page had to wait for the machine
 */
import type { CDPSession, Page } from 'playwright-core';

/** What is longer is felt: https://w3c.github.io/longtasks/. */
export const LONG_TASK_MS = 50;

export interface Task {
  /** Milliseconds since the recording began. */
  readonly at: number;
  readonly wallMs: number;
  readonly ownMs: number;
}

/** An event of Chromium's trace, as far as it is read; times in microseconds. */
interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  readonly ts: number;
  readonly dur?: number;
  readonly tdur?: number;
}

const TASK = 'RunTask';
/** Says which of the browser's threads is the page's. */
const MARK = 'recording begins';

/** Records the tasks of one page's main thread. A browser makes one recording at a time. */
export class MainThreadRecording {
  readonly #session: CDPSession;
  readonly #events: TraceEvent[] = [];

  private constructor(session: CDPSession) {
    this.#session = session;
    session.on('Tracing.dataCollected', ({ value }) => {
      for (const event of value as unknown as TraceEvent[]) this.#events.push(event);
    });
  }

  static async start(page: Page): Promise<MainThreadRecording> {
    const session = await page.context().newCDPSession(page);
    const recording = new MainThreadRecording(session);
    await session.send('Tracing.start', {
      transferMode: 'ReportEvents',
      traceConfig: {
        includedCategories: ['disabled-by-default-devtools.timeline', 'blink.user_timing'],
        excludedCategories: ['*'],
      },
    });
    await page.evaluate((mark) => void performance.mark(mark), MARK);
    return recording;
  }

  /** @returns every task since the start. @throws Error when the trace is not what this reads */
  async stop(): Promise<Task[]> {
    const complete = new Promise<void>((resolve) => this.#session.once('Tracing.tracingComplete', () => resolve()));
    await this.#session.send('Tracing.end');
    await complete;
    await this.#session.detach();
    return tasksOf(this.#events);
  }
}

function tasksOf(events: readonly TraceEvent[]): Task[] {
  const mark = events.find(({ name }) => name === MARK);
  if (mark === undefined) throw new Error(`the trace lacks the page's mark "${MARK}"`);
  // "X" is a complete event; one that lasts when the recording stops has no end, and no length.
  const tasks = events.filter(
    ({ name, ph, pid, tid }) => name === TASK && ph === 'X' && pid === mark.pid && tid === mark.tid,
  );
  if (tasks.length === 0) throw new Error(`the trace lacks ${TASK} of the page's main thread`);
  return tasks.map(({ ts, dur, tdur }) => {
    if (dur === undefined || tdur === undefined) throw new Error('the trace lacks thread time');
    return { at: (ts - mark.ts) / 1_000, wallMs: dur / 1_000, ownMs: tdur / 1_000 };
  });
}
