/**
 * What axe objects to on a page, light and dark, on a wide screen and on a phone's in each of its views.
 *
 * By day all rules look. In the dark only those look again that see colours, if nothing else of the page
 * has changed: the others would see what they have seen. Where something has, all look again.
 */
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';

const VIEWPORTS = [
  { width: 1440, height: 900 },
  { width: 390, height: 844 },
];
const COLOUR_RULES = ['color-contrast', 'link-in-text-block'];

/** @returns in words; empty: nothing */
export async function violations(page: Page): Promise<string[]> {
  const found: string[] = [];
  for (const viewport of VIEWPORTS) {
    await page.setViewportSize(viewport);
    const views = page.locator('[data-view-button]:visible');
    const count = await views.count();
    for (let view = 0; view < Math.max(1, count); view++) {
      if (count > 0) await views.nth(view).click();
      const where = `${viewport.width} px, view ${view}`;
      await page.emulateMedia({ colorScheme: 'light' });
      const byDay = await shape(page);
      found.push(...(await run(page, `light, ${where}`)));
      await page.emulateMedia({ colorScheme: 'dark' });
      const isSame = (await shape(page)) === byDay;
      found.push(...(await run(page, `dark, ${where}`, isSame ? COLOUR_RULES : undefined)));
    }
    if (count > 0) await views.first().click();
  }
  return found;
}

async function run(page: Page, look: string, rules?: string[]): Promise<string[]> {
  // Our pages have no frames: axe runs in the page itself, which "legacy" means. And what passes is only counted.
  const axe = new AxeBuilder({ page }).setLegacyMode().options({
    resultTypes: ['violations'],
    ...(rules === undefined ? {} : { runOnly: { type: 'rule', values: rules } }),
  });
  const result = await axe.analyze();
  expect(result.passes.length, `rules that found something to look at, ${look}`).toBeGreaterThan(0);
  return result.violations.map(({ id, help, nodes }) => {
    const where = nodes.map(({ target, failureSummary }) => `${target.join(' ')} (${failureSummary ?? ''})`);
    return `${look}: ${id}, ${help}: ${where.join('; ')}`;
  });
}

/** All of a page but its colours: its elements, what is shown of them, and where. */
const shape = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const places = [...document.querySelectorAll('*')].map((element) => {
      const { x, y, width, height } = element.getBoundingClientRect();
      const { display, visibility } = getComputedStyle(element);
      const pseudo = ['::before', '::after'].map((name) => getComputedStyle(element, name).content);
      return [x, y, width, height, display, visibility, ...pseudo].join(' ');
    });
    return [document.documentElement.outerHTML, ...places].join('\n');
  });
