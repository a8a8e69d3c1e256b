/** Real MQTT clients and a learner's page at one broker: each sees what the other publishes. */
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { promisify } from 'node:util';
import { expect } from 'vitest';
import { programPath } from '../kit/programs.ts';
import { test } from '../kit/story.ts';

const run = promisify(execFile);
const sub = programPath('mosquitto_sub');
const pub = programPath('mosquitto_pub');

test.skipIf(sub === undefined || pub === undefined)(
  "Debian's tools on the TCP port and the learner's terminals meet",
  async ({ served, open }) => {
    const port = String(served.server.mqttPort);
    const lesson = await open({ url: served.url });
    await lesson.page.getByText('seat 1').first().waitFor();

    const outside = spawn(sub as string, ['-p', port, '-t', 'piandmore/#', '-v', '-C', '1']);
    let heard = '';
    outside.stdout.on('data', (data: Buffer) => (heard += String(data)));
    // The tool tells nobody when it has subscribed: the learner publishes until it hears.
    const closed = once(outside, 'close');
    const loop = 'until false; do mosquitto_pub -t piandmore/test -m "from the page"; sleep 0.2; done';
    await lesson.type(2, loop);
    await closed;
    await lesson.page.keyboard.press('Control+c');
    expect(heard).toBe('piandmore/test from the page\n');

    await lesson.type(1, 'mosquitto_sub -t piandmore/outside');
    const published = setInterval(
      () => void run(pub as string, ['-p', port, '-t', 'piandmore/outside', '-m', 'from the shell']),
      300,
    );
    await lesson.shows(1, /^from the shell$/m);
    clearInterval(published);
  },
);

test('two browsers do lesson 1 at once: neither sees the other, both pass by their own packets', async ({
  served,
  open,
}) => {
  const { url } = served;
  const [one, two] = await Promise.all([open({ url }), open({ url })]);
  await one.type(1, 'mosquitto_sub -t piandmore/test');
  await one.done('subscribe');
  await two.type(1, 'mosquitto_sub -t piandmore/test');
  await two.done('subscribe');
  await one.type(2, 'mosquitto_pub -t piandmore/test -m "Hello World"');
  await one.done('publish');
  await one.shows(1, /^Hello World$/m);
  expect(await two.screen(1)).not.toContain('Hello World');
  expect(await two.page.locator('#publish[data-status="done"]').count()).toBe(0);
  await two.type(2, 'mosquitto_pub -t piandmore/test -m "Hello World"');
  await two.done('publish');
  const lines = (await one.screen(1)).split('\n').filter((line) => line === 'Hello World');
  expect(lines).toHaveLength(1);
});
