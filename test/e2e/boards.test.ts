/** The boards as a learner has them in hand: the thermometer, a finger, LEDs, plugs; by mouse, by keys, in words. */
import type { Locator } from 'playwright-core';
import { describe, expect } from 'vitest';
import { violations } from '../kit/axe.ts';
import { until, type Language, type LessonPage } from '../kit/lesson-page.ts';
import { test, type Open } from '../kit/story.ts';

const WORDS = {
  en: { open: 'Boards', words: 'Boards in words' },
  de: { open: 'Platinen', words: 'Die Platinen in Worten' },
} as const;

const strip = ({ page }: LessonPage): Locator => page.locator('#wb-boards');
const opener = ({ page }: LessonPage, language: Language = 'en'): Locator =>
  page.getByRole('button', { name: WORDS[language].open, exact: true });
const plug = (lesson: LessonPage, name: RegExp): Locator => strip(lesson).getByRole('switch', { name });
const slider = (lesson: LessonPage): Locator => strip(lesson).getByRole('slider');
const finger = (lesson: LessonPage): Locator => strip(lesson).getByRole('button', { name: 'Finger on the sensor' });
const field = (lesson: LessonPage): Locator => strip(lesson).getByRole('textbox');

async function withBoards(open: Open, options: Parameters<Open>[0] = {}): Promise<LessonPage> {
  const lesson = await open({ path: 'sandbox/', ...options });
  await opener(lesson, options.language).click();
  await slider(lesson).waitFor();
  return lesson;
}

/** °C that the sensor measures, as the page says it. */
const measured = async (lesson: LessonPage): Promise<number> =>
  Number.parseFloat(await strip(lesson).locator('.bd-measured strong').innerText());

const warmer = (lesson: LessonPage, celsius: number): Promise<void> =>
  until(
    async () => (await measured(lesson)) > celsius,
    async () => `${await measured(lesson)} °C`,
    20_000,
  );

const terminal = ({ page }: LessonPage, host: string): Locator => page.getByRole('tabpanel', { name: host });

async function type(lesson: LessonPage, host: string, line: string): Promise<void> {
  await lesson.page.getByRole('tab', { name: host }).click();
  await terminal(lesson, host).locator('.xterm-screen').click();
  await lesson.page.keyboard.type(`${line}\n`);
}

async function shows(lesson: LessonPage, host: string, pattern: RegExp): Promise<void> {
  const screen = async (): Promise<string> =>
    (await terminal(lesson, host).locator('.xterm-rows > div').allInnerTexts())
      .map((row) => row.replaceAll('\u00a0', ' ').trimEnd())
      .join('\n');
  await until(async () => pattern.test(await screen()), screen);
}

test('the strip is opened by its button, fetched then, and open again after a reload', async ({ open }) => {
  const fetched: string[] = [];
  const lesson = await open({
    path: 'sandbox/',
    before: async (page) => void page.on('request', (request) => fetched.push(request.url())),
  });
  const scripts = (): readonly string[] => fetched.filter((url) => /BoardStrip[^/]*\.js$/.test(url));
  expect(scripts()).toEqual([]);
  expect(await strip(lesson).count()).toBe(0);
  await opener(lesson).click();
  await slider(lesson).waitFor();
  expect(scripts()).toHaveLength(1);
  await lesson.page.reload();
  await slider(lesson).waitFor();
  expect(await opener(lesson).getAttribute('aria-expanded')).toBe('true');
  await opener(lesson).click();
  expect(await strip(lesson).count()).toBe(0);
  await lesson.page.reload();
  await lesson.ready();
  expect(await strip(lesson).count()).toBe(0);
});

test('the slider warms the air, and the sensor follows; i2cget reads what the page shows', async ({ open }) => {
  const lesson = await withBoards(open);
  const before = await measured(lesson);
  await slider(lesson).fill('33');
  await warmer(lesson, before + 1);
  await slider(lesson).fill('20');
  await field(lesson).fill('45');
  await field(lesson).press('Enter');
  expect(await slider(lesson).inputValue()).toBe('45');
  await warmer(lesson, 30);
  await type(lesson, 'rpi-pub', 'for i in 1 2 3; do i2cget -y 1 0x48 0x00 w; done');
  await shows(lesson, 'rpi-pub', /^0x[0-9a-f]{2}(1e|1f|2[0-9a-d])$/m);
  await strip(lesson).locator('.bd-bus-answered').nth(2).waitFor({ state: 'attached' });
});

