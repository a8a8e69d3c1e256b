/** Real MQTT clients and a learner's page at one broker: each sees what the other publishes. */
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { promisify } from 'node:util';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startChromium } from '../kit/chromium.ts';
import { LessonPage } from '../kit/lesson-page.ts';
import { programPath } from '../kit/programs.ts';
import { servedSite } from '../kit/sites.ts';

const run = promisify(execFile);
const sub = programPath('mosquitto_sub');
const pub = programPath('mosquitto_pub');
let browser: Browser;
let site: Awaited<ReturnType<typeof servedSite>>;
beforeAll(async () => {
  [browser, site] = await Promise.all([startChromium(), servedSite()]);
});
afterAll(async () => {
  await browser.close();
  await site.close();
});

test.skipIf(sub === undefined || pub === undefined)(
  "Debian's tools on the TCP port and the learner's terminals meet",
  async () => {
    const port = String(site.server.mqttPort);
    const lesson = await LessonPage.open(browser, site.url);
    await lesson.page.getByText('seat 1').first().waitFor();

    const outside = spawn(sub as string, ['-p', port, '-t', 'piandmore/#', '-v', '-C', '1']);
    let heard = '';
    outside.stdout.on('data', (data: Buffer) => (heard += String(data)));
    // The tool tells nobody when it has subscribed: the learner publishes until it hears.
    const closed = once(outside, 'close');
    const loop = 'until false; do mosquitto_pub -t piandmore/test -m "from the page"; sleep 0.2; done';
    await lesson.type(2, loop);
    await closed;
    await lesson.page.keyboard.press('Control+c');
    expect(heard).toBe('piandmore/test from the page\n');

    await lesson.type(1, 'mosquitto_sub -t piandmore/outside');
    await lesson.done('subscribe').catch(() => {});
    const published = setInterval(
      () => void run(pub as string, ['-p', port, '-t', 'piandmore/outside', '-m', 'from the shell']),
      300,
    );
    await lesson.shows(1, /^from the shell$/m);
    clearInterval(published);
    expect(lesson.errors).toEqual([]);
    await lesson.close();
  },
);

test('two browsers do lesson 1 at once: neither sees the other, both pass by their own packets', async () => {
  const [one, two] = await Promise.all([LessonPage.open(browser, site.url), LessonPage.open(browser, site.url)]);
  await one.type(1, 'mosquitto_sub -t piandmore/test');
  await one.done('subscribe');
  await two.type(1, 'mosquitto_sub -t piandmore/test');
  await two.done('subscribe');
  await one.type(2, 'mosquitto_pub -t piandmore/test -m "Hello World"');
  await one.done('publish');
  await one.shows(1, /^Hello World$/m);
  expect(await two.screen(1)).not.toContain('Hello World');
  expect(await two.page.locator('#publish[data-status="done"]').count()).toBe(0);
  await two.type(2, 'mosquitto_pub -t piandmore/test -m "Hello World"');
  await two.done('publish');
  const lines = (await one.screen(1)).split('\n').filter((line) => line === 'Hello World');
  expect(lines).toHaveLength(1);
  await Promise.all([one.close(), two.close()]);
});
