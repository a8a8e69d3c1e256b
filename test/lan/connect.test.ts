import { expect, test } from 'vitest';
import { outcomeOf, twoHosts } from './ends.ts';

test.each(['b', 'B', 'b.local', '192.168.1.11'])('%s is reached from another host', async (host) => {
  const { clock, a, servers } = await twoHosts();
  const pending = a.network().connect({ host, port: 1883 });
  await clock.settle();
  const stream = await pending;
  expect(stream.remote).toEqual({ host: '192.168.1.11', port: 1883 });
  expect(stream.local.host).toBe('192.168.1.10');
  expect(servers[0]?.stream.remote).toEqual(stream.local);
});

test.each(['localhost', '127.0.0.1', '127.1.2.3', '::1', '0.0.0.0', 'b', '192.168.1.11'])(
  '%s is the host itself',
  async (host) => {
    const { clock, b, servers } = await twoHosts();
    const outcome = outcomeOf(b.network().connect({ host, port: 1883 }));
    await clock.settle();
    expect(outcome.now).toBe('done');
    expect(servers).toHaveLength(1);
  },
);

test.each(['nobody', 'broker.example.org', '192.168.1.300', '', 'a b'])('%j is ENOTFOUND', async (host) => {
  const { clock, a } = await twoHosts();
  const outcome = outcomeOf(a.network().connect({ host, port: 1883 }));
  await clock.settle();
  expect(outcome.now).toBe('ENOTFOUND');
});

test.each(['10.0.0.1', '8.8.8.8', '2001:db8::1'])('%s is ENETUNREACH', async (host) => {
  const { clock, a } = await twoHosts();
  const outcome = outcomeOf(a.network().connect({ host, port: 1883 }));
  await clock.settle();
  expect(outcome.now).toBe('ENETUNREACH');
});

test('a port that nobody listens to is ECONNREFUSED, with host and port in the message', async () => {
  const { clock, a } = await twoHosts();
  const attempt = a.network().connect({ host: 'b', port: 1884 });
  const outcome = outcomeOf(attempt);
  await clock.settle();
  expect(outcome.now).toBe('ECONNREFUSED');
  await expect(attempt).rejects.toThrow('ECONNREFUSED: b:1884');
});

test('an address without a machine is EHOSTUNREACH, after three seconds', async () => {
  const { clock, a } = await twoHosts();
  const outcome = outcomeOf(a.network().connect({ host: '192.168.1.77', port: 1883 }));
  await clock.advance(2_999);
  expect(outcome.now).toBe('pending');
  await clock.advance(1);
  expect(outcome.now).toBe('EHOSTUNREACH');
});

test('an unplugged host is EHOSTUNREACH; with the own cable out it is ENETUNREACH, but localhost works', async () => {
  const { clock, a, b } = await twoHosts();
  b.unplug();
  const there = outcomeOf(a.network().connect({ host: 'b', port: 1883 }));
  const here = outcomeOf(b.network().connect({ host: 'a', port: 1883 }));
  const itself = outcomeOf(b.network().connect({ host: 'localhost', port: 1883 }));
  await clock.advance(3_000);
  expect([there.now, here.now, itself.now]).toEqual(['EHOSTUNREACH', 'ENETUNREACH', 'done']);
});

test('a listener on 127.0.0.1 serves the host itself only', async () => {
  const { clock, a, b } = await twoHosts();
  await b.network().listen({ host: '127.0.0.1', port: 1900 }, () => {});
  const inside = outcomeOf(b.network().connect({ host: 'localhost', port: 1900 }));
  const byAddress = outcomeOf(b.network().connect({ host: '192.168.1.11', port: 1900 }));
  const outside = outcomeOf(a.network().connect({ host: 'b', port: 1900 }));
  await clock.settle();
  expect([inside.now, byAddress.now, outside.now]).toEqual(['done', 'ECONNREFUSED', 'ECONNREFUSED']);
});

test('a port is taken once: EADDRINUSE, until the listener is closed', async () => {
  const { b, listener } = await twoHosts();
  await expect(b.network().listen({ port: 1883 }, () => {})).rejects.toMatchObject({ code: 'EADDRINUSE' });
  await expect(b.network().listen({ host: '127.0.0.1', port: 1883 }, () => {})).rejects.toMatchObject({
    code: 'EADDRINUSE',
  });
  listener.close();
  await expect(b.network().listen({ port: 1883 }, () => {})).resolves.toBeDefined();
});

test('two addresses of one host may listen at the same port', async () => {
  const { b } = await twoHosts();
  await b.network().listen({ host: '127.0.0.1', port: 99 }, () => {});
  await expect(b.network().listen({ host: '192.168.1.11', port: 99 }, () => {})).resolves.toBeDefined();
});

test("another host's address cannot be bound, to listen or to connect", async () => {
  const { clock, a, b } = await twoHosts();
  await expect(b.network().listen({ host: '192.168.1.10', port: 99 }, () => {})).rejects.toMatchObject({
    code: 'EADDRNOTAVAIL',
  });
  const outcome = outcomeOf(a.network().connect({ host: 'b', port: 1883, bindAddress: '192.168.1.99' }));
  await clock.settle();
  expect(outcome.now).toBe('EADDRNOTAVAIL');
});

test('port 0 listens at an ephemeral port, another each time', async () => {
  const { b } = await twoHosts();
  const first = await b.network().listen({ port: 0 }, () => {});
  const second = await b.network().listen({ port: 0 }, () => {});
  expect(first.address.port).toBeGreaterThanOrEqual(32_768);
  expect(second.address.port).not.toBe(first.address.port);
});

test('a closed listener refuses; what it has accepted stays open', async () => {
  const { clock, a, servers, listener } = await twoHosts();
  const pending = a.network().connect({ host: 'b', port: 1883 });
  await clock.settle();
  await pending;
  listener.close();
  const outcome = outcomeOf(a.network().connect({ host: 'b', port: 1883 }));
  await clock.settle();
  expect(outcome.now).toBe('ECONNREFUSED');
  expect(servers[0]?.heard).toEqual([]);
});

test('connecting takes a round trip of the latency', async () => {
  const { clock, a, b } = await twoHosts();
  a.latency = 10;
  b.latency = 40;
  const outcome = outcomeOf(a.network().connect({ host: 'b', port: 1883 }));
  await clock.advance(99);
  expect(outcome.now).toBe('pending');
  await clock.advance(1);
  expect(outcome.now).toBe('done');
});

test('a name or an address can be given to one host only', async () => {
  const { lan } = await twoHosts();
  expect(() => lan.addHost('A', '192.168.1.20')).toThrow('EADDRINUSE');
  expect(() => lan.addHost('c', '192.168.1.10')).toThrow('EADDRINUSE');
  expect(() => lan.addHost('c', '10.0.0.1')).toThrow('EINVAL');
});

test.each([{ tls: {} }, { proxy: { host: 'b', port: 1080 } }, { path: '/run/mosquitto.sock' }])(
  'what this network does not know is refused, not left out: %j',
  async (how) => {
    const { clock, a, servers } = await twoHosts();
    const network = a.network();
    const outcome = outcomeOf(network.connect({ host: 'b', port: 1883, ...how }));
    await clock.settle();
    expect(outcome.now).toBe('EPROTONOSUPPORT');
    expect([...(network.lacks ?? [])]).toEqual(expect.arrayContaining(Object.keys(how)));
    expect(servers).toEqual([]);
  },
);
