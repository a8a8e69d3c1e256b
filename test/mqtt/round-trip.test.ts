import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Decoder } from '#runtime/mqtt/decode.ts';
import { encode } from '#runtime/mqtt/encode.ts';
import type { Packet, QoS, Sender } from '#runtime/mqtt/packet.ts';

const text = fc.string({ unit: 'binary', maxLength: 40 }).map((value) => value.replaceAll('\0', ''));
const topic = text.map((value) => value.replace(/[+#]/g, '') || 'x');
const filter = fc
  .tuple(fc.array(fc.oneof(topic, fc.constant('+')), { minLength: 1, maxLength: 5 }), fc.boolean())
  .map(([levels, hash]) => (hash ? [...levels, '#'] : levels).join('/'));
const payload = fc.uint8Array({ maxLength: 300 });
const packetId = fc.integer({ min: 1, max: 65_535 });
const qos = fc.constantFrom<QoS>(0, 1, 2);

const connect = fc
  .record(
    {
      type: fc.constant('CONNECT' as const),
      level: fc.constantFrom(3, 4),
      clean: fc.boolean(),
      keepAlive: fc.integer({ min: 0, max: 65_535 }),
      clientId: text,
      will: fc.record({ topic, payload, qos, retain: fc.boolean() }),
      username: text,
      password: payload,
      bridge: fc.constant(true as const),
    },
    { requiredKeys: ['type', 'level', 'clean', 'keepAlive', 'clientId'] },
  )
  .map((packet) => {
    if (packet.username === undefined) delete packet.password;
    return packet;
  });

const publish = fc
  .record({ qos, dup: fc.boolean(), retain: fc.boolean(), topic, packetId, payload })
  .map(({ packetId: id, dup, ...rest }) =>
    rest.qos === 0
      ? { type: 'PUBLISH' as const, dup: false, ...rest }
      : { type: 'PUBLISH' as const, dup, packetId: id, ...rest },
  );

const acknowledgement = fc.record({
  type: fc.constantFrom('PUBACK', 'PUBREC', 'PUBREL', 'PUBCOMP'),
  packetId,
  reasonCode: fc.constant(0),
});

const fromClient = fc.oneof(
  publish,
  acknowledgement,
  fc.record({
    type: fc.constant('SUBSCRIBE'),
    packetId,
    subscriptions: fc.array(fc.record({ filter, qos }), { minLength: 1, maxLength: 4 }),
  }),
  fc.record({ type: fc.constant('UNSUBSCRIBE'), packetId, filters: fc.array(filter, { minLength: 1, maxLength: 4 }) }),
  fc.constant({ type: 'PINGREQ' }),
  fc.constant({ type: 'DISCONNECT', reasonCode: 0 }),
) as fc.Arbitrary<Packet>;

const fromServer = fc.oneof(
  publish,
  acknowledgement,
  fc.record({ type: fc.constant('CONNACK'), sessionPresent: fc.boolean(), reasonCode: fc.constant(0) }),
  fc.record({
    type: fc.constant('SUBACK'),
    packetId,
    reasonCodes: fc.array(fc.constantFrom(0, 1, 2, 0x80), { minLength: 1 }),
  }),
  fc.record({ type: fc.constant('UNSUBACK'), packetId }),
  fc.constant({ type: 'PINGRESP' }),
) as fc.Arbitrary<Packet>;

/** Lengths of chunks; the last one again and again. */
const sizes = fc.array(fc.integer({ min: 1, max: 100 }), { minLength: 1, maxLength: 20 });

function throughTheWire(
  packets: readonly Packet[],
  level: 3 | 4,
  sender: Sender,
  lengths: readonly number[],
): Packet[] {
  const stream = new Uint8Array(Buffer.concat(packets.map((packet) => encode(packet, level))));
  const decoder = new Decoder(sender === 'client' ? { sender } : { sender, level });
  const read: Packet[] = [];
  for (let at = 0, i = 0; at < stream.length; i++) {
    const length = lengths[Math.min(i, lengths.length - 1)]!;
    decoder.push(stream.subarray(at, at + length), (packet) => read.push(packet));
    at += length;
  }
  return read;
}

test('whatever a client writes is read as it was meant, however it is cut', () => {
  fc.assert(
    fc.property(connect, fc.array(fromClient, { maxLength: 5 }), sizes, (first, others, lengths) => {
      const packets = [first as Packet, ...others];
      expect(throughTheWire(packets, first.level as 3 | 4, 'client', lengths)).toEqual(packets);
    }),
    { numRuns: 400 },
  );
});

test('whatever a server writes is read as it was meant, however it is cut', () => {
  fc.assert(
    fc.property(fc.array(fromServer, { maxLength: 6 }), sizes, (packets, lengths) => {
      expect(throughTheWire(packets, 4, 'server', lengths)).toEqual(packets);
    }),
    { numRuns: 400 },
  );
});
