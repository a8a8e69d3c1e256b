import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encode } from '#runtime/mqtt/encode.ts';
import type { Packet, ProtocolLevel } from '#runtime/mqtt/packet.ts';
import { brokerInMemory } from './in-memory.ts';

const payload = Uint8Array.of(1, 2, 3);
const session = (level: ProtocolLevel): Packet[] => [
  {
    type: 'CONNECT',
    level,
    clean: true,
    keepAlive: 60,
    clientId: 'x',
    will: { topic: 'w', payload, qos: 1, retain: true, properties: { willDelayInterval: 2, contentType: 't' } },
    properties: { sessionExpiryInterval: 9, receiveMaximum: 3, maximumPacketSize: 99, topicAliasMaximum: 2 },
  },
  {
    type: 'SUBSCRIBE',
    packetId: 1,
    subscriptions: [{ filter: 'a/#', qos: 1, noLocal: false, retainAsPublished: true, retainHandling: 1 }],
    properties: { subscriptionIdentifier: [7] },
  },
  { type: 'PUBLISH', dup: false, qos: 0, retain: true, topic: 'a/b', payload, properties: { topicAlias: 3 } },
  {
    type: 'PUBLISH',
    dup: false,
    qos: 1,
    retain: false,
    topic: 'a',
    packetId: 2,
    payload,
    properties: { userProperties: [{ name: 'k', value: 'v' }], messageExpiryInterval: 5 },
  },
  { type: 'PUBLISH', dup: false, qos: 2, retain: false, topic: 'a', packetId: 3, payload },
  { type: 'PUBREL', packetId: 3, reasonCode: 0 },
  { type: 'UNSUBSCRIBE', packetId: 4, filters: ['a/#'] },
  { type: 'PINGREQ' },
];
const streamOf = (level: ProtocolLevel): number[] => session(level).flatMap((packet) => [...encode(packet, level)]);
const STREAMS = { 4: streamOf(4), 5: streamOf(5) };
/** With `s`: a client id may hold a line feed. */
const REASON =
  /^(Client .* (closed its connection|disconnected( due to \w+ \w+)?|already connected, closing old connection|disconnected due to QoS too high or retain not supported)\.|Bad socket read\/write on client .*: [\w ]+\.?)$/s;

describe('bytes that are not what they should be', () => {
  it.each([4, 5] as const)(
    'never disturb the broker at level %i, and every end has its reason in the log',
    async (level) => {
      const stream = STREAMS[level];
      const change = fc.tuple(fc.nat(stream.length - 1), fc.integer({ min: 0, max: 255 }));
      await fc.assert(
        fc.asyncProperty(
          fc.array(change, { minLength: 1, maxLength: 4 }),
          fc.nat(stream.length),
          async (changes, cut) => {
            const { broker, clock, lines, wire, connect } = brokerInMemory();
            const bytes = Uint8Array.from(stream);
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
    },
  );
});
