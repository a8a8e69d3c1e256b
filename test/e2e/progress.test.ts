/** What a learner has done is theirs: it survives a reload, can be taken along, and can be given up. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect } from 'vitest';
import type { LessonPage } from '../kit/lesson-page.ts';
import { test } from '../kit/story.ts';

const folder = mkdtempSync(join(tmpdir(), 'kleber-progress-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const firstStep = async (lesson: LessonPage): Promise<void> => {
  await lesson.type(1, 'mosquitto_sub -t piandmore/test');
  await lesson.done('subscribe');
};

test('a reload keeps the steps that are done, and the lab is fresh', async ({ open }) => {
  const lesson = await open();
  await firstStep(lesson);
  await lesson.page.reload();
  await lesson.ready();
  await lesson.done('subscribe');
  expect(await lesson.screen(1)).not.toContain('mosquitto_sub');
});

test('starting afresh gives the lesson as it was at first, screens included', async ({ open }) => {
  const lesson = await open();
  await firstStep(lesson);
  lesson.page.on('dialog', (dialog) => void dialog.accept());
  await lesson.page.getByRole('button', { name: /afresh/ }).click();
  const confirm = lesson.page.getByRole('button', { name: /^(yes|start afresh)/i });
  if (await confirm.count()) await confirm.first().click();
  await lesson.page.locator('#subscribe:not([data-status="done"])').waitFor({ state: 'attached' });
  await lesson.shows(1, /\$$/);
  expect(await lesson.screen(1)).not.toContain('mosquitto_sub');
  await firstStep(lesson);
});

test('progress goes to another browser as a file', async ({ browser, site, open }) => {
  const lesson = await open();
  await firstStep(lesson);
  await lesson.page.goto(site.url);
  const download = lesson.page.waitForEvent('download');
  await lesson.page.getByRole('button', { name: /export|save/i }).click();
  const file = join(folder, 'progress.json');
  await (await download).saveAs(file);
  expect(() => JSON.parse(readFileSync(file, 'utf8')) as unknown).not.toThrow();
  await lesson.close();

  const other = await (await browser.newContext()).newPage();
  await other.goto(site.url);
  await other.locator('input[type=file]').setInputFiles(file);
  // The page reads the file after the choice; who leaves earlier brings nothing.
  await other.getByText('Read: 1 step more.').waitFor();
  await other.goto(`${site.url}lessons/01-hello-world/`);
  await other.locator('#subscribe[data-status="done"]').waitFor({ state: 'attached' });
  await other.context().close();
});

test('a file that is none of ours is refused in words, and nothing is lost', async ({ site, open }) => {
  const lesson = await open();
  await firstStep(lesson);
  await lesson.page.goto(site.url);
  const file = join(folder, 'other.json');
  writeFileSync(file, '{"hello": "world"}');
  await lesson.page.locator('input[type=file]').setInputFiles(file);
  await lesson.page
    .getByText(/other\.json|not.*progress|no.*progress/i)
    .first()
    .waitFor();
  await lesson.page.goto(`${site.url}lessons/01-hello-world/`);
  await lesson.done('subscribe');
});
