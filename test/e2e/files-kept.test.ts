/** The Pis' files are the learner's: they survive a reload, one window keeps them, and they can be given up. */
import { expect } from 'vitest';
import { LessonPage } from '../kit/lesson-page.ts';
import { test } from '../kit/story.ts';

const elsewhere = (lesson: LessonPage) => lesson.page.locator('[data-files-elsewhere]');

/** Another window of the same browser. */
const another = async ({ page: first }: LessonPage): Promise<LessonPage> => {
  const page = await first.context().newPage();
  await page.goto(first.url());
  return LessonPage.of(page);
};

/** Files are kept within a second after the command that wrote them. */
async function kept(lesson: LessonPage, line: string): Promise<void> {
  await lesson.type(1, line);
  await lesson.shows(1, /> note\n.*\$$/);
  await lesson.page.waitForTimeout(1_000);
}

test('a file is there after a reload, with its mode and its time, and the page without a word', async ({ open }) => {
  const lesson = await open({ path: 'sandbox/' });
  await lesson.type(1, 'echo mine > note; chmod 600 note; ls -l note');
  await lesson.shows(1, /-rw------- 1 pi +pi +5 .* note/);
  const listed = /-rw-------.*note/.exec(await lesson.screen(1))?.[0];
  await lesson.page.waitForTimeout(1_000);
  await lesson.page.reload();
  await lesson.ready();
  await lesson.type(1, 'ls -l note; cat note');
  await lesson.shows(1, /mine/);
  expect(await lesson.screen(1)).toContain(listed);
  expect(await elsewhere(lesson).isVisible()).toBe(false);
});

test('so it is on a served page that is no secure context', async ({ served, open }) => {
  const lesson = await open({ url: served.insecureUrl, path: 'sandbox/' });
  expect(await lesson.page.evaluate(() => isSecureContext)).toBe(false);
  await kept(lesson, 'echo mine > note');
  await lesson.page.reload();
  await lesson.ready();
  await lesson.type(1, 'cat note');
  await lesson.shows(1, /^mine/m);
});

test('fresh Pis are as delivered, also after the next reload', async ({ open }) => {
  const lesson = await open({ path: 'sandbox/' });
  await kept(lesson, 'echo mine > note');
  await lesson.page.locator('[data-reset]').click();
  await lesson.page.locator('[data-reset-yes]').click();
  await lesson.page.reload();
  await lesson.ready();
  await lesson.type(1, 'cat note');
  await lesson.shows(1, /cat: note: No such file/);
});

test('a second window gets a copy, is told so, and can take over', async ({ open }) => {
  const first = await open({ path: 'sandbox/' });
  await kept(first, 'echo first > note');
  const second = await another(first);
  await second.ready();
  await elsewhere(second).waitFor({ state: 'visible' });
  expect(await elsewhere(first).isVisible()).toBe(false);
  await second.type(1, 'cat note; echo second > note');
  await second.shows(1, /^first/m);
  await second.page.locator('[data-keep-here]').click();
  await elsewhere(second).waitFor({ state: 'hidden' });
  await elsewhere(first).waitFor({ state: 'visible' });
  await kept(first, 'echo lost > note');
  await first.page.close();
  await second.page.reload();
  await second.ready();
  await second.type(1, 'cat note');
  await second.shows(1, /^second/m);
  await second.close();
});

test('a browser without a store says that nothing is kept, and all else works', async ({ open }) => {
  const lesson = await open({
    path: 'sandbox/',
    // The lab is in a worker, which no script of a test reaches: its script is given one line more.
    before: async (page) => {
      await page.route(/lab\.worker.*\.js/, async (route) => {
        const answer = await route.fetch();
        const refuse = "indexedDB.open = () => { throw new Error('no storage in this window'); };\n";
        await route.fulfill({ response: answer, body: refuse + (await answer.text()) });
      });
    },
  });
  const note = lesson.page.locator('[data-files-unkept]');
  await note.waitFor({ state: 'visible' });
  expect(await note.innerText()).toContain('no storage in this window');
  await lesson.type(1, 'echo works');
  await lesson.shows(1, /^works/m);
});
