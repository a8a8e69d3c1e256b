/** Mosquitto on rpi-broker as its users know it: its files, its service, its users, a second one, and where it runs. */
import mqtt from 'mqtt';
import { expect } from 'vitest';
import type { LessonPage } from '../kit/lesson-page.ts';
import { test } from '../kit/story.ts';

const SANDBOX = { path: 'sandbox/' } as const;

/** Writes a file of root's by the keys that a person would take. */
const tee = async (lesson: LessonPage, path: string, ...lines: string[]): Promise<void> => {
  await lesson.type(1, `sudo tee ${path} > /dev/null <<END`);
  for (const line of lines) await lesson.type(1, line);
  await lesson.type(1, 'END');
};

const header = (lesson: LessonPage) => lesson.page.locator('.broker-button');

test('the talk’s own file, and a restart: it listens on 9001 too', async ({ open }) => {
  const lesson = await open(SANDBOX);
  await tee(
    lesson,
    '/etc/mosquitto/conf.d/mqtt14.conf',
    'autosave_interval 1800',
    '#persistence true',
    'persistence_file m2.db',
    '#persistence_location /var/mosquitto/',
    'connection_messages true',
    'log_timestamp true',
    '',
    '#acl_file /etc/mosquitto/user.acl',
    '#password_file /etc/mosquitto/user.pw',
    '',
    'listener 1883',
    '',
    'listener 9001 127.0.0.1',
    'protocol websockets',
  );
  await lesson.type(1, 'clear; sudo /etc/init.d/mosquitto restart; ss -tln');
  await lesson.shows(1, /^Restarting mosquitto \(via systemctl\): mosquitto\.service\.$/m);
  await lesson.shows(1, /127\.0\.0\.1:9001/);
  await lesson.type(1, 'clear; mosquitto_pub -t talk -m works -r; mosquitto_sub -t talk -C 1');
  await lesson.shows(1, /^works$/m);
});

test('a slip in the configuration: the service fails, says in which line, and the header says that it stands', async ({
  open,
}) => {
  const lesson = await open(SANDBOX);
  await lesson.type(
    1,
    "echo 'lisener 1884' | sudo tee /etc/mosquitto/conf.d/slip.conf; sudo service mosquitto restart",
  );
  await lesson.shows(1, /^Job for mosquitto\.service failed/m);
  await header(lesson).getByText('Broker stopped').waitFor();
  await lesson.type(1, 'clear; journalctl -u mosquitto -o cat | grep -m 1 Unknown | cut -d: -f3-');
  await lesson.shows(1, /^ Unknown configuration variable "lisener"\.$/m);
  await lesson.type(1, 'clear; sudo rm /etc/mosquitto/conf.d/slip.conf; sudo systemctl restart mosquitto; echo $?');
  await lesson.shows(1, /^0$/m);
  await header(lesson).getByText('Broker in this page').waitFor();
});

test('a user, her password as it is asked for, and what she may read', async ({ open }) => {
  const lesson = await open();
  await lesson.type(1, 'sudo mosquitto_passwd -c /etc/mosquitto/user.pw ada');
  await lesson.shows(1, /^Password:$/m);
  await lesson.type(1, 'secret');
  await lesson.shows(1, /^Reenter password:$/m);
  await lesson.type(1, 'secret');
  await lesson.type(1, 'sudo chown mosquitto /etc/mosquitto/user.pw');
  await tee(lesson, '/etc/mosquitto/user.acl', 'user ada', 'topic read haus/#', 'topic write haus/flur');
  await tee(
    lesson,
    '/etc/mosquitto/conf.d/access.conf',
    'allow_anonymous false',
    'password_file /etc/mosquitto/user.pw',
    'acl_file /etc/mosquitto/user.acl',
  );
  await lesson.type(1, 'clear; sudo systemctl restart mosquitto; mosquitto_pub -t haus/flur -m x');
  await lesson.shows(1, /^Connection error: Connection Refused: not authorised/m);
  expect(await lesson.screen(1)).not.toContain('secret');
  await lesson.type(2, "mosquitto_sub -u ada -P secret -v -t '#'");
  await lesson.type(
    1,
    'for t in keller flur; do mosquitto_pub -u ada -P secret -t haus/$t -m hell -r; done; echo done',
  );
  await lesson.shows(1, /^done$/m);
  await lesson.shows(2, /^haus\/flur hell$/m);
  expect(await lesson.screen(2)).not.toContain('haus/keller');
});

test('a second broker, bridged to the first, is seen on the wire', async ({ open }) => {
  const lesson = await open();
  await lesson.type(
    1,
    "printf '%s\\n' 'listener 1884' 'allow_anonymous true' 'connection eins' 'address 127.0.0.1:1883' 'topic haus/# out 0' > my.conf",
  );
  await lesson.type(2, 'mosquitto -c my.conf -v');
  await lesson.shows(2, /mosquitto version 2\.0\.11 running/);
  await lesson.type(1, 'clear; mosquitto_sub -t haus/flur -C 1 & sleep 1; mosquitto_pub -p 1884 -t haus/flur -m over');
  await lesson.shows(1, /over$/m);
  await lesson.page.locator('.wb-row[aria-label*="rpi-broker:1884"]').first().waitFor();
});

test('what is retained is there after a reload of the page', async ({ open }) => {
  const lesson = await open(SANDBOX);
  await lesson.type(1, 'mosquitto_pub -t kept -m "from before" -r && echo sent');
  await lesson.shows(1, /^sent$/m);
  await lesson.page.waitForTimeout(1_200);
  await lesson.page.reload();
  await lesson.ready();
  await lesson.type(1, 'mosquitto_sub -t kept -C 1');
  await lesson.shows(1, /^from before$/m);
});

test('restarted, the server’s broker is this page’s own; a button brings it back', async ({ served, open }) => {
  const lesson = await open({ url: served.url });
  const outside = await mqtt.connectAsync(`mqtt://127.0.0.1:${served.server.mqttPort}`, { clientId: 'outside' });
  const heard: string[] = [];
  outside.on('message', (_, payload) => heard.push(payload.toString()));
  await outside.subscribeAsync('piandmore/test');

  await lesson.type(1, 'mosquitto_sub -t piandmore/test');
  await lesson.done('subscribe');
  await lesson.type(2, 'mosquitto_pub -t piandmore/test -m "to all"');
  await lesson.shows(1, /^to all$/m);
  await lesson.type(2, 'clear; sudo service mosquitto restart');
  await header(lesson).getByText('Broker now in this page').waitFor();
  await lesson.page
    .getByText('This broker now runs in your page. Real clients no longer see it.')
    .waitFor({ state: 'attached' });
  await lesson.type(2, 'until false; do mosquitto_pub -t piandmore/test -m "here alone"; sleep 0.5; done');
  await lesson.shows(1, /^here alone$/m);
  expect(heard).toEqual(['to all']);

  await lesson.terminal(2).locator('.xterm-screen').click();
  await lesson.page.keyboard.press('Control+c');
  await lesson.page.locator('.broker-back').click();
  await header(lesson).getByText('Connected to').waitFor();
  await lesson.type(2, 'until false; do mosquitto_pub -t piandmore/test -m "to all again"; sleep 0.5; done');
  await lesson.shows(1, /^to all again$/m);
  expect(heard).toContain('to all again');
  expect(heard).not.toContain('here alone');
  await outside.endAsync();
});
