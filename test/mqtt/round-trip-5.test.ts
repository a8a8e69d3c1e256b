import fc from 'fast-check';
import { expect, test } from 'vitest';
import { annotate } from '#runtime/mqtt/annotate.ts';
import { Decoder, decodePacket } from '#runtime/mqtt/decode.ts';
import { encode } from '#runtime/mqtt/encode.ts';
import type { Packet, QoS, Sender } from '#runtime/mqtt/packet.ts';
import { MQTT_PHRASE_IDS } from '#runtime/mqtt/phrase-ids.ts';
import { mayCarry, REASON_CODES } from '#runtime/mqtt/reason-code.ts';
import type { ReasonedPacketType } from '#runtime/mqtt/reason-code.ts';

const text = fc.string({ unit: 'binary', maxLength: 20 }).map((value) => value.replaceAll('\0', ''));
const topic = text.map((value) => value.replace(/[+#]/g, '') || 'x');
const shared = fc.boolean();
const filter = fc
  .tuple(fc.array(fc.oneof(topic, fc.constant('+')), { minLength: 1, maxLength: 4 }), fc.boolean(), shared)
  .map(([levels, hash, isShared]) => {
    const plain = (hash ? [...levels, '#'] : levels).join('/');
    return isShared ? `$share/g/${plain}` : plain;
  });
const payload = fc.uint8Array({ maxLength: 200 });
const packetId = fc.integer({ min: 1, max: 65_535 });
const qos = fc.constantFrom<QoS>(0, 1, 2);
const flag = fc.constantFrom(0, 1);
const word = fc.integer({ min: 0, max: 65_535 });
const positive = fc.integer({ min: 1, max: 65_535 });
const long = fc.integer({ min: 0, max: 0xffff_ffff });
const identifier = fc.integer({ min: 1, max: 268_435_455 });
const userProperties = fc.array(fc.record({ name: text, value: text }), { minLength: 1, maxLength: 3 });

/** Any of these properties, none among them; a packet without properties has no `properties`. */
function having(arbitraries: Record<string, fc.Arbitrary<unknown>>): fc.Arbitrary<object> {
  return fc
    .record({ ...arbitraries, userProperties }, { requiredKeys: [] })
    .map((properties) => (Object.keys(properties).length === 0 ? {} : { properties }));
}

/** Authentication data does not come without its method. */
function withMethod(parts: object): object {
  const properties = (parts as { properties?: Record<string, unknown> }).properties;
  if (properties?.authenticationData !== undefined) properties.authenticationMethod ??= 'M';
  return parts;
}

const ofMessage = {
  payloadFormatIndicator: flag,
  messageExpiryInterval: long,
  contentType: text,
  responseTopic: topic,
  correlationData: payload,
};
const reasons = having({ reasonString: text });

function codesOf(packet: ReasonedPacketType, sender: Sender): fc.Arbitrary<number> {
  return fc.constantFrom(...REASON_CODES.filter((code) => mayCarry(packet, code, sender)));
}

const connect = fc
  .tuple(
    fc.record(
      {
        type: fc.constant('CONNECT'),
        level: fc.constant(5),
        clean: fc.boolean(),
        keepAlive: word,
        clientId: text,
        will: fc
          .tuple(
            fc.record({ topic, payload, qos, retain: fc.boolean() }),
            having({ ...ofMessage, willDelayInterval: long }),
          )
          .map(([will, properties]) => ({ ...will, ...properties })),
        username: text,
        password: payload,
      },
      { requiredKeys: ['type', 'level', 'clean', 'keepAlive', 'clientId'] },
    ),
    having({
      sessionExpiryInterval: long,
      receiveMaximum: positive,
      maximumPacketSize: positive,
      topicAliasMaximum: word,
      requestResponseInformation: flag,
      requestProblemInformation: flag,
      authenticationMethod: text,
      authenticationData: payload,
    }).map(withMethod),
  )
  .map(([packet, properties]) => ({ ...packet, ...properties }) as Packet);

function publish(sender: Sender): fc.Arbitrary<object> {
  const identifiers = sender === 'server' ? { subscriptionIdentifier: fc.array(identifier, { minLength: 1 }) } : {};
  return fc
    .tuple(
      fc.record({
        qos,
        dup: fc.boolean(),
        retain: fc.boolean(),
        topic: fc.oneof(topic, fc.constant('')),
        packetId,
        payload,
      }),
      having({ ...ofMessage, topicAlias: positive, ...identifiers }),
    )
    .map(([{ packetId: id, dup, ...rest }, parts]) => {
      const properties = (parts as { properties?: { topicAlias?: number } }).properties;
      const named = rest.topic === '' && properties?.topicAlias === undefined ? { ...rest, topic: 'x' } : rest;
      return rest.qos === 0
        ? { type: 'PUBLISH', dup: false, ...named, ...parts }
        : { type: 'PUBLISH', dup, packetId: id, ...named, ...parts };
    });
}

function answer(type: ReasonedPacketType, sender: Sender): fc.Arbitrary<object> {
  return fc
    .tuple(fc.record({ type: fc.constant(type), packetId, reasonCode: codesOf(type, sender) }), reasons)
    .map(([packet, properties]) => ({ ...packet, ...properties }));
}

const answers = (sender: Sender): fc.Arbitrary<object>[] =>
  (['PUBACK', 'PUBREC', 'PUBREL', 'PUBCOMP'] as const).map((type) => answer(type, sender));

const subscription = fc
  .record({
    filter,
    qos,
    noLocal: fc.boolean(),
    retainAsPublished: fc.boolean(),
    retainHandling: fc.constantFrom(0, 1, 2),
  })
  .map((options) => ({ ...options, noLocal: options.noLocal && !options.filter.startsWith('$share/') }));

function and(packet: fc.Arbitrary<object>, properties: fc.Arbitrary<object>): fc.Arbitrary<object> {
  return fc.tuple(packet, properties).map(([one, other]) => ({ ...one, ...other }));
}

/** A packet that ends its login has a method; one that says nothing at all needs none. */
function auth(sender: Sender): fc.Arbitrary<object> {
  return and(
    fc.record({ type: fc.constant('AUTH'), reasonCode: codesOf('AUTH', sender) }),
    having({ authenticationMethod: text, authenticationData: payload, reasonString: text }).map((parts) => ({
      properties: { authenticationMethod: 'M', ...(parts as { properties?: object }).properties },
    })),
  );
}

const fromClient = fc.oneof(
  publish('client'),
  ...answers('client'),
  and(
    fc.record({
      type: fc.constant('SUBSCRIBE'),
      packetId,
      subscriptions: fc.array(subscription, { minLength: 1, maxLength: 4 }),
    }),
    having({ subscriptionIdentifier: identifier.map((id) => [id]) }),
  ),
  and(
    fc.record({
      type: fc.constant('UNSUBSCRIBE'),
      packetId,
      filters: fc.array(filter, { minLength: 1, maxLength: 4 }),
    }),
    having({}),
  ),
  fc.constant({ type: 'PINGREQ' }),
  and(
    fc.record({ type: fc.constant('DISCONNECT'), reasonCode: codesOf('DISCONNECT', 'client') }),
    having({ sessionExpiryInterval: long, reasonString: text }),
  ),
  auth('client'),
) as fc.Arbitrary<Packet>;

const fromServer = fc.oneof(
  publish('server'),
  ...answers('server'),
  and(
    fc.record({
      type: fc.constant('CONNACK'),
      sessionPresent: fc.constant(false),
      reasonCode: codesOf('CONNACK', 'server'),
    }),
    having({
      sessionExpiryInterval: long,
      receiveMaximum: positive,
      maximumQoS: flag,
      retainAvailable: flag,
      maximumPacketSize: positive,
      assignedClientIdentifier: text,
      topicAliasMaximum: word,
      reasonString: text,
      wildcardSubscriptionAvailable: flag,
      subscriptionIdentifierAvailable: flag,
      sharedSubscriptionAvailable: flag,
      serverKeepAlive: word,
      responseInformation: text,
      serverReference: text,
      authenticationMethod: text,
      authenticationData: payload,
    }).map(withMethod),
  ),
  and(
    fc.record({
      type: fc.constant('SUBACK'),
      packetId,
      reasonCodes: fc.array(codesOf('SUBACK', 'server'), { minLength: 1 }),
    }),
    reasons,
  ),
  and(
    fc.record({
      type: fc.constant('UNSUBACK'),
      packetId,
      reasonCodes: fc.array(codesOf('UNSUBACK', 'server'), { minLength: 1 }),
    }),
    reasons,
  ),
  fc.constant({ type: 'PINGRESP' }),
  and(
    fc.record({ type: fc.constant('DISCONNECT'), reasonCode: codesOf('DISCONNECT', 'server') }),
    having({ reasonString: text, serverReference: text }),
  ),
  auth('server'),
) as fc.Arbitrary<Packet>;

/** Lengths of chunks; the last one again and again. */
const sizes = fc.array(fc.integer({ min: 1, max: 100 }), { minLength: 1, maxLength: 20 });

function throughTheWire(packets: readonly Packet[], sender: Sender, lengths: readonly number[]): Packet[] {
  const stream = new Uint8Array(Buffer.concat(packets.map((packet) => encode(packet, 5))));
  const decoder = new Decoder(sender === 'client' ? { sender } : { sender, level: 5 });
  const read: Packet[] = [];
  for (let at = 0, i = 0; at < stream.length; i++) {
    const length = lengths[Math.min(i, lengths.length - 1)]!;
    decoder.push(stream.subarray(at, at + length), (packet) => read.push(packet));
    at += length;
  }
  return read;
}

test('whatever a client of 5.0 writes is read as it was meant, however it is cut', () => {
  fc.assert(
    fc.property(connect, fc.array(fromClient, { maxLength: 5 }), sizes, (first, others, lengths) => {
      const packets = [first, ...others];
      expect(throughTheWire(packets, 'client', lengths)).toEqual(packets);
    }),
    { numRuns: 400 },
  );
});

test('whatever a server of 5.0 writes is read as it was meant, however it is cut', () => {
  fc.assert(
    fc.property(fc.array(fromServer, { maxLength: 6 }), sizes, (packets, lengths) => {
      expect(throughTheWire(packets, 'server', lengths)).toEqual(packets);
    }),
    { numRuns: 400 },
  );
});

test('properties come in any order, and are kept in that order', () => {
  fc.assert(
    fc.property(fromServer, (packet) => {
      const bytes = encode(packet, 5);
      expect(encode(decodePacket(bytes, { sender: 'server', level: 5 }), 5)).toEqual(bytes);
    }),
    { numRuns: 400 },
  );
});

const KNOWN = new Set<string>(MQTT_PHRASE_IDS);

test('every byte of any packet of 5.0 has a meaning, once, and a sentence', () => {
  const any = fc.oneof(
    connect.map((packet) => ({ packet, sender: 'client' as const })),
    fromClient.map((packet) => ({ packet, sender: 'client' as const })),
    fromServer.map((packet) => ({ packet, sender: 'server' as const })),
  );
  fc.assert(
    fc.property(any, ({ packet, sender }) => {
      const bytes = encode(packet, 5);
      const fields = annotate(bytes, { sender, level: 5 });
      let at = 0;
      for (const { from, to, note, flaw } of fields) {
        expect(from).toBe(at);
        expect(to).toBeGreaterThan(from);
        expect(note?.id).toSatisfy((id) => KNOWN.has(id));
        expect(flaw).toBeUndefined();
        at = to;
      }
      expect(at).toBe(bytes.length);
    }),
    { numRuns: 600 },
  );
});
