/**
 * Megabytes that few pages need come to those alone: the editor's code with the first file that is opened, Python's
 * with the first `python3`, Node's with the first `node`.
 */
import { expect } from 'vitest';
import type { Page } from 'playwright-core';
import { PiTerminal } from '../kit/pi-terminal.ts';
import { test } from '../kit/story.ts';

/** What the script of each part holds, and no other. */
const MARKS = { editor: 'monaco-mouse-cursor-text', python: 'python_stdlib', node: 'ERR_MODULE_NOT_FOUND' } as const;
type Part = keyof typeof MARKS;

/** Scripts that a page and its workers fetch. */
class Fetched {
  readonly #urls = new Set<string>();

  constructor(page: Page) {
    // Of the context: what a worker fetches, and the worker of a worker, is not the page's.
    page.context().on('request', (request) => {
      if (/\.m?js$/.test(request.url())) this.#urls.add(request.url());
    });
  }

  /** Fetched once more to be read: what came for a worker goes with it. */
  async parts(): Promise<Part[]> {
    const scripts = await Promise.all([...this.#urls].map(async (url) => (await fetch(url)).text()));
    expect(scripts.length).toBeGreaterThan(3);
    return (Object.keys(MARKS) as Part[]).filter((part) => scripts.some((script) => script.includes(MARKS[part])));
  }
}

test('neither is fetched by who does not use it, and each by who does', async ({ open }) => {
  let fetched: Fetched | undefined;
  const lesson = await open({ path: 'sandbox/', before: async (page) => void (fetched = new Fetched(page)) });
  const terminal = new PiTerminal(lesson.page, 'rpi-broker#1');
  const parts = async (): Promise<Part[]> => (await fetched?.parts()) ?? [];

  await lesson.page.getByRole('button', { name: 'Boards' }).click();
  await terminal.type('mosquitto_pub -t a -m b; cat controller.py | head -1; i2cdetect -l; echo done');
  await terminal.shows(/^done$/m);
  expect(await parts()).toEqual([]);

  await terminal.type("clear; node -p '1 + 1'");
  await terminal.shows(/^2$/m);
  expect(await parts()).toEqual(['node']);

  await terminal.type("clear; python3 -c 'print(1 + 2)'");
  await terminal.shows(/^3$/m, 30_000);
  expect(await parts()).toEqual(['python', 'node']);

  await terminal.type('clear; nano controller.py');
  await lesson.page.locator('.monaco-editor .view-line').first().waitFor();
  expect(await parts()).toEqual(['editor', 'python', 'node']);
});
