/** Files of the Pis in the page's editor: opened, completed, checked, saved, run, and left again. */
import { expect } from 'vitest';
import { violations } from '../kit/axe.ts';
import { EditorPage } from '../kit/editor-page.ts';
import { test } from '../kit/story.ts';

/** axe looks at every element, in twelve looks. */
const PATIENCE = 180_000;
const MONACO = /editor\.api|ts\.worker|editor\.worker|monaco|tsMode/;

test('Monaco is fetched with the first file, and by nothing before it', async ({ open }) => {
  const fetched: string[] = [];
  const lesson = await open({
    before: async (page) => void page.on('request', (request) => fetched.push(request.url())),
  });
  await lesson.type(1, 'ls');
  await lesson.shows(1, /controller\.py/);
  const editor = await EditorPage.open(lesson);
  await lesson.page.waitForLoadState('networkidle');
  expect(fetched.filter((url) => MONACO.test(url))).toEqual([]);
  const rules = await lesson.page.evaluate(() =>
    [...document.styleSheets].flatMap((sheet) => [...sheet.cssRules].map(({ cssText }) => cssText)),
  );
  expect(rules.filter((rule) => /monaco|codicon/.test(rule) && !rule.startsWith('.ed-'))).toEqual([]);
  await editor.openFile('controller.ts');
  expect(fetched.filter((url) => MONACO.test(url)).length).toBeGreaterThan(0);
});

test('over plain http: what mqtt has is offered, an error is underlined, what is saved runs', async ({
  open,
  site,
}) => {
  const lesson = await open({ url: site.insecureUrl });
  const { page } = lesson;
  expect(await page.evaluate(() => isSecureContext)).toBe(false);
  const editor = await EditorPage.open(lesson);
  await editor.openFile('controller.ts');
  await editor.shows(/import mqtt from 'mqtt'/);
  expect(await page.locator('.squiggly-error').count()).toBe(0);

  // What stands under the pointer is explained: the function, and the event by its name.
  const hover = async (line: string, word: RegExp, says: string): Promise<void> => {
    const there = page.locator('.view-line', { hasText: line }).locator('span span', { hasText: word });
    await there.first().hover();
    await page.locator('.monaco-hover', { hasText: says }).waitFor();
    await page.mouse.move(0, 0);
  };
  await hover('mqtt.connect(', /^connect$/, 'connect(brokerUrl: string, opts?: mqtt.IClientOptions): mqtt.MqttClient');
  await hover("client.on('message'", /^on$/, 'on<"message">(event: "message", callback: mqtt.OnMessageCallback)');

  await editor.toEnd();
  await page.keyboard.type('\nmqtt.');
  const offer = page.locator('.suggest-widget .monaco-list-row', { hasText: /^connect/ });
  await offer.waitFor();
  await page.keyboard.press('Escape');
  await page.keyboard.type("connect('').on('mes");
  await page.keyboard.press('Control+Space');
  await page.locator('.suggest-widget .monaco-list-row.focused', { hasText: 'message' }).waitFor();
  await page.keyboard.press('Escape');
  await page.keyboard.type("sage', () => {});\nmqtt.conect();");
  await page.locator('.squiggly-error').first().waitFor();
  await editor.status(/1 error/);
  await editor.status(/unsaved/);
  const tab = page.getByRole('tab', { name: 'controller.ts on rpi-broker, unsaved' });
  await tab.waitFor();
  // TypeScript looks when there was no key for a while: until then it speaks of what stood there before.
  const said = async (): Promise<string> => {
    await editor.button(/^\d+ errors?$/).click();
    return page.locator('.marker-widget').innerText();
  };
  await expect.poll(said, { timeout: 20_000, interval: 500 }).toContain("Property 'conect' does not exist");
  await page.keyboard.press('Escape');
  await tab.focus();

  await page.keyboard.press('Control+s');
  await editor.status(/Saved/);
  await editor.type(1, 'tail -n 1 controller.ts');
  await lesson.shows(1, /^mqtt\.conect\(\);/m);
});

test('Run saves, and types the command into a terminal of that Pi where a shell waits', async ({ open }) => {
  const lesson = await open();
  const { page } = lesson;
  const editor = await EditorPage.open(lesson);
  await editor.button('New file').click();
  await page.keyboard.type('hello.sh');
  await page.keyboard.press('Enter');
  await editor.status(/New, not saved yet/);
  await editor.text.click();
  await page.keyboard.type('echo "hello from $0"');
  await editor.use(1);
  await editor.button('Run').click();
  await lesson.shows(1, /^hello from hello\.sh/m);
  expect(await lesson.screen(1)).toContain('$ bash hello.sh');

  for (const session of [1, 2] as const) {
    await editor.type(session, 'sleep 1000');
    await lesson.shows(session, /sleep 1000$/m);
  }
  await editor.button('Run').click();
  await editor.page.getByText('Something is running in every terminal of rpi-broker').waitFor();
});

