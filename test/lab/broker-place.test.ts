import { expect, test } from 'vitest';
import type { BrokerState } from '#runtime/lab/messages.ts';
import { TestLab } from '../kit/lab.ts';
import { TestUplink } from '../kit/uplink.ts';

const ONE = 'rpi-broker#1';
const TWO = 'rpi-broker#2';

const served = async () => {
  const uplink = new TestUplink();
  const lab = await TestLab.open({ uplink });
  uplink.use(lab.clock);
  const states: BrokerState[] = [];
  lab.lab.onBroker = (state) => states.push(state);
  const after = async (line: string): Promise<string> => {
    const before = lab.screen(ONE).length;
    await lab.type(ONE, line);
    return lab.screen(ONE).slice(before);
  };
  return { lab, uplink, states, after, last: () => states.at(-1) };
};

const OWN = { place: 'own', state: 'ready', moved: true };
const SERVER = { place: 'server', state: 'ready', seat: '3', tcpPort: 1883 };

test('with a server the broker is there, and systemctl says so', async () => {
  const { lab, after } = await served();
  expect(lab.lab.broker).toEqual(SERVER);
  expect(await after('systemctl status mosquitto')).toMatch(/Active: active \(running\)[^]*runs in the server/);
  expect(await after('mosquitto_pub -t a -m x && echo sent')).toContain('\nsent\n');
});

test.each([
  'sudo service mosquitto restart',
  'sudo systemctl reload mosquitto',
  'sudo /etc/init.d/mosquitto restart',
  'sudo systemctl stop mosquitto; sudo systemctl start mosquitto',
])('%s moves it into the page', async (line) => {
  const { lab, after, last } = await served();
  await after(line);
  expect(last()).toEqual(OWN);
  expect(lab.of('broker').at(-1)).toMatchObject({ place: 'own', state: 'ready' });
  expect(await after('mosquitto_pub -t a -m x && echo sent')).toContain('\nsent\n');
  expect(await after('sudo tail -n 1 /var/log/mosquitto/mosquitto.log')).toContain('mosquitto');
});

test('to stop it moves it too, and there it stands', async () => {
  const { after, last } = await served();
  await after('sudo systemctl stop mosquitto');
  expect(last()).toEqual({ ...OWN, state: 'stopped' });
  expect(await after('mosquitto_pub -t a -m x')).toContain('Connection refused');
});

test('to start it, or to look at it, does not move what runs already', async () => {
  const { states, after } = await served();
  await after('sudo systemctl start mosquitto; systemctl is-active mosquitto');
  await after('systemctl restart mosquitto');
  expect(states).toEqual([]);
});

test('who was connected is hung up on, and is served by the new one when it connects again', async () => {
  const { lab } = await served();
  await lab.type(TWO, 'mosquitto_sub -t a -v');
  await lab.type(ONE, 'sudo service mosquitto restart');
  expect(lab.of('connection-closed').map(({ side }) => side)).toEqual(['server']);
  await lab.clock.advance(2_000);
  await lab.type(ONE, 'mosquitto_pub -t a -m again');
  expect(lab.screen(TWO)).toContain('\na again\n');
});

test('what either broker retains stays with it', async () => {
  const { lab, after } = await served();
  await after('mosquitto_pub -t of -m server -r');
  await after('sudo service mosquitto restart; mosquitto_pub -t of -m page -r');
  expect(await after('mosquitto_sub -t of -C 1')).toContain('\npage\n');
  const back = lab.lab.useServer();
  await lab.clock.settle();
  await back;
  expect(await after('mosquitto_sub -t of -C 1')).toContain('\nserver\n');
});

test('and back: the own one ends in order, and the server’s is there again', async () => {
  const { lab, after, last } = await served();
  await after('sudo service mosquitto restart');
  const back = lab.lab.useServer();
  await lab.clock.settle();
  await back;
  expect(last()).toEqual(SERVER);
  expect(await after('systemctl status mosquitto')).toContain('runs in the server');
  expect(lab.of('process-ended').findLast(({ program }) => program === 'mosquitto')?.status).toBe(0);
});

test('what the server does meanwhile is not the business of who has one of their own', async () => {
  const { uplink, after, last } = await served();
  await after('sudo service mosquitto restart');
  uplink.become({ kind: 'lost', retryAt: 1 });
  expect(last()).toEqual(OWN);
});

test('without a server there is none to go back to', async () => {
  const lab = await TestLab.open();
  await lab.lab.useServer();
  expect(lab.lab.broker).toEqual({ place: 'own', state: 'ready' });
});

test('stopped and started by the learner, the own one is said to be', async () => {
  const lab = await TestLab.open();
  await lab.type(ONE, 'sudo systemctl stop mosquitto');
  expect(lab.lab.broker).toEqual({ place: 'own', state: 'stopped' });
  await lab.type(ONE, 'sudo systemctl start mosquitto');
  expect(lab.of('broker').map(({ state }) => state)).toEqual(['ready', 'stopped', 'ready']);
});

test('a configuration that it cannot use: it fails, says why, and is stopped', async () => {
  const lab = await TestLab.open();
  await lab.type(ONE, 'echo lisener 1884 | sudo tee /etc/mosquitto/conf.d/slip.conf; sudo systemctl restart mosquitto');
  await lab.clock.advance(1_000);
  expect(lab.screen(ONE)).toContain('Job for mosquitto.service failed');
  expect(lab.lab.broker).toEqual({ place: 'own', state: 'stopped' });
  await lab.type(ONE, 'systemctl status mosquitto');
  expect(lab.screen(ONE)).toContain('Unknown configuration variable "lisener"');
  expect(lab.screen(ONE)).toContain('(code=exited, status=3/NOTIMPLEMENTED)');
});
