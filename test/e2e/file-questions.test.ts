/** A learner's file that a later release delivers otherwise: theirs stays, they are asked, and nothing is lost. */
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { CONTROLLER_TS } from '#runtime/lab/delivered/controller-ts.ts';
import { violations } from '../kit/axe.ts';
import type { LessonPage, Language } from '../kit/lesson-page.ts';
import { test, type Open } from '../kit/story.ts';

/** axe looks at every element. */
const PATIENCE = 180_000;
const FILE = 'controller.ts';
const WORDS = {
  en: { keep: 'Keep mine', take: 'Take the new one' },
  de: { keep: 'Meine behalten', take: 'Die neue nehmen' },
} as const;

const [FIRST = ''] = CONTROLLER_TS.split('\n');
const NEW = '// Of the next release.';

/** From now on the page is one of a release that delivers another controller.ts. */
async function release(page: Page): Promise<void> {
  await page.route(/_astro\/.*\.js$/, async (route) => {
    const answer = await route.fetch();
    await route.fulfill({ response: answer, body: (await answer.text()).replaceAll(FIRST, NEW) });
  });
}

const questions = (lesson: LessonPage) => lesson.page.locator('.file-questions');
const button = (lesson: LessonPage, which: 'keep' | 'take') =>
  lesson.page.getByRole('button', { name: `${WORDS[lesson.language][which]}: rpi-broker:/home/pi/${FILE}` });

/** Somebody has changed the file, and comes back to the next release. */
const returned = async (open: Open, language: Language = 'en'): Promise<LessonPage> => {
  const lesson = await open({ path: 'sandbox/', language });
  await lesson.type(1, `echo "// mine" > ${FILE}; sed -n 1p ${FILE}`);
  await lesson.shows(1, /^\/\/ mine/m);
  await lesson.page.waitForTimeout(1_000);
  await release(lesson.page);
  await lesson.page.reload();
  await lesson.ready();
  return lesson;
};

test('nothing is asked of who comes for the first time, or comes back to the same release', async ({ open }) => {
  const lesson = await open({ path: 'sandbox/' });
  await lesson.type(1, `echo "// mine" > ${FILE}; sed -n 1p ${FILE}`);
  await lesson.shows(1, /^\/\/ mine/m);
  await lesson.page.waitForTimeout(1_000);
  await lesson.page.reload();
  await lesson.ready();
  await lesson.type(1, `sed -n 1p ${FILE}`);
  await lesson.shows(1, /^\/\/ mine/m);
  expect(await questions(lesson).count()).toBe(0);
});

test('who takes the new one has it, and theirs beside it, and is not asked again', async ({ open }) => {
  const lesson = await returned(open);
  await questions(lesson).waitFor();
  expect(await questions(lesson).innerText()).toContain('.mine');
  await lesson.type(1, `sed -n 1p ${FILE}`);
  await lesson.shows(1, /^\/\/ mine/m);
  await button(lesson, 'take').press('Enter');
  await questions(lesson).waitFor({ state: 'detached' });
  // Where the question stood; not at the top of the page.
  expect(await lesson.page.evaluate(() => document.activeElement?.id)).toBe('text');
  await lesson.type(1, `clear; sed -n 1p ${FILE} ${FILE}.mine`);
  await lesson.shows(1, new RegExp(`^${NEW}$`, 'm'));
  await lesson.type(1, `clear; cat ${FILE}.mine`);
  await lesson.shows(1, /^\/\/ mine$/m);
  await lesson.page.waitForTimeout(1_000);
  await lesson.page.reload();
  await lesson.ready();
  await lesson.type(1, `sed -n 1p ${FILE}`);
  await lesson.shows(1, new RegExp(`^${NEW}$`, 'm'));
  expect(await questions(lesson).count()).toBe(0);
});

test('who keeps theirs keeps it, in German too, and is not asked again', async ({ open }) => {
  const lesson = await returned(open, 'de');
  await button(lesson, 'keep').click();
  await questions(lesson).waitFor({ state: 'detached' });
  await lesson.page.waitForTimeout(1_000);
  await lesson.page.reload();
  await lesson.ready();
  await lesson.type(1, `sed -n 1p ${FILE}`);
  await lesson.shows(1, /^\/\/ mine/m);
  expect(await questions(lesson).count()).toBe(0);
});

test('axe finds nothing in it', { timeout: PATIENCE }, async ({ open }) => {
  const lesson = await returned(open);
  await questions(lesson).waitFor();
  expect(await violations(lesson.page)).toEqual([]);
});

test('it fits a phone', async ({ open }) => {
  const lesson = await returned(open);
  await lesson.page.setViewportSize({ width: 390, height: 844 });
  await button(lesson, 'take').waitFor();
  const overflow = await lesson.page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  expect(overflow).toBeLessThanOrEqual(0);
});