test('exactly 33.00 can be written; what is no temperature is refused in words, and forgotten by Escape', async ({
  open,
}) => {
  const lesson = await withBoards(open);
  await field(lesson).fill('33,00');
  await field(lesson).press('Enter');
  expect([await slider(lesson).inputValue(), await field(lesson).inputValue()]).toEqual(['33', '33.000']);
  await field(lesson).fill('warm');
  await field(lesson).press('Enter');
  await strip(lesson).getByRole('alert').getByText('a number from 20 to 45').waitFor();
  expect(await slider(lesson).inputValue()).toBe('33');
  await field(lesson).press('Escape');
  expect(await field(lesson).inputValue()).toBe('33.000');
  expect(await strip(lesson).getByRole('alert').count()).toBe(0);
});

describe('a finger on the sensor', () => {
  test('is there as long as the mouse holds it, and warms', async ({ open }) => {
    const lesson = await withBoards(open);
    const before = await measured(lesson);
    await finger(lesson).hover();
    await lesson.page.mouse.down();
    await strip(lesson).locator('.bd-finger').waitFor();
    await warmer(lesson, before + 1);
    await lesson.page.mouse.up();
    await strip(lesson).locator('.bd-finger').waitFor({ state: 'detached' });
  });

  test('stays after a short press until the next, by mouse and by key', async ({ open }) => {
    const lesson = await withBoards(open);
    const pressed = (on: boolean): Promise<void> =>
      finger(lesson)
        .and(lesson.page.locator(`[aria-pressed=${on}]`))
        .waitFor();
    await finger(lesson).click();
    await pressed(true);
    await finger(lesson).press(' ');
    await pressed(false);
    await finger(lesson).press('Enter');
    await pressed(true);
    await finger(lesson).click();
    await pressed(false);
  });

  test('is lifted when a key that was held is let go, or when the focus leaves', async ({ open }) => {
    const lesson = await withBoards(open);
    const there = strip(lesson).locator('.bd-finger');
    const before = await measured(lesson);
    await finger(lesson).focus();
    await lesson.page.keyboard.down(' ');
    await there.waitFor();
    // Longer than a short press, which would leave it there.
    await warmer(lesson, before + 2);
    await lesson.page.keyboard.up(' ');
    await there.waitFor({ state: 'detached' });
    await lesson.page.keyboard.down(' ');
    await there.waitFor();
    await slider(lesson).focus();
    await there.waitFor({ state: 'detached' });
    await lesson.page.keyboard.up(' ');
  });
});

test('a pulled sensor does not answer, and does again when it is plugged in', async ({ open }) => {
  const lesson = await withBoards(open);
  const wires = plug(lesson, /^Wires of the sensor board/);
  await wires.click();
  await strip(lesson).getByText('unplugged', { exact: true }).waitFor();
  expect(await wires.getAttribute('aria-checked')).toBe('false');
  await type(lesson, 'rpi-pub', 'i2cget -y 1 0x48 0x00 w');
  await shows(lesson, 'rpi-pub', /^Error: Read failed$/m);
  await strip(lesson).locator('.bd-bus-refused').first().waitFor({ state: 'attached' });
  await wires.click();
  await type(lesson, 'rpi-pub', 'clear; i2cget -y 1 0x48 0x00 w');
  await shows(lesson, 'rpi-pub', /^0x/m);
  expect(await wires.getAttribute('aria-checked')).toBe('true');
});

test('fresh Pis have everything plugged in, and what is then done to them is shown', async ({ open }) => {
  const lesson = await withBoards(open);
  const wires = plug(lesson, /^Wires of the sensor board/);
  const plugged = (on: boolean): Promise<void> => wires.and(lesson.page.locator(`[aria-checked=${on}]`)).waitFor();
  await wires.click();
  await plugged(false);
  await lesson.page.locator('[data-reset]').click();
  await lesson.page.locator('[data-reset-yes]').click();
  await plugged(true);
  await wires.click();
  await plugged(false);
});

test('a Pi that is switched off says so, its LEDs go dark, and its cable stays', async ({ open }) => {
  const lesson = await withBoards(open);
  await type(lesson, 'rpi-sub', 'pinctrl set 22 op dh');
  await strip(lesson).getByText('green: fine', { exact: true }).waitFor();
  await type(lesson, 'rpi-sub', 'sudo poweroff');
  await strip(lesson).getByText('switched off', { exact: true }).waitFor();
  await strip(lesson).getByText('Level 0', { exact: true }).waitFor();
  expect(await plug(lesson, /^Network cable of rpi-sub/).getAttribute('aria-checked')).toBe('true');
});

