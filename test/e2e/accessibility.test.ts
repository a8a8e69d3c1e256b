/**
 * axe finds nothing, on any page, in any state that a lesson comes into, light and dark, on a wide
 * screen and a phone's. And who asked their system for less motion gets none.
 */
import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startChromium } from '../kit/chromium.ts';
import { LessonPage, type Language } from '../kit/lesson-page.ts';
import { begun, sitePages } from '../kit/site-pages.ts';
import { staticSite, type Site } from '../kit/sites.ts';

const WIDE = { width: 1440, height: 900 };
const PHONE = { width: 390, height: 844 };
const LOOKS = [
  { colorScheme: 'light', viewport: WIDE },
  { colorScheme: 'dark', viewport: WIDE },
  { colorScheme: 'light', viewport: PHONE },
  { colorScheme: 'dark', viewport: PHONE },
] as const;
/** axe looks at every element, in up to eight looks a page. */
const PATIENCE = 180_000;
const LANGUAGES: readonly Language[] = ['en', 'de'];

let browser: Browser;
let site: Site;
beforeAll(async () => {
  [browser, site] = await Promise.all([startChromium(), staticSite()]);
});
afterAll(async () => {
  await browser.close();
  await site.close();
});

/** @returns in words what axe objects to, in every look, and on a phone in each of its views */
async function violations(page: Page): Promise<string[]> {
  const found: string[] = [];
  for (const { colorScheme, viewport } of LOOKS) {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize(viewport);
    const views = page.locator('[data-view-button]:visible');
    const count = await views.count();
    for (let view = 0; view < Math.max(1, count); view++) {
      if (count > 0) await views.nth(view).click();
      const { violations: all, passes } = await new AxeBuilder({ page }).analyze();
      expect(passes.length).toBeGreaterThan(0);
      for (const { id, help, nodes } of all) {
        const where = nodes.map(({ target, failureSummary }) => `${target.join(' ')} (${failureSummary ?? ''})`);
        found.push(`${colorScheme}, ${viewport.width} px, view ${view}: ${id}, ${help}: ${where.join('; ')}`);
      }
    }
    if (count > 0) await views.first().click();
  }
  return found;
}

describe('axe finds nothing', { timeout: PATIENCE }, () => {
  test.each(sitePages())('on /$path as it is first seen', async ({ path }) => {
    const page = await (await browser.newContext()).newPage();
    await page.goto(`${site.url}${path}`, { waitUntil: 'networkidle' });
    await begun(page);
    expect(await violations(page)).toEqual([]);
    await page.context().close();
  });

  test('on the page for addresses without a page', async () => {
    const page = await (await browser.newContext()).newPage();
    await page.goto(`${site.url}404.html`);
    expect(await violations(page)).toEqual([]);
    await page.context().close();
  });

  test.each(LANGUAGES)(
    'in lesson 1, %s, with packets, a mistake and its answer, a hint, a solution',
    async (language) => {
      const lesson = await LessonPage.open(browser, site.url, { language });
      const { page } = lesson;
      await lesson.type(1, 'mosquitto_sub -t piandmore/test');
      await lesson.done('subscribe');
      await lesson.type(2, 'mosquitto_pub -t piandmore/test -m Hello World');
      const step = lesson.step('publish');
      await step.locator('[data-mistake="no-quotes"]').waitFor();
      await step.locator('[data-next-hint]').click();
      await step.locator('[data-show-solution]').click();
      await page
        .getByRole('option', { name: /SUBACK/ })
        .first()
        .click();
      await page.locator('.wb-byte').nth(3).hover();
      await page.locator('.broker-button').click();
      expect(await violations(page)).toEqual([]);
      await lesson.close();
    },
  );

  test.each(LANGUAGES)('in lesson 1, %s, after Hello World, with a question answered wrongly', async (language) => {
    const lesson = await LessonPage.open(browser, site.url, { language });
    await helloWorld(lesson);
    await lesson.step('latecomer').getByRole('radio').first().check();
    await lesson.step('latecomer').locator('[data-mistake="not-everything"]').waitFor();
    await lesson.page.locator('[data-reset]').click();
    expect(await violations(lesson.page)).toEqual([]);
    await lesson.close();
  });
});

async function helloWorld(lesson: LessonPage): Promise<void> {
  await lesson.type(1, 'mosquitto_sub -t piandmore/test');
  await lesson.done('subscribe');
  await lesson.type(2, 'mosquitto_pub -t piandmore/test -m "Hello World"');
  await lesson.shows(1, /^Hello World$/m);
  await lesson.done('publish');
}

describe('motion', () => {
  /** A motion that ends before the next frame is none: nobody sees it. */
  const FRAME_S = 0.016;

  /** Names of what moves, from the first prompt to Hello World. */
  async function whatMoves(reducedMotion: 'reduce' | 'no-preference'): Promise<string[]> {
    const lesson = await LessonPage.open(browser, site.url, { context: { reducedMotion } });
    const moves = await lesson.page.evaluateHandle((frame) => {
      const names = new Set<string>();
      const longest = (seconds: string): number => Math.max(...seconds.split(',').map((one) => Number.parseFloat(one)));
      const note = (event: AnimationEvent | TransitionEvent, name: string, kind: 'animation' | 'transition'): void => {
        const style = getComputedStyle(event.target as Element, event.pseudoElement);
        if (longest(style[`${kind}Duration`]) > frame) names.add(`${kind} ${name}`);
      };
      for (const animation of document.getAnimations()) {
        if (Number(animation.effect?.getComputedTiming().duration) > frame * 1_000)
          names.add(`at first: ${animation.id}`);
      }
      addEventListener('animationstart', (event) => note(event, event.animationName, 'animation'), true);
      addEventListener('transitionrun', (event) => note(event, event.propertyName, 'transition'), true);
      return names;
    }, FRAME_S);
    await helloWorld(lesson);
    const names = await moves.evaluate((all) => [...all]);
    await lesson.close();
    return names;
  }

  test('a packet is seen crossing where motion is welcome', async () => {
    expect(await whatMoves('no-preference')).not.toEqual([]);
  });

  test('nothing moves for those who asked for less', async () => {
    expect(await whatMoves('reduce')).toEqual([]);
  });
});
