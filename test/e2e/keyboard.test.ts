/**
 * Without a mouse: everything can be reached, is seen to be reached, and can be left again. Tab goes
 * through the page; a terminal takes Tab for itself and is left by F6 and Shift+F6, as it says.
 */
import { expect } from 'vitest';
import type { LessonPage } from '../kit/lesson-page.ts';
import { test } from '../kit/story.ts';

/** More stops than any page has. */
const MANY = 200;

interface Stop {
  /** `button.k-button "Reset"` */
  readonly what: string;
  /** The focus can be seen: on it, or on the pane whose keyboard it is. */
  readonly visible: boolean;
}

/** Where the focus is, and whether it looks different there than without it. */
const stop = (lesson: LessonPage): Promise<Stop> =>
  lesson.page.evaluate(() => {
    const looks = (element: Element): string => {
      const { outlineStyle, outlineWidth, outlineColor, boxShadow, backgroundColor } = getComputedStyle(element);
      const outline = outlineStyle === 'none' ? 'none' : `${outlineStyle} ${outlineWidth} ${outlineColor}`;
      return [outline, boxShadow, backgroundColor].join(' | ');
    };
    const focused = document.activeElement;
    if (!(focused instanceof HTMLElement) || focused === document.body) return { what: 'the page', visible: true };
    const label = focused.getAttribute('aria-label') ?? focused.textContent.trim().replace(/\s+/g, ' ').slice(0, 40);
    const what = `${focused.localName}.${focused.className || focused.id} "${label}"`;
    // A terminal's input lies out of sight: its pane shows the focus. A radio's label may.
    const shown = [focused, focused.closest('.wb-terminal'), focused.closest('label')].filter((one) => one !== null);
    const before = shown.map(looks);
    focused.blur();
    const visible = shown.some((one, index) => looks(one) !== before[index]);
    focused.focus({ preventScroll: true });
    return { what, visible };
  });

/** Presses the key until the focus is there. @throws Error with the way it took when it never is */
async function go(lesson: LessonPage, key: string, where: RegExp): Promise<void> {
  const way: string[] = [];
  for (let press = 0; press < MANY; press++) {
    await lesson.page.keyboard.press(key);
    const { what, visible } = await stop(lesson);
    expect(visible, `the focus is seen on ${what}`).toBe(true);
    if (where.test(what)) return;
    way.push(what);
  }
  throw new Error(`${key} does not lead to ${where}: ${way.slice(0, 60).join(', ')}`);
}

test('Hello World by keyboard alone: terminals, wire, bytes, a question, a hint; nothing holds the focus', async ({
  open,
}) => {
  const lesson = await open();
  const { page } = lesson;
  const press = (key: string): Promise<void> => page.keyboard.press(key);

  await go(lesson, 'Tab', /Terminal of rpi-broker, SSH session 1/);
  await page.keyboard.type('mosquitto_sub -t piandmore/test');
  await press('Enter');
  await lesson.done('subscribe');
  // In a terminal Tab is the shell's: it stays, which is why another key is documented.
  await press('Tab');
  expect((await stop(lesson)).what).toMatch(/F6 leaves it for the next panel, Shift F6 for the one before/);

  await go(lesson, 'F6', /Terminal of rpi-broker, SSH session 2/);
  await page.keyboard.type('mosquitto_pub -t piandmore/test -m "Hello World"');
  await press('Enter');
  await lesson.done('publish');
  await go(lesson, 'Shift+F6', /SSH session 1/);
  await go(lesson, 'F6', /SSH session 2/);

  await go(lesson, 'F6', /Packets, newest last/);
  const chosen = page.getByRole('listbox', { name: /^Packets/ }).getByRole('option', { selected: true });
  await press('Home');
  expect(await chosen.getAttribute('aria-label')).toContain('CONNECT');
  await press('ArrowDown');
  expect(await chosen.getAttribute('aria-label')).toContain('CONNACK');
  await press('ArrowDown');
  expect(await chosen.getAttribute('aria-label')).toContain('SUBSCRIBE');

  await go(lesson, 'Tab', /Bytes, hexadecimal/);
  const said = page.locator('p.wb-bytes-said');
  const first = await said.innerText();
  expect(first).toMatch(/type/i);
  await press('ArrowRight');
  await page
    .getByRole('option', { name: /^Byte 1: / })
    .and(page.getByRole('option', { selected: true }))
    .waitFor();
  expect(await said.innerText()).not.toBe(first);

  await go(lesson, 'F6', /^section.*lab-text/);
  await go(lesson, 'Tab', /^input/);
  await press('ArrowDown');
  expect(await lesson.step('latecomer').getByRole('radio').nth(1).isChecked()).toBe(true);
  await lesson.step('latecomer').locator('[data-mistake="not-the-last"]').waitFor();

  const hint = lesson.step('latecomer').locator('[data-hint]').first();
  await go(lesson, 'Tab', /Show a hint/);
  await press('Enter');
  expect(await hint.getAttribute('open')).not.toBeNull();
  expect((await stop(lesson)).what).toMatch(/^summary/);
});

test('Tab and F6 go all the way round, in both directions', async ({ open }) => {
  const lesson = await open();
  for (const [tab, leave] of [
    ['Tab', 'F6'],
    ['Shift+Tab', 'Shift+F6'],
  ] as const) {
    await lesson.page.locator('.k-skip').first().focus();
    const { what: start } = await stop(lesson);
    const seen: string[] = [];
    let key: string = tab;
    do {
      await lesson.page.keyboard.press(key);
      const { what, visible } = await stop(lesson);
      expect(visible, `the focus is seen on ${what}`).toBe(true);
      seen.push(what);
      key = what.startsWith('textarea') ? leave : tab;
    } while (seen.at(-1) !== start && seen.length < MANY);
    expect(seen.length, seen.join('\n')).toBeLessThan(MANY);
    expect(seen.filter((what) => what.startsWith('textarea')).length).toBeGreaterThan(0);
  }
});
