/**
 * axe finds nothing, on any page, in any state that a lesson comes into, light and dark, on a wide
 * screen and a phone's. And who asked their system for less motion gets none.
 */
import { describe, expect } from 'vitest';
import { violations } from '../kit/axe.ts';
import type { Language, LessonPage } from '../kit/lesson-page.ts';
import { begun, sitePages } from '../kit/site-pages.ts';
import { test, type Open } from '../kit/story.ts';

/** axe looks at every element, in up to eight looks a page. */
const PATIENCE = 180_000;
const LANGUAGES: readonly Language[] = ['en', 'de'];

describe('axe finds nothing', { timeout: PATIENCE }, () => {
  test.for(sitePages())('on /$path as it is first seen', async ({ path }, { browser, site }) => {
    const page = await (await browser.newContext()).newPage();
    await page.goto(`${site.url}${path}`, { waitUntil: 'networkidle' });
    await begun(page);
    expect(await violations(page)).toEqual([]);
    await page.context().close();
  });

  test('on the page for addresses without a page', async ({ browser, site }) => {
    const page = await (await browser.newContext()).newPage();
    await page.goto(`${site.url}404.html`);
    expect(await violations(page)).toEqual([]);
    await page.context().close();
  });

  test.for(LANGUAGES)(
    'in lesson 1, %s, with packets, a mistake and its answer, a hint, a solution',
    async (language, { open }) => {
      const lesson = await open({ language });
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
    },
  );

  test.for(LANGUAGES)(
    'in lesson 1, %s, after Hello World, with a question answered wrongly',
    async (language, { open }) => {
      const lesson = await open({ language });
      await helloWorld(lesson);
      await lesson.step('latecomer').getByRole('radio').first().check();
      await lesson.step('latecomer').locator('[data-mistake="not-everything"]').waitFor();
      await lesson.page.locator('[data-reset]').click();
      expect(await violations(lesson.page)).toEqual([]);
    },
  );
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
  async function whatMoves(open: Open, reducedMotion: 'reduce' | 'no-preference'): Promise<string[]> {
    const lesson = await open({ context: { reducedMotion } });
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
    return moves.evaluate((all) => [...all]);
  }

  test('a packet is seen crossing where motion is welcome', async ({ open }) => {
    expect(await whatMoves(open, 'no-preference')).not.toEqual([]);
  });

  test('nothing moves for those who asked for less', async ({ open }) => {
    expect(await whatMoves(open, 'reduce')).toEqual([]);
  });
});
