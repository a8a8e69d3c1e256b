import { expect, test } from 'vitest';
import { beginsWithConnect } from '#runtime/lab/first-bytes.ts';
import { TestLab } from '../kit/lab.ts';

const bytes = (text: string): Uint8Array => Uint8Array.from(text, (character) => character.charCodeAt(0));
const CONNECT = '\x10\x0c\x00\x04MQTT\x04\x02\x00\x3c\x00\x00';

test.each([
  ['MQTT 3.1.1', CONNECT],
  ['MQTT 3.1', '\x10\x0e\x00\x06MQIsdp\x03\x02\x00\x3c\x00\x00'],
  ['a length of four bytes', '\x10\x80\x80\x80\x01\x00\x04MQTT'],
])('%s is recognised by its CONNECT, and not before enough of it has come', (_, text) => {
  const name = text.search(/MQTT|MQIsdp/) + (text.includes('MQTT') ? 4 : 6);
  for (let length = 0; length < name; length++) expect(beginsWithConnect(bytes(text.slice(0, length)))).toBeUndefined();
  expect(beginsWithConnect(bytes(text.slice(0, name)))).toBe(true);
});

test.each([
  ['http', 'GET / HTTP/1.1'],
  ['TLS', '\x16\x03\x01'],
  ['ssh', 'SSH-2.0'],
  ['PUBLISH', '\x30\x05\x00\x01ax'],
  ['another protocol’s name', '\x10\x0c\x00\x04AMQP'],
  ['flags that CONNECT has not', '\x12\x0c\x00\x04MQTT'],
])('%s is not', (_, text) => expect(beginsWithConnect(bytes(text))).toBe(false));

const opened = (lab: TestLab): string[] => lab.of('connection-opened').map(({ service }) => service);

test('a second broker on another port is seen on the wire, by its port', async () => {
  const lab = await TestLab.open();
  await lab.type('rpi-broker#2', 'mosquitto -p 1884');
  await lab.type('rpi-broker#1', 'mosquitto_pub -p 1884 -t a -m x');
  expect(opened(lab)).toEqual(['rpi-broker:1884']);
  expect(lab.of('packet').map(({ bytes: [first = 0] }) => first >> 4)).toEqual([1, 2, 3, 14]);
});

test('a broker of somebody’s own making is seen once its client has said CONNECT', async () => {
  const lab = await TestLab.open();
  await lab.type('rpi-broker#2', 'nc -l 2000 > heard');
  await lab.type('rpi-broker#1', 'mosquitto_pub -p 2000 -t a -m x');
  expect(opened(lab)).toEqual(['rpi-broker:2000']);
  expect(lab.of('packet').map(({ sender, bytes: [first = 0] }) => `${sender} ${first >> 4}`)).toEqual(['client 1']);
});

test('what is no MQTT is no packet: http to the broker, and anything to another port', async () => {
  const lab = await TestLab.open();
  await lab.type('rpi-broker#2', 'nc -l 2000 > heard');
  await lab.type('rpi-broker#1', 'echo hello | nc -q 0 127.0.0.1 2000; curl -s http://127.0.0.1:1883/');
  expect(lab.of('packet')).toEqual([]);
  expect(opened(lab)).toEqual(['rpi-broker']);
});

test('ssh is left out', async () => {
  const lab = await TestLab.open();
  await lab.type('rpi-broker#1', 'ssh rpi-pub hostname');
  await lab.clock.advance(2_000);
  expect(lab.screen('rpi-broker#1')).toContain('\nrpi-pub\n');
  expect(opened(lab)).toEqual([]);
});
