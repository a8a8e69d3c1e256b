/** What reaches the shell of all that can be typed: keys, text without keys, text that is pasted. */
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { startChromium } from '../kit/chromium.ts';
import { LessonPage } from '../kit/lesson-page.ts';
import { staticSite, type Site } from '../kit/sites.ts';

let browser: Browser;
let site: Site;
let lesson: LessonPage;
beforeAll(async () => {
  [browser, site] = await Promise.all([startChromium(), staticSite()]);
});
afterAll(async () => {
  await browser.close();
  await site.close();
});
beforeEach(async () => {
  lesson = await LessonPage.open(browser, site.url);
  await lesson.terminal(1).locator('.xterm-screen').click();
});
afterEach(async () => {
  expect(lesson.errors).toEqual([]);
  await lesson.close();
});

test('every printable key of the keyboard arrives once', async () => {
  const printable = Array.from({ length: 94 }, (_, i) => String.fromCharCode(33 + i)).join('');
  await lesson.page.keyboard.type(`cat > /dev/null # ${printable}`);
  await lesson.shows(1, /\$ cat > \/dev\/null # /);
  expect((await lesson.screen(1)).replaceAll('\n', '')).toContain(`# ${printable}`);
});

test('typographic quotes that come without a key are turned plain, with a note', async () => {
  await lesson.page.keyboard.type('echo ');
  await lesson.page.keyboard.insertText('“Hello World”');
  await lesson.page.keyboard.press('Enter');
  await lesson.shows(1, /^Hello World$/m);
  expect(await lesson.screen(1)).toMatch(/quot/);
});

test('umlauts, wide characters and emoji arrive once and are erased whole', async () => {
  await lesson.page.keyboard.type('echo ');
  await lesson.page.keyboard.insertText('Küche 温度 🌡');
  for (let i = 0; i < 3; i++) await lesson.page.keyboard.press('Backspace');
  await lesson.page.keyboard.press('Enter');
  await lesson.shows(1, /^Küche 温$/m);
});

test('Tab completes, the arrows bring lines back, Ctrl-R finds one', async () => {
  const { keyboard } = lesson.page;
  await keyboard.type('mosquitto_s');
  await keyboard.press('Tab');
  await keyboard.type('--help');
  await keyboard.press('Enter');
  await lesson.shows(1, /for more information/);
  await keyboard.type('echo second');
  await keyboard.press('Enter');
  await keyboard.press('ArrowUp');
  await keyboard.press('ArrowUp');
  await lesson.shows(1, /\$ mosquitto_sub --help$/);
  await keyboard.press('Control+c');
  await keyboard.press('Control+r');
  await keyboard.type('sec');
  await keyboard.press('Enter');
  await lesson.shows(1, /second\n[^]*second\n/);
});
