import { expect, test } from 'vitest';
import type { ListenAt } from '#runtime/ports.ts';
import { Ear, outcomeOf, twoHosts } from './ends.ts';

test('who connects while services of the host are starting waits, and is served when they listen', async () => {
  const { clock, a, b } = await twoHosts();
  const started = Promise.withResolvers<void>();
  let isStarting = true;
  b.starting = () => (isStarting ? started.promise : undefined);
  const outcome = outcomeOf(a.network().connect({ host: 'b', port: 9001 }));
  await clock.advance(60_000);
  expect(outcome.now).toBe('pending');
  await b.network().listen({ port: 9001 }, (stream) => new Ear(stream));
  isStarting = false;
  started.resolve();
  await clock.settle();
  expect(outcome.now).toBe('done');
});

test('when they have started and nobody listens, it is refused', async () => {
  const { clock, a, b } = await twoHosts();
  let isStarting = true;
  b.starting = () => (isStarting ? Promise.resolve().then(() => void (isStarting = false)) : undefined);
  const outcome = outcomeOf(a.network().connect({ host: 'b', port: 9001 }));
  await clock.settle();
  expect(outcome.now).toBe('ECONNREFUSED');
});

test('a port that somebody listens on waits for nobody', async () => {
  const { clock, a, b } = await twoHosts();
  b.starting = () => new Promise(() => {});
  const outcome = outcomeOf(a.network().connect({ host: 'b', port: 1883 }));
  await clock.settle();
  expect(outcome.now).toBe('done');
});

test.each<[string, Partial<ListenAt>, string]>([
  ['TLS', { tls: {} }, 'This network has no TLS'],
  ['a Unix socket', { path: '/run/mosquitto.sock' }, 'This network has no Unix sockets'],
  ['a directory over http', { protocol: 'websockets', httpDirectory: '/srv' }, 'This network has no files over http'],
])('%s is refused in plain words', async (_, more, words) => {
  const { b } = await twoHosts();
  await expect(b.network().listen({ port: 9001, ...more }, () => {})).rejects.toMatchObject({
    code: 'EPROTONOSUPPORT',
    message: words,
  });
});

test('an IPv6 address is not this host’s', async () => {
  const { b } = await twoHosts();
  await expect(b.network().listen({ port: 9001, family: 'ipv6' }, () => {})).rejects.toMatchObject({
    code: 'EADDRNOTAVAIL',
  });
});

test('a socket is known by the process that listens, at its end of a connection too', async () => {
  const { clock, a, b } = await twoHosts();
  const process = { host: 'b', pid: 812, program: 'mosquitto' };
  await b.network({ process, by: 'engine' }).listen({ port: 1884 }, (stream) => new Ear(stream));
  const outcome = outcomeOf(a.network().connect({ host: 'b', port: 1884 }));
  await clock.settle();
  expect(outcome.now).toBe('done');
  expect(b.sockets().filter(({ local }) => local.port === 1884)).toMatchObject([
    { state: 'listening', process },
    { state: 'established', process },
  ]);
});
