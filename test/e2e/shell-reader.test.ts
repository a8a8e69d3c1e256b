/** What a screen reader is given of a terminal: xterm's accessibility tree, in the words that stand on the screen. */
import type { Locator } from 'playwright-core';
import { expect } from 'vitest';
import { until } from '../kit/lesson-page.ts';
import { test } from '../kit/story.ts';

/** The rows as they are read, without empty ones. */
const read = async (terminal: Locator): Promise<string[]> => {
  const rows = await terminal.getByRole('list').getByRole('listitem').allTextContents();
  return rows.map((row) => row.replaceAll('\u00a0', ' ').trimEnd()).filter((row) => row !== '');
};

test('the prompt, the line being typed and what it prints are read, each once', async ({ open }) => {
  const lesson = await open();
  const terminal = lesson.terminal(1);
  await terminal.locator('.xterm-screen').click();
  const reads = async (...rows: string[]): Promise<void> =>
    until(
      async () => JSON.stringify((await read(terminal)).slice(-rows.length)) === JSON.stringify(rows),
      async () => JSON.stringify(await read(terminal)),
    );
  await reads('pi@rpi-broker:~ $');
  await lesson.page.keyboard.type('echo Küche');
  await reads('pi@rpi-broker:~ $ echo Küche');
  await lesson.page.keyboard.press('Control+w');
  await lesson.page.keyboard.type('two words');
  await reads('pi@rpi-broker:~ $ echo two words');
  await lesson.page.keyboard.press('Enter');
  await reads('pi@rpi-broker:~ $ echo two words', 'two words', 'pi@rpi-broker:~ $');
  await lesson.page.keyboard.press('ArrowUp');
  await reads('two words', 'pi@rpi-broker:~ $ echo two words');
});

test('what comes is announced politely, and the field says how to leave it', async ({ open }) => {
  const lesson = await open();
  const terminal = lesson.terminal(1);
  await terminal.locator('.xterm-screen').click();
  const live = terminal.locator('[aria-live]');
  await lesson.page.keyboard.type('echo announced');
  await lesson.page.keyboard.press('Enter');
  await until(
    async () => (await live.allTextContents()).join(' ').includes('announced'),
    async () => (await live.allTextContents()).join(' | '),
  );
  expect(await terminal.getByRole('textbox').getAttribute('aria-label')).toMatch(/F6/);
});
