/**
 * A loop that publishes as fast as it can, and a subscriber that prints it all: the page stays quick
 * to the hand all the while, and Ctrl-C is heard at once.
 */
import type { JSHandle } from 'playwright-core';
import { expect } from 'vitest';
import type { LessonPage } from '../kit/lesson-page.ts';
import { LONG_TASK_MS, MainThreadRecording, type Task } from '../kit/main-thread.ts';
import { test } from '../kit/story.ts';

const flood = 'while true; do mosquitto_pub -t a -m x; done';
const FLOOD_MS = 3_500;
/** From the key to the prompt. */
const PROMPT_MS = 1_000;

const told = (tasks: readonly Task[]): string[] =>
  tasks.map(({ at, wallMs, ownMs }) => `at ${at.toFixed(0)} ms: own ${ownMs.toFixed(0)}, wall ${wallMs.toFixed(0)}`);

test.for([
  ['in the page', false],
  ['in the server', true],
] as const)(
  `a flood of messages, with the broker %s: no task of the main thread over ${LONG_TASK_MS} ms, and Ctrl-C brings the prompt back within a second`,
  async ([, isServed], { site, served, open }) => {
    const lesson = await open({ url: (isServed ? served : site).url });
    await lesson.type(1, 'mosquitto_sub -t a');
    const recording = await MainThreadRecording.start(lesson.page);
    await lesson.type(2, flood);
    await lesson.shows(1, /^x$/m);
    // Nothing to wait for: this is how long it floods.
    await lesson.page.waitForTimeout(FLOOD_MS);
    const back = await promptAfterCtrlC(lesson);
    await lesson.page.keyboard.press('Control+c');
    const ms = await back.evaluate(({ ms }) => ms);
    const tasks = await recording.stop();

    const packets = Number(
      /^[\d,]+/.exec(await lesson.page.locator('.wb-wire-totals').innerText())?.[0].replaceAll(',', ''),
    );
    expect(packets, 'packets of the flood').toBeGreaterThan(100);
    expect(told(tasks.filter(({ ownMs }) => ownMs > LONG_TASK_MS))).toEqual([]);
    expect(ms, 'milliseconds until the prompt').toBeLessThan(PROMPT_MS);

    // The shell is as it was, and nothing of the loop goes on.
    await lesson.type(2, 'echo still here');
    await lesson.shows(2, /^still here$/m);
  },
);

/** Measured in the page, from the key to the row on the screen: what this test itself costs is left out. */
function promptAfterCtrlC(lesson: LessonPage): Promise<JSHandle<{ ms: Promise<number> }>> {
  return lesson.terminal(2).evaluateHandle((panel) => {
    const rows = panel.querySelector('.xterm-rows');
    if (rows === null) throw new Error('no rows in the terminal');
    const lines = (): string[] => [...rows.children].map(({ textContent }) => textContent.trimEnd()).filter(Boolean);
    const ms = new Promise<number>((resolve) => {
      addEventListener(
        'keydown',
        function pressed({ key, ctrlKey, timeStamp }) {
          if (key !== 'c' || !ctrlKey) return;
          removeEventListener('keydown', pressed, true);
          const look = (): void => {
            const [before = '', last = ''] = lines().slice(-2);
            if (before.endsWith('^C') && last.endsWith('$')) resolve(performance.now() - timeStamp);
            else requestAnimationFrame(look);
          };
          look();
        },
        true,
      );
    });
    return { ms };
  });
}
