/** Line editing by key events in a real browser: what readline does with them, seen on the screen. */
import { expect } from 'vitest';
import type { Prompt } from '../kit/prompt.ts';
import { test } from '../kit/story.ts';

/** As the page's menu or a phone pastes: by the event, since a page over http has no clipboard of its own. */
const paste = ({ lesson }: Prompt, text: string): Promise<void> =>
  lesson.page.evaluate((pasted) => {
    const data = new DataTransfer();
    data.setData('text/plain', pasted);
    document.activeElement?.dispatchEvent(
      new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }),
    );
  }, text);

test('Ctrl-R finds a line, goes on with the next press, and Ctrl-G gives it up', async ({
  prompt: { type, press, shows },
}) => {
  for (const line of ['echo one', 'echo two', 'true']) {
    await type(line);
    await press('Enter');
  }
  await shows(/^two$/m);
  await press('Control+r');
  await type('echo');
  await shows(/^\(reverse-i-search\)`echo': echo two$/m);
  await press('Control+r');
  await shows(/^\(reverse-i-search\)`echo': echo one$/m);
  await press('Control+g');
  await shows(/\$$/);
  await press('Control+r');
  await type('nothing');
  await shows(/^\(failed reverse-i-search\)`nothing':/m);
  await press('Control+g');
});

test('words are killed and come back, and what was done is undone', async ({ prompt: { type, press, shows } }) => {
  await type('echo one two three');
  await press('Control+w', 'Control+w');
  await shows(/\$ echo one$/);
  await press('Control+a');
  await type('# ');
  await press('Control+e', 'Control+y');
  await shows(/\$ # echo one two three$/);
  await press('Alt+b', 'Alt+u');
  await shows(/\$ # echo one two THREE$/);
  await press('Control+Shift+Minus');
  await shows(/\$ # echo one two three$/);
  await press('Home', 'Delete', 'Delete', 'End', 'Control+ArrowLeft', 'Alt+d');
  await type('3');
  await press('Enter');
  await shows(/^one two 3$/m);
});

test('Tab twice lists what there is, and the line stands below', async ({ prompt: { type, press, shows } }) => {
  await type('mosquitto_');
  await press('Tab', 'Tab');
  await shows(/^mosquitto_passwd\s+mosquitto_rr\nmosquitto_pub\s+mosquitto_sub$/m);
  await shows(/\$ mosquitto_$/);
  await type('sub --will-t');
  await press('Tab');
  await shows(/\$ mosquitto_sub --will-topic$/);
});

test('Tab knows the topics that were seen', async ({ prompt: { type, press, shows } }) => {
  await type('mosquitto_pub -t kitchen/a -m 21');
  await press('Enter');
  await shows(/21\n.*\$$/);
  await type('mosquitto_sub -t kit');
  await press('Tab');
  await shows(/\$ mosquitto_sub -t kitchen\/a$/);
});

test('of several pasted lines none runs before Enter', async ({ prompt }) => {
  const { press, shows } = prompt;
  await paste(prompt, 'echo one\necho two');
  await shows(/\$ echo one\necho two$/);
  await press('Control+x', 'Control+u');
  await shows(/\$$/);
  await paste(prompt, 'echo three\necho four\n');
  await shows(/\$ echo three\necho four$/);
  await press('Enter');
  await shows(/^three\nfour\n/m);
});

test('wide characters, emoji and accents take the room that the cursor thinks they do', async ({
  prompt: { type, press, insert, shows },
}) => {
  await type('echo ');
  await insert('🍓温é');
  await press('ArrowLeft', 'ArrowLeft');
  await type('x');
  await shows(/\$ echo 🍓x温é$/);
  await press('ArrowLeft', 'Backspace');
  await type('y');
  await shows(/\$ echo yx温é$/);
  await press('End');
  await type('!');
  await press('Enter');
  await shows(/^yx温é!$/m);
});

test('a line longer than the screen is edited in all its rows', async ({ prompt: { type, press, shows, screen } }) => {
  const long = 'abcdefghij'.repeat(20);
  await type(`echo ${long}`);
  await press('Home', 'Alt+f');
  await type(' -n');
  await press('End', 'Enter');
  await shows(/abcdefghij/);
  const all = (await screen()).replaceAll('\n', '');
  expect(all).toContain(`$ echo -n ${long}`);
  expect(all).toContain(`${long}pi@rpi-broker`);
});

test('history is there again after logging in anew', async ({ prompt: { type, press, shows } }) => {
  await type('echo remembered');
  await press('Enter');
  await shows(/^remembered$/m);
  await type('exit');
  await press('Enter');
  await shows(/Press Enter to log in again/);
  await press('Enter');
  await shows(/\$$/);
  await press('ArrowUp', 'ArrowUp');
  await shows(/\$ echo remembered$/);
  await press('Control+c');
  await type('!echo');
  await press('Enter');
  await shows(/^echo remembered\nremembered$/m);
});
