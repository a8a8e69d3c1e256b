import { afterEach, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { Seats } from '#runtime/server/seats.ts';
import { manualClock } from '../kit/clock.ts';
import { testServer, type TestServer } from '../kit/server.ts';

const random = { bytes: (length: number) => new Uint8Array(length) };
const seats = (options: { limit?: number } = {}) => {
  const clock = manualClock();
  return { clock, seats: new Seats({ clock, random, ...options }) };
};

test('the first page gets seat 1, the second another', () => {
  const { seats: house } = seats();
  expect(house.take('one')?.name).toBe('1');
  expect(house.take('two')?.name).toBe('2');
});

test('a page finds its seat again by its token', () => {
  const { seats: house } = seats();
  const seat = house.take('one');
  house.take('two');
  if (seat !== undefined) house.leave(seat);
  expect(house.take('one')).toBe(seat);
});

test('a seat stays free for its page for 30 seconds, then a newcomer gets it with a fresh broker', async () => {
  const { seats: house, clock } = seats();
  const seat = house.take('one');
  if (seat === undefined) throw new Error('no seat');
  const broker = seat.broker;
  house.leave(seat);
  await clock.advance(29_999);
  expect(house.take('two')?.name).toBe('2');
  await clock.advance(1);
  expect(house.take('three')).toBe(seat);
  expect(seat.broker).not.toBe(broker);
});

test('a page that is open in two tabs keeps its seat when one closes', async () => {
  const { seats: house, clock } = seats();
  const seat = house.take('one');
  house.take('one');
  if (seat !== undefined) house.leave(seat);
  await clock.advance(60_000);
  expect(house.take('two')).not.toBe(seat);
});

test('a full house says so', () => {
  const { seats: house } = seats({ limit: 1 });
  house.take('one');
  expect(house.take('two')).toBeUndefined();
});

let server: TestServer | undefined;
afterEach(() => server?.close());

/** A page's seat socket, and what the server said on it. */
async function sit(port: number, token: string) {
  const socket = new WebSocket(`ws://127.0.0.1:${port}/seat?token=${token.padEnd(16, '-')}`);
  const next = () =>
    new Promise<Record<string, unknown>>((resolve) =>
      socket.once('message', (data: Buffer) => resolve(JSON.parse(String(data)) as Record<string, unknown>)),
    );
  return { socket, next, first: await next() };
}

test('a page is told its seat, and only seat 1 has a TCP port', async () => {
  server = await testServer();
  const one = await sit(server.port, 'one');
  const two = await sit(server.port, 'two');
  expect(one.first).toEqual({ seat: '1', mqtt: '/mqtt/1', tcpPort: server.mqttPort });
  expect(two.first).toEqual({ seat: '2', mqtt: '/mqtt/2' });
});

test('what is published at one seat is not seen at another', async () => {
  server = await testServer();
  await sit(server.port, 'one');
  await sit(server.port, 'two');
  const [one, two] = [await server.webSocket('/mqtt/1'), await server.webSocket('/mqtt/2')];
  for (const client of [one, two]) {
    await client.connect('same-id');
    await client.subscribe('#');
  }
  two.publish('secret', 'of two');
  expect((await two.expect('PUBLISH')).topic).toBe('secret');
  expect(await one.sync()).toEqual([]);
});

test('a renewed seat has forgotten what was retained, and its clients are gone', async () => {
  server = await testServer();
  const page = await sit(server.port, 'one');
  const client = await server.webSocket('/mqtt/1');
  await client.connect('before');
  client.publish('kept', 'x', { retain: true });
  await client.sync();
  const told = page.next();
  page.socket.send('{"renew":true}');
  await told;
  await client.end();
  const later = await server.webSocket('/mqtt/1');
  await later.connect('after');
  await later.subscribe('kept');
  expect(await later.sync()).toEqual([]);
});

test('a message that is none ends the seat socket', async () => {
  server = await testServer();
  const page = await sit(server.port, 'one');
  page.socket.send('not json');
  expect(await new Promise((resolve) => page.socket.once('close', resolve))).toBe(1008);
});
