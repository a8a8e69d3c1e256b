/** Whoever connects and does not say CONNECT is sent away after a minute and a half. */
import { expect, test } from 'vitest';
import { brokerInMemory } from '../broker/in-memory.ts';
import { brokerProcess } from './broker-process.ts';

test('a client that never says CONNECT is closed after 90 s, by the clock', async () => {
  const { broker, clock, connect, lines } = brokerInMemory();
  const client = connect();
  await clock.advance(89_000);
  expect(client.isOpen).toBe(true);
  await clock.advance(2_000);
  expect(await client.end()).toBe('ended');
  expect(broker.clients).toBe(0);
  expect(lines.at(-1)).toBe('Client <unknown> has exceeded timeout, disconnecting.');
});

test('half a CONNECT does not help', async () => {
  const { clock, connect } = brokerInMemory();
  const client = connect();
  for (const byte of [0x10, 0x0c, 0x00, 0x04]) {
    client.sendBytes(byte);
    await clock.advance(20_000);
  }
  await clock.advance(11_000);
  expect(client.isOpen).toBe(false);
});

test('over TCP, too, and others are served meanwhile', async () => {
  const broker = await brokerProcess();
  const silent = await broker.connect();
  const began = performance.now();
  const served = await broker.connect();
  await served.connect('served');
  expect(await silent.end()).toBe('ended');
  const seconds = (performance.now() - began) / 1000;
  expect(seconds).toBeGreaterThan(85);
  expect(seconds).toBeLessThan(110);
  expect(await served.sync()).toEqual([]);
  await broker.stop();
});
