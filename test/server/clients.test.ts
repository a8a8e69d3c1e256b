/** Independent clients against the server: what is true for ours must be true for the world's. */
import { execFile, spawn } from 'node:child_process';
import { once, type EventEmitter } from 'node:events';
import { connect } from 'node:net';
import { promisify } from 'node:util';
import mqtt from 'mqtt';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { programPath } from '../kit/programs.ts';
import { testServer, type TestServer } from '../kit/server.ts';

const run = promisify(execFile);
let server: TestServer;
let logged = '';
beforeAll(async () => {
  server = await testServer({ log: (_, { text }) => void (logged += `${text}\n`) });
});
afterAll(() => server.close());

const sub = programPath('mosquitto_sub');
const pub = programPath('mosquitto_pub');

test.skipIf(sub === undefined)("Debian's mosquitto_sub sees what a WebSocket client publishes", async () => {
  const debian = spawn(sub as string, [
    '-p',
    String(server.mqttPort),
    '-t',
    'piandmore/#',
    '-v',
    '-C',
    '1',
    '-i',
    'debian',
  ]);
  let output = '';
  debian.stdout.on('data', (data: Buffer) => (output += String(data)));
  // Into a pipe the tool does not say at once that it has subscribed; the broker's log does.
  await vi.waitUntil(() => logged.includes('Sending SUBACK to debian'), { timeout: 5_000 });
  const client = await server.webSocket();
  await client.connect('page');
  client.publish('piandmore/test', 'Hello World');
  const [code] = (await once(debian, 'close')) as [number];
  expect(output).toContain('piandmore/test Hello World\n');
  expect(code).toBe(0);
});

test.skipIf(pub === undefined)("a WebSocket client sees what Debian's mosquitto_pub publishes", async () => {
  const client = await server.webSocket();
  await client.connect('listener');
  await client.subscribe('from/outside');
  await run(pub as string, ['-p', String(server.mqttPort), '-t', 'from/outside', '-m', 'Hallo', '-q', '1']);
  const message = await client.expect('PUBLISH');
  expect(new TextDecoder().decode(message.payload)).toBe('Hallo');
});

test.each(['mqtt', 'ws'] as const)('mqtt.js publishes and receives over %s', async (protocol) => {
  const url = protocol === 'mqtt' ? `mqtt://127.0.0.1:${server.mqttPort}` : `ws://127.0.0.1:${server.port}/mqtt`;
  const client = await mqtt.connectAsync(url, { protocolVersion: 4, reconnectPeriod: 0 });
  const granted = await client.subscribeAsync('js/#', { qos: 1 });
  expect(granted[0]?.qos).toBe(1);
  const message = once(client as unknown as EventEmitter, 'message') as Promise<[string, Buffer]>;
  await client.publishAsync('js/x', 'hello', { qos: 1 });
  const [topic, payload] = await message;
  expect([topic, String(payload)]).toEqual(['js/x', 'hello']);
  await client.endAsync();
});

test.each(['tcp', 'webSocket'] as const)('a payload of 300 kB arrives whole over %s', async (wire) => {
  const [sender, receiver] = [await server[wire](), await server[wire]()];
  await sender.connect(`big-sender-${wire}`);
  await receiver.connect(`big-receiver-${wire}`);
  await receiver.subscribe('big');
  const payload = Uint8Array.from({ length: 300_000 }, (_, i) => i % 251);
  sender.publish('big', payload);
  const message = await receiver.expect('PUBLISH');
  expect(Buffer.compare(message.payload, payload)).toBe(0);
  for (const client of [sender, receiver]) client.send({ type: 'DISCONNECT', reasonCode: 0 });
});

test('half a packet and then silence disturbs nobody else', async () => {
  const half = await server.tcp();
  half.sendBytes(0x10, 0x20, 0x00, 0x04, 0x4d);
  const other = await server.tcp();
  await other.connect('undisturbed');
  expect(await other.sync()).toEqual([]);
  expect(half.isOpen).toBe(true);
  half.vanish();
});

test('garbage ends its connection and no other', async () => {
  const other = await server.tcp();
  await other.connect('beside-garbage');
  const socket = connect({ port: server.mqttPort, host: '127.0.0.1' });
  socket.on('error', () => {});
  socket.write('GET / HTTP/1.1\r\nHost: localhost\r\n\r\n');
  await once(socket, 'close');
  expect(await other.sync()).toEqual([]);
});

test('500 clients at once all get the message', async () => {
  const clients = await Promise.all(Array.from({ length: 500 }, () => server.tcp()));
  await Promise.all(clients.map((client, i) => client.connect(`crowd-${i}`)));
  await Promise.all(clients.map((client) => client.subscribe('crowd')));
  const publisher = await server.tcp();
  await publisher.connect('crowd-publisher');
  publisher.publish('crowd', 'hello all');
  const messages = await Promise.all(clients.map((client) => client.expect('PUBLISH')));
  expect(messages.every(({ payload }) => new TextDecoder().decode(payload) === 'hello all')).toBe(true);
  for (const client of clients) client.vanish();
}, 30_000);
