/**
 * The main story: a learner types the talk's Hello World, reads it in the other terminal, and each step
 * ticks itself off because of what went over the wire. By key events, wherever the broker is, with and
 * without a secure context, in both languages.
 */
import { describe, expect } from 'vitest';
import type { LessonPage } from '../kit/lesson-page.ts';
import { test } from '../kit/story.ts';

const subscribe = 'mosquitto_sub -h 127.0.0.1 -t piandmore/test';
const publish = 'mosquitto_pub -h 127.0.0.1 -t piandmore/test -m "Hello World"';

async function tellTheStory(lesson: LessonPage): Promise<void> {
  await lesson.type(1, subscribe);
  await lesson.done('subscribe');
  await lesson.type(2, publish);
  await lesson.shows(1, /^Hello World$/m);
  await lesson.done('publish');

  // Who comes late: the answer first, then the experiment.
  await lesson.step('latecomer').getByRole('radio').nth(2).check();
  await lesson.type(2, publish);
  await lesson.type(2, subscribe);
  await lesson.done('latecomer');
  await lesson.page.keyboard.press('Control+c');

  await lesson.step('letter-for-letter').getByRole('radio').nth(1).check();
  await lesson.type(2, 'mosquitto_pub -h 127.0.0.1 -t PiAndMore/Test -m "Hello World"');
  await lesson.done('letter-for-letter');
}

describe.each([
  ['in the page, on a static host below a sub-path', false],
  ['in the server', true],
] as const)('with the broker %s', (_, isServed) => {
  test.for([
    ['en', 'a secure context', 'url', true],
    ['de', 'a secure context', 'url', true],
    ['en', 'a page over http in the room', 'insecureUrl', false],
    ['de', 'a page over http in the room', 'insecureUrl', false],
  ] as const)('lesson 1 in %s, %s', async ([language, , url, secure], { site, served, open }) => {
    const lesson = await open({ url: (isServed ? served : site)[url], language });
    expect(await lesson.page.evaluate(() => isSecureContext)).toBe(secure);
    await tellTheStory(lesson);
    expect(await lesson.screen(2)).not.toContain('Error');
  });
});
