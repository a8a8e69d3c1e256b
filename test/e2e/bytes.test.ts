/** Pointing at a byte says what it means; pointing at a field lights its bytes. */
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startChromium } from '../kit/chromium.ts';
import { LessonPage } from '../kit/lesson-page.ts';
import { staticSite, type Site } from '../kit/sites.ts';

let browser: Browser;
let site: Site;
beforeAll(async () => {
  [browser, site] = await Promise.all([startChromium(), staticSite()]);
});
afterAll(async () => {
  await browser.close();
  await site.close();
});

test.each([
  ['en', 'payload', 'type and flags', /Bytes: 11\./],
  ['de', 'Nutzdaten', 'Typ und Flags', /Bytes: 11\./],
] as const)('in %s, byte by byte', async (language, payload, typeAndFlags, said) => {
  const lesson = await LessonPage.open(browser, site.url, { language });
  await lesson.type(2, 'mosquitto_pub -t piandmore/test -m "Hello World"');
  const packet = lesson.page.getByRole('option', { name: /PUBLISH/ }).first();
  await packet.click();

  const bytes = lesson.page.locator('.wb-hex [role=option]');
  expect(await bytes.count()).toBe(29);
  await bytes.nth(20).hover();
  const sentence = lesson.page.locator('.wb-bytes-said').last();
  await expect.poll(() => sentence.innerText()).toMatch(said);
  expect(await bytes.nth(20).getAttribute('aria-label')).toContain(payload);
  expect(await lesson.page.locator('.wb-hex [aria-selected=true]').count()).toBe(11);

  await lesson.page.locator('.wb-fields').getByText(typeAndFlags).hover();
  await expect.poll(() => bytes.first().getAttribute('aria-selected')).toBe('true');
  expect(await lesson.page.locator('.wb-hex [aria-selected=true]').count()).toBe(1);
  expect(lesson.errors).toEqual([]);
  await lesson.close();
});
