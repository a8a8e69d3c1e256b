import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encode } from '#runtime/mqtt/encode.ts';
import type { Packet } from '#runtime/mqtt/packet.ts';
import { brokerInMemory } from './in-memory.ts';

const payload = Uint8Array.of(1, 2, 3);
const GOOD: readonly Packet[] = [
  {
    type: 'CONNECT',
    level: 4,
    clean: true,
    keepAlive: 60,
    clientId: 'x',
    will: { topic: 'w', payload, qos: 1, retain: true },
  },
  { type: 'SUBSCRIBE', packetId: 1, subscriptions: [{ filter: 'a/#', qos: 1 }] },
  { type: 'PUBLISH', dup: false, qos: 0, retain: true, topic: 'a/b', payload },
  { type: 'PUBLISH', dup: false, qos: 1, retain: false, topic: 'a', packetId: 2, payload },
  { type: 'PUBLISH', dup: false, qos: 2, retain: false, topic: 'a', packetId: 3, payload },
  { type: 'PUBREL', packetId: 3, reasonCode: 0 },
  { type: 'UNSUBSCRIBE', packetId: 4, filters: ['a/#'] },
  { type: 'PINGREQ' },
];
const STREAM = GOOD.flatMap((packet) => [...encode(packet, 4)]);
const REASON =
  /^Client .* (closed its connection|disconnected( due to \w+ \w+)?|already connected, closing old connection)\.$/;

describe('bytes that are not what they should be', () => {
  it('never disturb the broker, and every end has its reason in the log', async () => {
    const change = fc.tuple(fc.nat(STREAM.length - 1), fc.integer({ min: 0, max: 255 }));
    await fc.assert(
      fc.asyncProperty(
        fc.array(change, { minLength: 1, maxLength: 4 }),
        fc.nat(STREAM.length),
        async (changes, cut) => {
          const { broker, clock, lines, wire, connect } = brokerInMemory();
          const bytes = Uint8Array.from(STREAM);
          for (const [at, value] of changes) bytes[at] = value;
          const client = wire();
          client.open({ data: () => undefined, drain: () => undefined, closed: () => undefined });
          client.write(bytes.subarray(0, cut));
          client.write(bytes.subarray(cut));
          await clock.settle();
          client.end();
          await clock.settle();
          expect(broker.clients).toBe(0);
          expect(lines.filter((line) => REASON.test(line))).toHaveLength(1);
          const good = connect();
          await good.connect('good');
          expect(await good.sync()).toEqual([]);
        },
      ),
      { numRuns: 300 },
    );
  });
});
