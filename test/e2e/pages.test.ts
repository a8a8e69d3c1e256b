/**
 * What holds for every page, on a static host below a sub-path: nothing fails, nothing comes from
 * elsewhere, it fits its window, its links lead somewhere. And what a lesson may weigh.
 */
import type { Page } from 'playwright-core';
import { describe, expect } from 'vitest';
import { fetchedScripts, SCRIPT_LIMIT, sumOf } from '../bench/fetched-scripts.ts';
import { plainFileServer } from '../kit/plain-file-server.ts';
import { begun, sitePages } from '../kit/site-pages.ts';
import { builtSite } from '../kit/sites.ts';
import { test as story } from '../kit/story.ts';

const WIDTHS = [390, 1024, 1440];

/** One browser context for all that only looks: what one page has fetched the next one has. */
const test = story.extend('visitor', { scope: 'file' }, async ({ browser }, { onCleanup }) => {
  const visitor = await browser.newContext();
  onCleanup(() => visitor.close());
  return visitor;
});

/** What a page does wrong, in words, as it comes. */
function troublesOf(page: Page, host: string): string[] {
  const troubles: string[] = [];
  page.on('pageerror', ({ message }) => troubles.push(`error: ${message}`));
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) troubles.push(`console: ${message.text()}`);
  });
  page.on('request', (request) => {
    const url = new URL(request.url());
    if (url.protocol !== 'data:' && url.host !== host) troubles.push(`asks another host: ${url.href}`);
  });
  page.on('websocket', (socket) => {
    if (new URL(socket.url()).host !== host) troubles.push(`asks another host: ${socket.url()}`);
  });
  page.on('requestfailed', (request) => troubles.push(`failed: ${request.url()}, ${request.failure()?.errorText}`));
  page.on('response', (response) => {
    if (response.status() >= 400) troubles.push(`${response.status()}: ${response.url()}`);
  });
  return troubles;
}

const overflow = (page: Page): Promise<number> =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

/** Addresses of links, as the page has them once its scripts have run. */
const links = (page: Page): Promise<string[]> =>
  page.locator('a[href]').evaluateAll((all) => (all as HTMLAnchorElement[]).map(({ href }) => href));

/** @returns what is wrong with a link, or nothing */
async function whatIsWrongWith(href: string, host: string): Promise<string | undefined> {
  const url = new URL(href);
  // Another's page may be gone tomorrow: that is no fault that this test could find.
  if (url.host !== host) return url.protocol === 'https:' ? undefined : `${href}: no https`;
  const response = await fetch(url);
  const html = await response.text();
  if (!response.ok) return `${href}: ${response.status}`;
  const target = decodeURIComponent(url.hash.slice(1));
  return target === '' || html.includes(`id="${target}"`) ? undefined : `${href}: no such place in that page`;
}

async function brokenLinks(page: Page): Promise<string[]> {
  const { host } = new URL(page.url());
  const all = [...new Set(await links(page))];
  expect(all.length).toBeGreaterThan(0);
  return (await Promise.all(all.map((href) => whatIsWrongWith(href, host)))).filter((wrong) => wrong !== undefined);
}

describe.each(sitePages())('/$path', ({ path, language }) => {
  test('is in its language, without an error, a failed request or one to another host, and leads nowhere wrong', async ({
    browser,
    site,
  }) => {
    const context = await browser.newContext();
    const page = await context.newPage();
    const troubles = troublesOf(page, new URL(site.url).host);
    await page.goto(`${site.url}${path}`, { waitUntil: 'networkidle' });
    await begun(page);
    expect(await page.locator('html').getAttribute('lang')).toBe(language);
    expect(await page.title()).not.toBe('');
    expect(await brokenLinks(page)).toEqual([]);
    expect(troubles).toEqual([]);
    await context.close();
  });

  test.for(WIDTHS)('fits a window of %i px', async (width, { visitor, site }) => {
    const page = await visitor.newPage();
    await page.setViewportSize({ width, height: 800 });
    await page.goto(`${site.url}${path}`);
    await begun(page);
    expect(await overflow(page)).toBe(0);
    await page.close();
  });
});

describe('an address without a page', () => {
  test.for(['lessons/99-of-beer/', 'de/lessons/99-of-beer/'])(
    '%s on a static host below a sub-path: both languages, and the way home',
    async (path, { visitor }) => {
      const host = await plainFileServer(builtSite, '/courses/mqtt/', '404.html');
      const page = await visitor.newPage();
      const troubles = troublesOf(page, new URL(host.url).host);
      const response = await page.goto(`${host.url}${path}`);
      expect(response?.status()).toBe(404);
      await page.getByRole('heading', { name: 'There is no such page' }).waitFor();
      expect(await page.locator('section[lang=de] h2').innerText()).not.toBe('');
      expect((await links(page)).sort()).toEqual([host.url, `${host.url}de/`]);
      for (const width of WIDTHS) {
        await page.setViewportSize({ width, height: 800 });
        expect(await overflow(page)).toBe(0);
      }
      // A browser reports the missing page itself, and nothing else.
      expect(troubles.filter((trouble) => !trouble.includes('404'))).toEqual([]);
      await page.close();
      host.close();
    },
  );

  test('on our server: the same page, and its links lead to pages', async ({ visitor, served }) => {
    const page = await visitor.newPage();
    const response = await page.goto(`${served.url}no/such/page`);
    expect(response?.status()).toBe(404);
    await page.getByRole('heading', { name: 'There is no such page' }).waitFor();
    expect(await brokenLinks(page)).toEqual([]);
    await page.close();
  });
});

describe('a lesson that a server brings', () => {
  test('has no error, no failed request and asks no other host, its seat included', async ({ browser, served }) => {
    const page = await browser.newPage();
    const troubles = troublesOf(page, new URL(served.url).host);
    await page.goto(`${served.url}lessons/01-hello-world/`, { waitUntil: 'networkidle' });
    await begun(page);
    expect(await brokenLinks(page)).toEqual([]);
    expect(troubles).toEqual([]);
    await page.close();
  });
});

describe(`script before the first keystroke in a lesson: at most ${SCRIPT_LIMIT / 1_000} kB gzip`, () => {
  test.for([
    ['the page', 'en'],
    ['the page', 'de'],
    ['the server', 'en'],
    ['the server', 'de'],
  ] as const)('with the broker in %s, %s', async ([place, language], { browser, site, served }) => {
    const scripts = await fetchedScripts(browser, (place === 'the page' ? site : served).url, language);
    const names = scripts.map(({ name }) => name);
    // What would be forgotten first, if the count were wrong.
    expect(names).toContainEqual(expect.stringMatching(/^lab\.worker/));
    expect(names).toContainEqual(expect.stringMatching(/^xterm/));
    expect(names).toContainEqual(expect.stringMatching(/^lesson-/));
    expect(sumOf(scripts)).toBeLessThanOrEqual(SCRIPT_LIMIT);
  });
});