test('a line that a program sets lights its LED: filled, named, as a level and in words', async ({ open }) => {
  const lesson = await withBoards(open);
  const level = strip(lesson).getByRole('status');
  await level.getByText('Level 0').waitFor();
  await type(lesson, 'rpi-sub', 'pinctrl set 17 op dh');
  await level.getByText('Level 2').waitFor();
  await level.getByText('red: too hot').waitFor();
  await strip(lesson).locator('.bd-led-red[data-lit=true]').waitFor();
  await strip(lesson).getByText(WORDS.en.words).click();
  await strip(lesson).getByText('LED board, plugged in: red lit, yellow off, green off. That is level 2').waitFor();
  await strip(lesson).getByText('GPIO 17: output, high (pin 11)').waitFor();
  await plug(lesson, /^Wires of the LED board/).click();
  await strip(lesson).locator('.bd-led-red[data-lit=false]').waitFor();
});

test('a pulled network cable: nobody is reached; plugged in again, the message stands beside the cable', async ({
  open,
}) => {
  const lesson = await withBoards(open);
  const cable = plug(lesson, /^Network cable of rpi-pub/);
  await cable.click();
  await strip(lesson).getByText('unplugged', { exact: true }).waitFor();
  await type(lesson, 'rpi-pub', 'mosquitto_pub -h 192.168.1.3 -t temp -m 33.500; echo "exit $?"');
  await shows(lesson, 'rpi-pub', /^exit [1-9]/m);
  await cable.click();
  await type(lesson, 'rpi-pub', 'clear; mosquitto_pub -h 192.168.1.3 -t temp -m 33.500; echo "exit $?"');
  await shows(lesson, 'rpi-pub', /^exit 0/m);
  await strip(lesson).locator('.bd-message', { hasText: 'temp' }).getByText('33.500').waitFor();
});

test('by keys alone: opened, gone to with F6, warmed, touched, unplugged and closed', async ({ open }) => {
  const lesson = await open({ path: 'sandbox/' });
  const { keyboard } = lesson.page;
  await opener(lesson).focus();
  await keyboard.press('Enter');
  await slider(lesson).waitFor();
  const here = (): Promise<boolean> => slider(lesson).evaluate((element) => element === document.activeElement);
  for (let press = 0; press < 8 && !(await here()); press++) await keyboard.press('F6');
  expect(await here()).toBe(true);
  const air = Number(await slider(lesson).inputValue());
  await keyboard.press('ArrowRight');
  expect(Number(await slider(lesson).inputValue())).toBe(air + 0.125);
  await keyboard.press('Tab');
  await keyboard.press('Tab');
  await keyboard.press('Enter');
  await strip(lesson).locator('.bd-finger').waitFor();
  const cable = plug(lesson, /^Network cable of rpi-sub/);
  await cable.focus();
  await keyboard.press(' ');
  await cable.and(lesson.page.locator('[aria-checked=false]')).waitFor();
  await opener(lesson).focus();
  await keyboard.press('Enter');
  expect(await strip(lesson).count()).toBe(0);
});

test('on a phone they are a view of their own, by finger, and nothing is wider than the screen', async ({ open }) => {
  const lesson = await open({
    path: 'sandbox/',
    context: { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true },
  });
  await lesson.page.getByRole('button', { name: 'Boards', exact: true }).tap();
  await slider(lesson).waitFor();
  await finger(lesson).tap();
  await strip(lesson).locator('.bd-finger').waitFor();
  const { scroll, width } = await strip(lesson).evaluate((element) => ({
    scroll: element.scrollWidth,
    width: element.clientWidth,
  }));
  expect(scroll).toBeLessThanOrEqual(width);
  for (const control of await strip(lesson).locator('button, input').all()) {
    expect((await control.boundingBox())?.height).toBeGreaterThanOrEqual(44);
  }
});

test.for(['en', 'de'] as const)(
  'axe finds nothing in the boards, %s',
  { timeout: 180_000 },
  async (language, { open }) => {
    const lesson = await withBoards(open, { language });
    await strip(lesson).getByText(WORDS[language].words).click();
    await strip(lesson).getByRole('switch').first().click();
    expect(await violations(lesson.page)).toEqual([]);
  },
);
