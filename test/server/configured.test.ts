/** `kleber serve --config`: seat 1's broker as a mosquitto.conf describes it. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { configuredBroker, type ConfiguredBroker } from '#runtime/server/configured-broker.ts';
import { freePorts } from '../golden/free-ports.ts';
import { brief } from '../kit/mqtt-client.ts';
import { tcpClient, testServer, webSocketClient, type TestServer } from '../kit/server.ts';

let folder = '';
let configured: ConfiguredBroker | undefined;
let server: TestServer | undefined;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kleber-config-'));
});
afterEach(async () => {
  await configured?.close();
  await server?.close();
  [configured, server] = [undefined, undefined];
  rmSync(folder, { recursive: true, force: true });
});

/** @param conf with PORT and WS where its ports are to be */
async function configure(conf: string): Promise<{ port: number; ws: number; file: string }> {
  const [port = 0, ws = 0] = await freePorts(2);
  const file = join(folder, 'a.conf');
  const text = conf.replaceAll('PORT', String(port)).replaceAll('WS', String(ws));
  writeFileSync(file, `log_dest none\n${text}`);
  return { port, ws, file };
}

async function open(file: string): Promise<TestServer> {
  configured = await configuredBroker(file);
  server = await testServer({ configured: { broker: configured.service.broker, port: configured.port } });
  return server;
}

const LISTENER = 'listener PORT 127.0.0.1\nallow_anonymous true\n';

test('real tools reach it where its listeners are, and pages by /mqtt: all meet at one broker', async () => {
  const { port, ws, file } = await configure(`${LISTENER}listener WS 127.0.0.1\nprotocol websockets\n`);
  const { mqttPort, webSocket } = await open(file);
  expect(mqttPort).toBe(port);
  const clients = [await tcpClient(port), await webSocket(), await webSocketClient(`ws://127.0.0.1:${ws}/`)];
  for (const [number, client] of clients.entries()) {
    expect(await client.connect(`c${number}`)).toMatchObject({ reasonCode: 0 });
    await client.subscribe('a');
  }
  clients[0]?.publish('a', 'to all');
  for (const client of clients) expect(brief(await client.next())).toBe('a=to all q0 r0');
});

test('pages are let in as by the listener that is named first', async () => {
  const { file } = await configure('listener PORT 127.0.0.1\nallow_anonymous false\n');
  const { webSocket } = await open(file);
  expect(await (await webSocket()).connect('page')).toMatchObject({ reasonCode: 5 });
});

test('it stays when the seat gets another page, and other seats have brokers of their own', async () => {
  const { file } = await configure(LISTENER);
  const { seats } = await open(file);
  const { broker } = seats.first;
  seats.first.renew();
  expect(seats.first.broker).toBe(broker);
  seats.take('one');
  expect(seats.take('two')?.broker).not.toBe(broker);
});

test('SIGHUP reads the file again', async () => {
  const { port, file } = await configure(LISTENER);
  await open(file);
  writeFileSync(file, `log_dest none\nlistener ${port} 127.0.0.1\nallow_anonymous false\n`);
  await configured?.signal('SIGHUP');
  expect(await (await tcpClient(port)).connect('late')).toMatchObject({ reasonCode: 5 });
});

describe('what makes no sense beside a server is refused by name', () => {
  test.each(['user', 'pid_file'])('%s', async (name) => {
    const { file } = await configure(`${LISTENER}${name} x\n`);
    await expect(configuredBroker(file)).rejects.toMatchObject({
      message: expect.stringMatching(
        new RegExp(`a\\.conf: "${name}" makes no sense with serve: .*; take the line out`),
      ),
      status: 3,
    });
  });
});

test('a file that cannot be used, or a place that cannot be had, ends it as Mosquitto ends', async () => {
  const { port, file } = await configure(`${LISTENER}password_file ${folder}/none\n`);
  await expect(configuredBroker(file)).rejects.toMatchObject({ status: 13 });
  await expect(configuredBroker(join(folder, 'none.conf'))).rejects.toMatchObject({ status: 3 });
  writeFileSync(file, `log_dest none\nlistener ${port} 127.0.0.1\nlistener ${port} 127.0.0.1\n`);
  await expect(configuredBroker(file)).rejects.toMatchObject({ status: 1 });
});
