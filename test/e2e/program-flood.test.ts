/** A program that floods one window slows the others a little, and no more: how long an answer to Enter takes there. */
import { expect } from 'vitest';
import type { LessonPage } from '../kit/lesson-page.ts';
import { test } from '../kit/story.ts';

/** Of the answer of the undisturbed page: a machine on which even that takes long is slow by itself. */
const TIMES = 30;
const AT_LEAST_MS = 2_000;

/** The median of five answers, in milliseconds. */
async function answerMs(lesson: LessonPage, words: readonly string[]): Promise<number> {
  await lesson.terminal(2).locator('.xterm-screen').click();
  const waits: number[] = [];
  for (const word of words) {
    await lesson.page.keyboard.type(`echo ${word}`);
    const began = performance.now();
    await lesson.page.keyboard.press('Enter');
    await lesson.shows(2, new RegExp(`^${word}$`, 'm'), 30_000);
    waits.push(performance.now() - began);
  }
  return waits.toSorted((a, b) => a - b)[Math.floor(waits.length / 2)] ?? Infinity;
}

const FLOODS = [
  { what: 'prints', program: 'for (;;) console.log("y")' },
  { what: 'prints and writes a file', program: 'for (;;) { console.log("y"); fs.writeFileSync("note", "y") }' },
  { what: 'computes', program: 'console.log("y"); for (;;);' },
];

test.for(FLOODS)('while a program $what without end, another window answers', async ({ program }, { open }) => {
  const lesson = await open();
  await lesson.type(2, 'echo ready');
  await lesson.shows(2, /^ready$/m, 20_000);
  const before = await answerMs(lesson, ['one', 'two', 'three', 'four', 'five']);
  await lesson.type(1, `node -e '${program}'`);
  await lesson.shows(1, /^y$/m, 30_000);
  const meanwhile = await answerMs(lesson, ['six', 'seven', 'eight', 'nine', 'ten']);
  expect(meanwhile).toBeLessThan(Math.max(AT_LEAST_MS, TIMES * before));
  await lesson.terminal(1).locator('.xterm-screen').click();
  await lesson.page.keyboard.press('Control+c');
  await lesson.type(1, 'clear; echo over');
  await lesson.shows(1, /^over$/m, 20_000);
});
