import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Lan } from '#runtime/lan/lan.ts';
import { manualClock } from '../kit/clock.ts';
import { connected, outcomeOf } from './ends.ts';

test('a snapshot is plain data, and restoring it gives the same again', () => {
  const host = fc.record({
    name: fc.stringMatching(/^[a-z][a-z0-9-]{0,10}$/),
    address: fc.integer({ min: 1, max: 254 }).map((last) => `192.168.1.${last}`),
    plugged: fc.boolean(),
    latency: fc.integer({ min: 0, max: 1_000 }),
  });
  const hosts = fc.uniqueArray(host, { selector: ({ name }) => name, maxLength: 8 });
  fc.assert(
    fc.property(hosts, (list) => {
      const unique = list.filter(
        ({ address }, index) => list.findIndex((other) => other.address === address) === index,
      );
      const lan = new Lan({ clock: manualClock() });
      for (const { name, address, plugged, latency } of unique) {
        const added = lan.addHost(name, address);
        added.latency = latency;
        if (!plugged) added.unplug();
      }
      const snapshot = structuredClone(lan.snapshot());
      expect(snapshot.hosts).toEqual(unique);
      const fresh = new Lan({ clock: manualClock() });
      fresh.addHost('left-over', '192.168.1.99');
      fresh.restore(snapshot);
      expect(fresh.snapshot()).toEqual(snapshot);
    }),
    { numRuns: 50 },
  );
});

test('restoring cuts what is open and keeps hosts and listeners', async () => {
  const { clock, lan, a, b, client, server } = await connected();
  const snapshot = lan.snapshot();
  b.unplug();
  b.latency = 50;
  lan.restore(snapshot);
  await clock.settle();
  expect([client.heard, server.heard]).toEqual([['closed ECONNRESET'], ['closed ECONNRESET']]);
  const outcome = outcomeOf(a.network().connect({ host: 'b', port: 1883 }));
  await clock.settle();
  expect(outcome.now).toBe('done');
});
