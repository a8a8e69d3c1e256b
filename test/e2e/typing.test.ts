/** What reaches the shell of all that can be typed: keys, text without keys, text that is pasted. */
import { expect } from 'vitest';
import { test } from '../kit/story.ts';

test('every printable key of the keyboard arrives once', async ({ prompt: { type, shows, screen } }) => {
  const printable = Array.from({ length: 94 }, (_, i) => String.fromCharCode(33 + i)).join('');
  await type(`cat > /dev/null # ${printable}`);
  await shows(/\$ cat > \/dev\/null # /);
  expect((await screen()).replaceAll('\n', '')).toContain(`# ${printable}`);
});

test('typographic quotes that come without a key are turned plain, with a note', async ({
  prompt: { type, press, insert, shows, screen },
}) => {
  await type('echo ');
  await insert('“Hello World”');
  await press('Enter');
  await shows(/^Hello World$/m);
  expect(await screen()).toMatch(/quot/);
});

test('umlauts, wide characters and emoji arrive once and are erased whole', async ({
  prompt: { type, press, insert, shows },
}) => {
  await type('echo ');
  await insert('Küche 温度 🌡');
  for (let i = 0; i < 3; i++) await press('Backspace');
  await press('Enter');
  await shows(/^Küche 温$/m);
});

test('Tab completes, the arrows bring lines back, Ctrl-R finds one', async ({ prompt: { type, press, shows } }) => {
  await type('mosquitto_s');
  await press('Tab');
  await type('--help');
  await press('Enter');
  await shows(/for more information/);
  await type('echo second');
  await press('Enter');
  await press('ArrowUp');
  await press('ArrowUp');
  await shows(/\$ mosquitto_sub --help$/);
  await press('Control+c');
  await press('Control+r');
  await type('sec');
  await press('Enter');
  await shows(/second\n[^]*second\n/);
});
