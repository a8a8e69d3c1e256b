/** By finger, on a tablet and on a phone: taps, the row of keys, and what a phone's keyboard makes of quotes. */
import type { BrowserContextOptions, Locator } from 'playwright-core';
import { describe, expect } from 'vitest';
import { until, type LessonPage } from '../kit/lesson-page.ts';
import { test } from '../kit/story.ts';

/** CSS pixels: WCAG 2.2, 2.5.5 (AAA). */
const TARGET = 44;
const KEYS = ['Tab', 'Ctrl', 'Ctrl-C', '←', '→', '↑', '↓', '|', '#', '$', "'", '"', '-', '/'];
const SUBSCRIBE = 'mosquitto_sub -h 127.0.0.1 -t piandmore/test';
const PUBLISH = 'mosquitto_pub -h 127.0.0.1 -t piandmore/test -m "Hello World"';

/** Waits until a command stands at the prompt, however a narrow screen breaks it into lines. */
async function typed(lesson: LessonPage, session: 1 | 2, command: string): Promise<void> {
  const bare = (text: string): string => text.replaceAll(/\s/g, '');
  await until(
    async () => bare(await lesson.screen(session)).endsWith(`$${bare(command)}`),
    () => lesson.screen(session),
  );
}

describe.each([
  ['a tablet', { width: 820, height: 1180 }, false],
  ['a phone', { width: 390, height: 844 }, true],
] as const)('on %s', (_, viewport, oneView) => {
  const context: BrowserContextOptions = { viewport, hasTouch: true, isMobile: true, deviceScaleFactor: 2 };

  /** Nothing is wider than the screen, or a finger would push the page about. */
  async function fits(lesson: LessonPage): Promise<void> {
    const wide = await lesson.page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(wide).toBeLessThanOrEqual(0);
  }

  async function view(lesson: LessonPage, name: 'Lesson' | 'Terminals' | 'Wire'): Promise<void> {
    if (oneView) await lesson.page.getByRole('navigation', { name: 'View' }).getByRole('button', { name }).tap();
    await fits(lesson);
  }

  const keyRow = (lesson: LessonPage): Locator => lesson.page.getByRole('group', { name: 'Keys' });
  const key = (lesson: LessonPage, face: string): Promise<void> =>
    keyRow(lesson).getByText(face, { exact: true }).tap();

  async function front(lesson: LessonPage, session: 1 | 2): Promise<void> {
    await view(lesson, 'Terminals');
    await lesson.page.getByRole('tab', { name: `SSH session ${session}` }).tap();
    await lesson.terminal(session).locator('.xterm-rows', { hasText: '$' }).waitFor();
    // The tab's terminal takes the keyboard: what is typed before that goes nowhere.
    await lesson.terminal(session).locator('textarea:focus').waitFor({ state: 'attached' });
  }

  test('Hello World by taps: "type it for me", Enter, the packets, and Ctrl-C from the row of keys', async ({
    open,
  }) => {
    const lesson = await open({ context });
    const { page } = lesson;
    expect(await page.evaluate(() => matchMedia('(pointer: coarse)').matches)).toBe(true);

    await view(lesson, 'Lesson');
    await lesson
      .step('subscribe')
      .getByRole('button', { name: /^Type it into/ })
      .first()
      .tap();
    await typed(lesson, 1, SUBSCRIBE);
    await fits(lesson);
    // The keyboard is up: the tap has put the focus into the terminal.
    await page.keyboard.press('Enter');
    await lesson.done('subscribe');

    await view(lesson, 'Lesson');
    await lesson
      .step('publish')
      .getByRole('button', { name: /^Type it into/ })
      .first()
      .tap();
    await typed(lesson, 2, PUBLISH);
    await page.keyboard.press('Enter');
    await lesson.done('publish');
    await front(lesson, 1);
    await lesson.shows(1, /^Hello World$/m);

    await key(lesson, 'Ctrl-C');
    // mosquitto_sub takes the signal and ends by itself, so bash begins no new line.
    await lesson.shows(1, /\^Cpi@rpi-broker:~ \$$/);

    await view(lesson, 'Wire');
    const packet = page.getByRole('option', { name: /PUBLISH.*Hello World/ }).first();
    await packet.tap();
    const bytes = page.getByRole('region', { name: 'Bytes' });
    await bytes.getByRole('option', { name: /^Byte 1: 0x1b/ }).tap();
    await bytes.locator('.wb-bytes-said b', { hasText: /remaining length/i }).waitFor();
    await fits(lesson);
  });

  test('the row of keys types, completes and fetches lines back, and each key is large enough', async ({ open }) => {
    const lesson = await open({ context });
    await front(lesson, 1);
    const faces = await keyRow(lesson).getByRole('button').allInnerTexts();
    expect(faces).toEqual(KEYS);
    for (const button of await keyRow(lesson).getByRole('button').all()) {
      const box = await button.boundingBox();
      expect(Math.min(box?.width ?? 0, box?.height ?? 0), await button.innerText()).toBeGreaterThanOrEqual(TARGET);
    }

    await lesson.page.keyboard.type('echo ');
    for (const face of ["'", '|', '#', '$', '"', '-', '/', "'"]) await key(lesson, face);
    await lesson.page.keyboard.press('Enter');
    await lesson.shows(1, /^\|#\$"-\/$/m);

    await lesson.page.keyboard.type('echo second');
    await lesson.page.keyboard.press('Enter');
    await lesson.shows(1, /^second$/m);
    await key(lesson, '↑');
    await key(lesson, '↑');
    await lesson.shows(1, /\$ echo '\|#\$"-\/'$/);
    await key(lesson, '↓');
    await lesson.shows(1, /\$ echo second$/);
    await key(lesson, 'Ctrl-C');

    await lesson.page.keyboard.type('mosquitto_pu');
    await key(lesson, 'Tab');
    await lesson.shows(1, /\$ mosquitto_pub$/);
    await key(lesson, '←');
    await key(lesson, '←');
    await lesson.page.keyboard.type('X');
    await lesson.shows(1, /\$ mosquitto_puXb$/);
    await key(lesson, '→');

    // Ctrl is held for one key, and says so.
    const control = keyRow(lesson).getByRole('button', { name: 'Control, for the next key' });
    await control.tap();
    expect(await control.getAttribute('aria-pressed')).toBe('true');
    await lesson.page.keyboard.type('u');
    await lesson.shows(1, /\$$/);
    expect(await control.getAttribute('aria-pressed')).toBe('false');
    await control.tap();
    await lesson.page.keyboard.type('r');
    await lesson.page.keyboard.type('sec');
    await lesson.shows(1, /\(reverse-i-search\)`sec': echo second$/);
  });

  test('a tap on the tab of a terminal that still waits for its font is not lost', async ({ open }) => {
    const lesson = await open({
      context,
      before: async (page) => {
        await page.addInitScript(() => (document.fonts.load = () => new Promise(() => {})));
      },
    });
    await view(lesson, 'Terminals');
    await lesson.page.getByRole('tab', { name: 'SSH session 1' }).tap();
    await lesson.terminal(1).locator('textarea:focus').waitFor({ state: 'attached' });
    await lesson.page.keyboard.type('echo there');
    await lesson.shows(1, /\$ echo there$/);
  });

  test('curly quotes that a phone makes are turned plain, and the terminal says so', async ({ open }) => {
    const lesson = await open({ context });
    await front(lesson, 1);
    await lesson.page.keyboard.type('mosquitto_sub -t piandmore/test');
    await lesson.page.keyboard.press('Enter');
    await lesson.done('subscribe');
    await front(lesson, 2);
    // As a phone's keyboard does: whole words, without a key event for each character.
    await lesson.page.keyboard.insertText(PUBLISH.replace('"', '“').replace('"', '”'));
    await lesson.page.keyboard.press('Enter');
    await lesson.done('publish');
    await lesson.shows(2, /typographic quotes/);
    await front(lesson, 1);
    await lesson.shows(1, /^Hello World$/m);
  });
});
