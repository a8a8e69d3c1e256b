/** What an earlier release kept in this browser is still the learner's. */
import type { Page } from 'playwright-core';
import { test } from '../kit/story.ts';

/** As release 1 of the store had it: all files of a lab in one row. */
const keepAsBefore = (page: Page): Promise<void> =>
  page.evaluate(async () => {
    const request = indexedDB.open('kleber-labs', 1);
    request.onupgradeneeded = () => request.result.createObjectStore('labs');
    await new Promise((resolve) => (request.onsuccess = resolve));
    const data = new TextEncoder().encode('from before\n');
    const note = {
      kind: 'file',
      number: 900,
      owner: 'pi',
      group: 'pi',
      mode: 0o644,
      modified: 1_700_000_000_000,
      data,
    };
    const files = { 'rpi-broker': { put: [['/home/pi/note', note]], removed: ['/home/pi/.profile'] } };
    const transaction = request.result.transaction('labs', 'readwrite');
    transaction.objectStore('labs').put({ owner: 'a page that is gone', files }, 'sandbox');
    await new Promise((resolve) => (transaction.oncomplete = resolve));
    request.result.close();
  });

test('files that were kept in the row of a lab are there, and what is changed is kept beside them', async ({
  site,
  open,
}) => {
  const lesson = await open({
    path: 'sandbox/',
    before: async (page) => {
      await page.goto(site.url);
      await keepAsBefore(page);
    },
  });
  await lesson.type(1, 'clear; cat note; ls .profile; echo more > more');
  await lesson.shows(1, /^from before$/m);
  await lesson.shows(1, /cannot access '\.profile'/);
  await lesson.page.waitForTimeout(1_000);
  await lesson.page.reload();
  await lesson.ready();
  await lesson.type(1, 'clear; cat note more');
  await lesson.shows(1, /^from before\nmore$/m);
});
