/**
 * What stories in Chromium stand on. A test names what it needs, and gets it ready:
 *
 *     test('…', async ({ open }) => { const lesson = await open(); … })
 *
 * `browser` lives as long as the worker that runs the files, `site` and `served` as long as one file,
 * and whatever `open` opened ends with its test: then no page may have had an error.
 */
import { expect, test as bare } from 'vitest';
import { startChromium } from './chromium.ts';
import { LessonPage } from './lesson-page.ts';
import { promptOf } from './prompt.ts';
import { servedSite, staticSite } from './sites.ts';

export interface OpenOptions extends NonNullable<Parameters<typeof LessonPage.open>[2]> {
  /** Address of the home page; absent: the static site. */
  readonly url?: string;
  /** For stories in which the page has to report an error: it is not held against it. */
  readonly mayFail?: boolean;
}

/** Opens a lesson or the sandbox in a browser context of its own. */
export type Open = (options?: OpenOptions) => Promise<LessonPage>;

export const test = bare
  .extend('browser', { scope: 'worker' }, async ({}, { onCleanup }) => {
    const browser = await startChromium();
    onCleanup(() => browser.close());
    return browser;
  })
  /** On any static host: the broker lives in the page. */
  .extend('site', { scope: 'file' }, async ({}, { onCleanup }) => {
    const site = await staticSite();
    onCleanup(() => site.close());
    return site;
  })
  /** By the server, whose broker real clients reach too. */
  .extend('served', { scope: 'file' }, async ({}, { onCleanup }) => {
    const site = await servedSite();
    onCleanup(() => site.close());
    return site;
  })
  .extend('open', async ({ browser, site }, { onCleanup }): Promise<Open> => {
    const opened: { lesson: LessonPage; mayFail: boolean }[] = [];
    onCleanup(async () => {
      await Promise.all(opened.map(({ lesson }) => lesson.close()));
      expect(opened.flatMap(({ lesson, mayFail }) => (mayFail ? [] : lesson.errors))).toEqual([]);
    });
    return async ({ url = site.url, mayFail = false, ...options } = {}) => {
      const lesson = await LessonPage.open(browser, url, options);
      opened.push({ lesson, mayFail });
      return lesson;
    };
  })
  /** Lesson 1, with the focus in its first terminal. */
  .extend('prompt', async ({ open }) => promptOf(await open()));
