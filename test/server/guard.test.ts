import { afterAll, beforeAll, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { ownNames, refuseUpgrade } from '#runtime/server/guard.ts';
import { testServer, type TestServer } from '../kit/server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await testServer({ names: ['kleber.test'] });
});
afterAll(() => server.close());

/** @returns status and text with which the upgrade was answered; 101: it was accepted */
function upgrade(
  path: string,
  headers: Record<string, string> = {},
  protocol: string | null = 'mqtt',
): Promise<[number, string]> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(`ws://127.0.0.1:${server.port}${path}`, protocol === null ? [] : [protocol], {
      headers,
    });
    socket.once('open', () => {
      socket.close();
      resolve([101, '']);
    });
    socket.once('unexpected-response', (_, response) => {
      let text = '';
      response.on('data', (data: Buffer) => (text += String(data)));
      response.on('end', () => resolve([response.statusCode ?? 0, text]));
    });
    socket.once('error', reject);
  });
}

const token = 'a-token-of-16-or-more';

test.each(['/mqtt', `/seat?token=${token}`])('a page of another origin may not open %s', async (path) => {
  const [status, why] = await upgrade(path, { Origin: 'https://evil.example' });
  expect(status).toBe(403);
  expect(why).toContain('a page of origin https://evil.example may not connect');
});

test('a page of this machine on another port may not either', async () => {
  expect((await upgrade('/mqtt', { Origin: 'http://127.0.0.1:1' }))[0]).toBe(403);
});

test('the page that this server served may', async () => {
  expect((await upgrade('/mqtt', { Origin: `http://127.0.0.1:${server.port}` }))[0]).toBe(101);
});

test('a program, which has no origin, may', async () => {
  expect((await upgrade('/mqtt'))[0]).toBe(101);
});

test('a name that is none of ours is refused, with the remedy', async () => {
  const [status, why] = await upgrade('/mqtt', { Host: 'rebound.example', Origin: 'http://rebound.example' });
  expect(status).toBe(403);
  expect(why).toContain('--name rebound.example');
});

test('a name given with --name is ours', async () => {
  const host = `kleber.test:${server.port}`;
  expect((await upgrade('/mqtt', { Host: host, Origin: `http://${host}` }))[0]).toBe(101);
});

test('an origin that is no URL is refused', () => {
  const headers = { host: 'localhost:8080', origin: 'null' };
  expect(refuseUpgrade({ headers }, ownNames())).toContain('origin null');
});

test.each(['/other', '/mqtt/99', '/mqtt/1/more'])('nothing answers at %s', async (path) => {
  expect((await upgrade(path))[0]).toBe(404);
});

test('MQTT without its subprotocol is refused [MQTT-6.0.0-3] [MQTT5-6.0.0-3]', async () => {
  expect((await upgrade('/mqtt', {}, null))[0]).toBe(400);
  expect((await upgrade('/mqtt', {}, 'chat'))[0]).toBe(400);
});

test.each(['', '?token=short', `?token=${'x'.repeat(65)}`, '?token=<script>aaaaaaaaaaaa'])(
  'a seat is not taken with "%s"',
  async (query) => {
    expect((await upgrade(`/seat${query}`, {}, null))[0]).toBe(400);
  },
);

test('a text frame ends the connection [MQTT-6.0.0-1] [MQTT5-6.0.0-1]', async () => {
  const socket = new WebSocket(`ws://127.0.0.1:${server.port}/mqtt`, 'mqtt');
  await new Promise((resolve) => socket.once('open', resolve));
  socket.send('this is text');
  const code = await new Promise((resolve) => socket.once('close', resolve));
  expect(code).toBe(1003);
});
