import { expect, test } from 'vitest';
import type { LanTap } from '#runtime/lan/lan-tap.ts';
import { connected, outcomeOf, twoHosts } from './ends.ts';

const tapped = () => {
  const seen: string[] = [];
  const tap: LanTap = {
    opened: ({ id, clientHost, serverHost, owner }) =>
      seen.push(`${id} ${clientHost} > ${serverHost} by ${owner?.process.program ?? 'nobody'}`),
    data: ({ id }, sender, bytes) => seen.push(`${id} ${sender}: ${new TextDecoder().decode(bytes)}`),
    closed: ({ id }, side, error) => seen.push(`${id} closed by ${side} ${error?.code ?? ''}`.trim()),
  };
  return { tap, seen };
};

test('the tap sees a connection open, its bytes and its end, in that order', async () => {
  const { tap, seen } = tapped();
  const { clock, client, server } = await connected({ tap });
  client.say('ping');
  await clock.settle();
  server.say('pong');
  server.stream.end();
  await clock.settle();
  expect(seen).toEqual(['1 a > b by nobody', '1 client: ping', '1 server: pong', '1 closed by server']);
});

test('a connection tells who opened it', async () => {
  const { tap, seen } = tapped();
  const { clock, a } = await twoHosts({ tap });
  const process = { host: 'a', pid: 900, program: 'mosquitto_pub' };
  const outcome = outcomeOf(a.network({ process, by: 'learner' }).connect({ host: 'b', port: 1883 }));
  await clock.settle();
  expect(outcome.now).toBe('done');
  expect(seen).toEqual(['1 a > b by mosquitto_pub']);
});

test('bytes of an unplugged host are seen when it is plugged in, not before', async () => {
  const { tap, seen } = tapped();
  const { clock, client, a } = await connected({ tap });
  a.unplug();
  client.say('held');
  await clock.advance(1_000);
  expect(seen).toEqual(['1 a > b by nobody']);
  a.plug();
  expect(seen.at(-1)).toBe('1 client: held');
});

test('what the other end sends after the end was seen is not told', async () => {
  const { tap, seen } = tapped();
  const { clock, client, server } = await connected({ tap });
  client.stream.end();
  server.say('never read');
  await clock.settle();
  expect(seen).toEqual(['1 a > b by nobody', '1 closed by client']);
});

test('a cut is the wire, a reset the side that destroyed it', async () => {
  const { tap, seen } = tapped();
  const first = await connected({ tap });
  first.connection.cut();
  await first.clock.settle();
  const second = await connected({ tap });
  second.server.stream.destroy();
  await second.clock.settle();
  expect(seen.filter((line) => line.includes('closed'))).toEqual([
    '1 closed by wire ECONNRESET',
    '1 closed by server ECONNRESET',
  ]);
});

test('an attempt that fails is no connection', async () => {
  const { tap, seen } = tapped();
  const { clock, a } = await twoHosts({ tap });
  const outcome = outcomeOf(a.network().connect({ host: 'b', port: 1 }));
  await clock.settle();
  expect(outcome.now).toBe('ECONNREFUSED');
  expect(seen).toEqual([]);
});
