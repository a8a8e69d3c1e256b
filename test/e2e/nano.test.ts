/** Commands that have a file edited wait for the page's editor, as they wait for one in the terminal. */
import { expect } from 'vitest';
import { EditorPage } from '../kit/editor-page.ts';
import { test } from '../kit/story.ts';

test('nano makes a file: typed, asked about, saved, and run at the prompt that comes back', async ({ open }) => {
  const lesson = await open();
  const { page } = lesson;
  await lesson.type(1, 'nano hello; bash hello');
  const editor = EditorPage.of(lesson);
  await editor.status(/New, not saved yet/);
  expect(await lesson.screen(1)).toContain('hello is open in the editor of this page.');
  await editor.text.click();
  await page.keyboard.type('echo "hello from a file"');
  await editor.button('Done, back to the terminal').click();
  await page.getByText('Your last changes are not saved').waitFor();
  await editor.button('Save, and go back').click();
  await lesson.shows(1, /^hello from a file\n.*\$$/m);
});

test('Ctrl-C in the terminal ends vi, and the page keeps what was typed', async ({ open }) => {
  const lesson = await open();
  const { page } = lesson;
  await lesson.type(1, 'vi +3 .profile');
  const editor = EditorPage.of(lesson);
  await editor.status(/Ln 3, Col 1/);
  await editor.text.click();
  await page.keyboard.press('Control+Home');
  await page.keyboard.type('# mine ');
  await page.getByText('A command on rpi-broker waits').waitFor();
  await lesson.terminal(1).locator('.xterm-screen').click();
  await page.keyboard.press('Control+c');
  await lesson.shows(1, /\^C\n.*\$$/m);
  await page.getByText('A command on rpi-broker waits').waitFor({ state: 'detached' });
  await editor.shows(/^# mine # Read by a login shell/);
  await editor.status(/unsaved/);
  await lesson.type(1, 'head -1 .profile; echo "status $?"');
  await lesson.shows(1, /^# Read by a login shell\.\nstatus 0/m);
});

test('fc edits the last command here, and runs what became of it', async ({ open }) => {
  const lesson = await open();
  const { page } = lesson;
  await lesson.type(1, 'echo wrong');
  await lesson.shows(1, /^wrong/m);
  await lesson.type(1, 'fc');
  const editor = EditorPage.of(lesson);
  await editor.shows(/^echo wrong$/m);
  await editor.text.click();
  await page.keyboard.press('Control+a');
  await page.keyboard.type('echo right');
  await page.keyboard.press('Control+s');
  await editor.status(/Saved/);
  await editor.button('Done, back to the terminal').click();
  await lesson.shows(1, /^right\n/m);
});

test('on a phone nano leads to the editor, in German too', async ({ open }) => {
  const lesson = await open({ language: 'de', context: { viewport: { width: 390, height: 844 }, hasTouch: true } });
  const { page } = lesson;
  await page.getByRole('navigation', { name: 'Ansicht' }).getByRole('button', { name: 'Terminals' }).tap();
  await lesson.type(1, 'nano .profile');
  const editor = EditorPage.of(lesson);
  await editor.shows(/Read by a login shell/);
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
  await editor.button('Fertig, zurück zum Terminal').tap();
  await lesson.shows(1, /\$$/m);
  expect(await lesson.terminal(1).isVisible()).toBe(true);
});

test('commands that edit nothing say so in the terminal, and the page opens nothing', async ({ open }) => {
  const lesson = await open();
  await lesson.type(1, 'nano /etc/shadow; nano; nano /etc');
  await lesson.shows(1, /Error reading \/etc\/shadow: Permission denied[^]*which file\?[^]*"\/etc" is a directory/);
  expect(await lesson.page.locator('#wb-editor').isVisible()).toBe(false);
});
