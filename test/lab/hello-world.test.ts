import { expect, test } from 'vitest';
import { decodePacket } from '#runtime/mqtt/decode.ts';
import { TestLab } from '../kit/lab.ts';

const subscribe = 'mosquitto_sub -h 127.0.0.1 -t piandmore/test';
const publish = 'mosquitto_pub -h 127.0.0.1 -t piandmore/test -m "Hello World"';

test("the talk's Hello World: what session 2 publishes stands in session 1", async () => {
  const lab = await TestLab.open();
  await lab.type('rpi-broker#1', subscribe);
  await lab.type('rpi-broker#2', publish);
  expect(lab.screen('rpi-broker#1')).toMatch(/-t piandmore\/test\nHello World\n$/);
});

test('every packet is one event, in order, with who caused it', async () => {
  const lab = await TestLab.open();
  await lab.type('rpi-broker#1', subscribe);
  await lab.type('rpi-broker#2', publish);
  const types = lab
    .of('packet')
    .map(({ sender, bytes, by }) => `${by} ${sender} ${decodePacket(bytes, { sender, level: 4 }).type}`);
  expect(types).toEqual([
    'learner client CONNECT',
    'learner server CONNACK',
    'learner client SUBSCRIBE',
    'learner server SUBACK',
    'learner client CONNECT',
    'learner server CONNACK',
    'learner client PUBLISH',
    'learner client DISCONNECT',
    'learner server PUBLISH',
  ]);
});

test('Ctrl-C ends the subscriber with a DISCONNECT and brings the prompt back', async () => {
  const lab = await TestLab.open();
  await lab.type('rpi-broker#1', subscribe);
  await lab.keys('rpi-broker#1', '\x03');
  expect(lab.screen('rpi-broker#1')).toMatch(/\^Cpi@rpi-broker:~ \$ $/);
  const last = lab.of('packet').at(-1);
  expect(last && decodePacket(last.bytes, { sender: 'client', level: 4 }).type).toBe('DISCONNECT');
});

test('the other Pis reach the broker by its address', async () => {
  const lab = await TestLab.open({ terminals: ['rpi-sub', 'rpi-pub'] });
  await lab.type('rpi-sub#1', 'mosquitto_sub -h 192.168.1.3 -t led -C 1');
  await lab.type('rpi-pub#1', 'mosquitto_pub -h rpi-broker -t led -m 4');
  expect(lab.screen('rpi-sub#1')).toContain('\n4\n');
});

test('an endless loop of publishing ends on Ctrl-C', async () => {
  const lab = await TestLab.open();
  lab.lab.terminal('rpi-broker#1').input('while true; do mosquitto_pub -t a -m x; done\r');
  const settled = lab.clock.settle();
  const published = (): number => lab.of('process-ended').filter(({ program }) => program === 'mosquitto_pub').length;
  while (published() < 50) await new Promise((resolve) => setImmediate(resolve));
  lab.lab.terminal('rpi-broker#1').input('\x03');
  await settled;
  await lab.type('rpi-broker#1', 'echo over');
  expect(lab.screen('rpi-broker#1')).toMatch(/\nover\npi@rpi-broker:~ \$ $/);
});

test('lines pasted together reach the command that reads them', async () => {
  const lab = await TestLab.open();
  await lab.type('rpi-broker#1', 'mosquitto_sub -t pasted');
  await lab.keys('rpi-broker#2', 'mosquitto_pub -t pasted -l\rone\rtwo\r\x04');
  expect(lab.screen('rpi-broker#1')).toMatch(/\none\ntwo\n$/);
});

test('Tab completes the options of the mosquitto tools', async () => {
  const lab = await TestLab.open();
  await lab.keys('rpi-broker#1', 'mosquitto_pub --will-pay\t');
  expect(lab.screen('rpi-broker#1')).toMatch(/mosquitto_pub --will-payload $/);
});

test('SIGTERM ends the broker, and the next client is refused', async () => {
  const lab = await TestLab.open();
  const pi = lab.lab.pi('rpi-broker');
  const mosquitto = pi.processes().find(({ argv }) => argv[0] === '/usr/sbin/mosquitto');
  pi.kill(mosquitto?.pid ?? 0, 'SIGTERM');
  await lab.type('rpi-broker#1', 'mosquitto_pub -t a -m x');
  expect(lab.screen('rpi-broker#1')).toContain('Error: Connection refused');
  expect(lab.of('process-ended').find(({ program }) => program === 'mosquitto')?.status).toBe(0);
});

test('an ended lab does nothing any more', async () => {
  const lab = await TestLab.open();
  await lab.type('rpi-broker#1', subscribe);
  lab.lab.end();
  const before = lab.events.length;
  await lab.clock.advance(120_000);
  expect(lab.events.slice(before).filter(({ kind }) => kind === 'packet')).toEqual([]);
});