test('a file of root is shown, says whose it is, and is saved by sudo nano, which waits until it is left', async ({
  open,
}) => {
  const lesson = await open();
  const { page } = lesson;
  await lesson.type(1, 'nano /etc/mosquitto/mosquitto.conf');
  const editor = EditorPage.of(lesson);
  await editor.shown();
  await editor.status(/read only/);
  await page.getByText('This file belongs to root').waitFor();
  await editor.button('Done, back to the terminal').click();
  await lesson.shows(1, /\$$/m);

  await editor.type(1, 'sudo nano /etc/mosquitto/conf.d/lan.conf');
  await page.getByText('It saves with the rights of root').waitFor();
  await editor.text.click();
  await page.keyboard.type('listener 1883\nallow_anonymus true');
  await page.locator('.squiggly-error').first().waitFor();
  await page.keyboard.press('Shift+End');
  await page.keyboard.press('Home');
  await page.keyboard.press('Shift+End');
  await page.keyboard.type('allow_anon');
  await page.locator('.suggest-widget .monaco-list-row.focused', { hasText: 'allow_anonymous' }).waitFor();
  await page.keyboard.press('Enter');
  await page.keyboard.type('true');
  await expect.poll(() => page.locator('.squiggly-error').count()).toBe(0);
  await page.locator('.ed-screen .view-line span', { hasText: 'listener' }).last().hover();
  await page.locator('.monaco-hover', { hasText: 'listener port' }).waitFor();
  await page.keyboard.press('Control+s');
  await editor.status(/Saved/);
  await editor.button('Done, back to the terminal').click();
  await lesson.shows(1, /\$$/m);
  await editor.type(1, 'cat /etc/mosquitto/conf.d/lan.conf');
  await lesson.shows(1, /^listener 1883\nallow_anonymous true/m);
});

test('who else changes the file is seen: taken over at once, or asked where work would be lost', async ({ open }) => {
  const lesson = await open();
  const { page } = lesson;
  await lesson.type(1, 'echo one > note; nano note');
  const editor = EditorPage.of(lesson);
  await editor.shows(/^one$/m);
  await editor.type(2, 'echo two > note');
  await editor.shows(/^two$/m);
  await page.getByText('shown as it is now').waitFor();

  await editor.toEnd();
  await page.keyboard.type('mine');
  await editor.type(2, 'echo three > note');
  await page.getByText('Somebody else has changed this file').waitFor();
  await editor.button('Keep my text').click();
  await editor.button('Save').click();
  await editor.status(/Saved/);
  await editor.type(2, 'cat note');
  await lesson.shows(2, /^two\nmine/m);
});

test('"As delivered" shows what would change, asks, and can be undone', async ({ open }) => {
  const lesson = await open();
  const { page } = lesson;
  const editor = await EditorPage.open(lesson);
  await editor.openFile('controller.py');
  await editor.button('As delivered').click();
  await page.getByText('This file is as it was delivered').waitFor();
  await editor.button('Cancel').click();
  await editor.text.click();
  await page.keyboard.press('Control+Home');
  await page.keyboard.type('# my line\n');
  await editor.button('As delivered').click();
  expect(await page.locator('.ed-changes').innerText()).toMatch(/-# my line/);
  await editor.button('Take the delivered text').click();
  expect((await editor.lines())[0]).not.toBe('# my line');
  await page.keyboard.press('Control+z');
  await editor.shows(/^# my line/);
});

test('by keyboard: Tab indents, Escape and Tab lead out, F6 leads from panel to panel', async ({ open }) => {
  const lesson = await open();
  const { page } = lesson;
  const inEditor = (): Promise<boolean> =>
    page.evaluate(() => document.querySelector('.ed-screen')?.contains(document.activeElement) ?? false);
  const editor = await EditorPage.open(lesson);
  await editor.openFile('controller.py');
  await expect.poll(inEditor).toBe(true);
  await page.keyboard.press('Tab');
  expect(await inEditor()).toBe(true);
  await editor.status(/unsaved/);
  await page.keyboard.press('Escape');
  await editor.status(/Tab leads out of the editor now/);
  await page.keyboard.press('Tab');
  expect(await inEditor()).toBe(false);

  for (let press = 0; press < 8 && !(await inEditor()); press++) await page.keyboard.press('F6');
  expect(await inEditor()).toBe(true);
  await page.keyboard.press('F6');
  expect(await inEditor()).toBe(false);
});

test("in Python paho's words are offered, with what they take", async ({ open }) => {
  const lesson = await open();
  const { page } = lesson;
  const editor = await EditorPage.open(lesson);
  await editor.openFile('controller.py');
  await editor.toEnd();
  await page.keyboard.type('\nmqttc.');
  await page.keyboard.press('Control+Space');
  await page.locator('.suggest-widget .monaco-list-row', { hasText: 'connect' }).first().waitFor();
  await page.keyboard.type('subs');
  await page.locator('.suggest-widget .monaco-list-row.focused', { hasText: 'subscribe' }).waitFor();
  await page.keyboard.press('Enter');
  await editor.shows(/^mqttc\.subscribe\("piandmore\/rpi-pub\/temp", 0\)$/m);
});

test('work that was not saved is not lost by closing a tab without a question', async ({ open }) => {
  const lesson = await open();
  const { page } = lesson;
  const editor = await EditorPage.open(lesson);
  await editor.openFile('controller.py');
  await editor.toEnd();
  await page.keyboard.type('print(1)');
  await editor.button('Close controller.py on rpi-broker').click();
  await page.getByText('Your last changes of controller.py are not saved').waitFor();
  await page.keyboard.press('Escape');
  await editor.shows(/print\(1\)/);
  await editor.button('Close controller.py on rpi-broker').click();
  await editor.button('Close without saving').click();
  await expect.poll(() => page.getByRole('tab', { name: /controller\.py/ }).count()).toBe(0);
});

test(
  'nothing for axe to object to, with a file open that asks something, in German too',
  { timeout: PATIENCE },
  async ({ open }) => {
    const lesson = await open({ language: 'de' });
    const editor = await EditorPage.open(lesson);
    await editor.openFile('controller.py');
    await editor.toEnd();
    await lesson.page.keyboard.type('print(1)');
    await editor.button('Wie ausgeliefert').click();
    await editor.button('Ausgelieferten Text nehmen').waitFor();
    expect(await violations(lesson.page)).toEqual([]);
  },
);
