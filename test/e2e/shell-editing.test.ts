/** Line editing by key events in a real browser: what readline does with them, seen on the screen. */
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

const press = async (...keys: string[]): Promise<void> => {
  for (const key of keys) await lesson.page.keyboard.press(key);
};
const type = (text: string): Promise<void> => lesson.page.keyboard.type(text);

/** As the page's menu or a phone pastes: by the event, since a page over http has no clipboard of its own. */
const paste = (text: string): Promise<void> =>
  lesson.page.evaluate((pasted) => {
    const data = new DataTransfer();
    data.setData('text/plain', pasted);
    document.activeElement?.dispatchEvent(
      new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }),
    );
  }, text);

test('Ctrl-R finds a line, goes on with the next press, and Ctrl-G gives it up', async () => {
  for (const line of ['echo one', 'echo two', 'true']) {
    await type(line);
    await press('Enter');
  }
  await lesson.shows(1, /^two$/m);
  await press('Control+r');
  await type('echo');
  await lesson.shows(1, /^\(reverse-i-search\)`echo': echo two$/m);
  await press('Control+r');
  await lesson.shows(1, /^\(reverse-i-search\)`echo': echo one$/m);
  await press('Control+g');
  await lesson.shows(1, /\$$/);
  await press('Control+r');
  await type('nothing');
  await lesson.shows(1, /^\(failed reverse-i-search\)`nothing':/m);
  await press('Control+g');
});

test('words are killed and come back, and what was done is undone', async () => {
  await type('echo one two three');
  await press('Control+w', 'Control+w');
  await lesson.shows(1, /\$ echo one$/);
  await press('Control+a');
  await type('# ');
  await press('Control+e', 'Control+y');
  await lesson.shows(1, /\$ # echo one two three$/);
  await press('Alt+b', 'Alt+u');
  await lesson.shows(1, /\$ # echo one two THREE$/);
  await press('Control+Shift+Minus');
  await lesson.shows(1, /\$ # echo one two three$/);
  await press('Home', 'Delete', 'Delete', 'End', 'Control+ArrowLeft', 'Alt+d');
  await type('3');
  await press('Enter');
  await lesson.shows(1, /^one two 3$/m);
});

test('Tab twice lists what there is, and the line stands below', async () => {
  await type('mosquitto_');
  await press('Tab', 'Tab');
  await lesson.shows(1, /^mosquitto_pub\s+mosquitto_rr\s+mosquitto_sub$/m);
  await lesson.shows(1, /\$ mosquitto_$/);
  await type('sub --will-t');
  await press('Tab');
  await lesson.shows(1, /\$ mosquitto_sub --will-topic$/);
});

test('Tab knows the topics that were seen', async () => {
  await type('mosquitto_pub -t kitchen/a -m 21');
  await press('Enter');
  await lesson.shows(1, /21\n.*\$$/);
  await type('mosquitto_sub -t kit');
  await press('Tab');
  await lesson.shows(1, /\$ mosquitto_sub -t kitchen\/a$/);
});

test('of several pasted lines none runs before Enter', async () => {
  await paste('echo one\necho two');
  await lesson.shows(1, /\$ echo one\necho two$/);
  await press('Control+x', 'Control+u');
  await lesson.shows(1, /\$$/);
  await paste('echo three\necho four\n');
  await lesson.shows(1, /\$ echo three\necho four$/);
  await press('Enter');
  await lesson.shows(1, /^three\nfour\n/m);
});

test('wide characters, emoji and accents take the room that the cursor thinks they do', async () => {
  await type('echo ');
  await lesson.page.keyboard.insertText('🍓温é');
  await press('ArrowLeft', 'ArrowLeft');
  await type('x');
  await lesson.shows(1, /\$ echo 🍓x温é$/);
  await press('ArrowLeft', 'Backspace');
  await type('y');
  await lesson.shows(1, /\$ echo yx温é$/);
  await press('End');
  await type('!');
  await press('Enter');
  await lesson.shows(1, /^yx温é!$/m);
});

test('a line longer than the screen is edited in all its rows', async () => {
  const long = 'abcdefghij'.repeat(20);
  await type(`echo ${long}`);
  await press('Home', 'Alt+f');
  await type(' -n');
  await press('End', 'Enter');
  await lesson.shows(1, /abcdefghij/);
  const all = (await lesson.screen(1)).replaceAll('\n', '');
  expect(all).toContain(`$ echo -n ${long}`);
  expect(all).toContain(`${long}pi@rpi-broker`);
});

test('history is there again after logging in anew', async () => {
  await type('echo remembered');
  await press('Enter');
  await lesson.shows(1, /^remembered$/m);
  await type('exit');
  await press('Enter');
  await lesson.shows(1, /Press Enter to log in again/);
  await press('Enter');
  await lesson.shows(1, /\$$/);
  await press('ArrowUp', 'ArrowUp');
  await lesson.shows(1, /\$ echo remembered$/);
  await press('Control+c');
  await type('!echo');
  await press('Enter');
  await lesson.shows(1, /^echo remembered\nremembered$/m);
});
