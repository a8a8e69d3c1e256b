import { expect, test } from 'vitest';
import { connected } from './ends.ts';

const MINUTE = 60_000;

test('a cut resets both ends and loses what was under way', async () => {
  const { clock, client, server, connection, lan } = await connected();
  client.say('lost');
  connection.cut();
  await clock.settle();
  expect(server.heard).toEqual(['closed ECONNRESET']);
  expect(client.heard).toEqual(['closed ECONNRESET']);
  expect(lan.connections.size).toBe(0);
});

test('an unplugged host goes silent: neither end hears anything, not even an end', async () => {
  const { clock, client, server, b } = await connected();
  b.unplug();
  client.say('into the void');
  server.stream.end();
  await clock.advance(10 * MINUTE);
  expect([client.heard, server.heard]).toEqual([[], []]);
});

test('what was held while unplugged arrives in order when it is plugged in again', async () => {
  const { clock, client, server, b } = await connected();
  client.say('one ');
  b.unplug();
  client.say('two ');
  await clock.advance(5 * MINUTE);
  expect(server.text).toBe('');
  b.plug();
  client.say('three');
  await clock.settle();
  expect(server.text).toBe('one two three');
});

test('a sender whose bytes are stuck for 15 minutes gives up: ETIMEDOUT; the other end does not know', async () => {
  const { clock, client, server, b } = await connected();
  b.unplug();
  client.say('stuck');
  await clock.advance(15 * MINUTE - 1);
  expect(client.heard).toEqual([]);
  await clock.advance(1);
  expect(client.heard).toEqual(['closed ETIMEDOUT']);
  expect(server.heard).toEqual([]);
});

test('an end without anything to send stays open however long it is unplugged', async () => {
  const { clock, client, server, b } = await connected();
  b.unplug();
  await clock.advance(600 * MINUTE);
  b.plug();
  client.say('still here');
  await clock.settle();
  expect(server.text).toBe('still here');
});

test('plugging in starts the 15 minutes anew', async () => {
  const { clock, client, server, b } = await connected();
  server.stream.pause();
  b.unplug();
  client.say('stuck');
  await clock.advance(14 * MINUTE);
  b.plug();
  b.unplug();
  await clock.advance(14 * MINUTE);
  expect(client.heard).toEqual([]);
});

test('half-open: the end that is left gets ECONNRESET when it sends to one that is gone', async () => {
  const { clock, client, server, b } = await connected();
  b.unplug();
  client.stream.destroy();
  await clock.settle();
  expect(server.heard).toEqual([]);
  b.plug();
  await clock.advance(MINUTE);
  expect(server.heard).toEqual([]);
  server.say('anybody there?');
  await clock.settle();
  expect(server.heard).toEqual(['closed ECONNRESET']);
});

test('a connection of a host with itself does not need the cable', async () => {
  const { clock, b, servers } = await connected();
  b.unplug();
  const pending = b.network().connect({ host: 'localhost', port: 1883 });
  await clock.settle();
  (await pending).write(new TextEncoder().encode('inside'));
  await clock.settle();
  expect(servers[1]?.text).toBe('inside');
});
