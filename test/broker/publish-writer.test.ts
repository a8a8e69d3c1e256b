import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Message } from '#runtime/broker/message.ts';
import { OutputBuffers } from '#runtime/broker/output/output-buffers.ts';
import { Output } from '#runtime/broker/output/output.ts';
import { publishSize, writePublish } from '#runtime/broker/output/publish-writer.ts';
import { encode } from '#runtime/mqtt/encode.ts';
import type { Properties, Publish, QoS } from '#runtime/mqtt/packet.ts';
import { propertiesSize } from '#runtime/mqtt/properties.ts';
import { streamPair } from '../kit/wire.ts';

const qos = fc.constantFrom<QoS>(0, 1, 2);
const topic = fc.string({ unit: 'binary', minLength: 1, maxLength: 200 }).map((text) => text.replace(/[+#\0]/g, 'x'));
const payload = fc.oneof(
  fc.uint8Array({ maxLength: 200 }),
  fc.constantFrom(0, 1, 16_383, 16_384, 100_000).map((length) => new Uint8Array(length).fill(length)),
);

/** What the codec would send. */
const expected = (packet: Publish, packetId: number, level: 4 | 5): Uint8Array =>
  encode(packet.qos === 0 ? packet : { ...packet, packetId }, level);

function written(message: Message, packet: Publish, packetId: number, level: 4 | 5): Uint8Array {
  const writes: Uint8Array[] = [];
  const [stream] = streamPair();
  stream.write = (bytes) => writes.push(bytes) > 0;
  const output = new Output(stream, 1, new OutputBuffers());
  writePublish(output, message, packet.qos, packet.retain, packet.dup, packetId, level === 5);
  output.flush();
  return new Uint8Array(Buffer.concat(writes));
}

/** The message as it lies in the packet that brought it. */
function inPlace({ topic, payload }: Publish, asQos: QoS, level: 4 | 5): Message {
  const packet = encode(
    {
      type: 'PUBLISH',
      dup: false,
      qos: asQos,
      retain: false,
      topic,
      payload,
      ...(asQos > 0 && { packetId: 77 }),
    },
    level,
  );
  // In the midst of others.
  const chunk = new Uint8Array(packet.length + 20).fill(0xee);
  chunk.set(packet, 9);
  const end = 9 + packet.length;
  const payloadAt = end - payload.length;
  const topicEnd = payloadAt - (asQos > 0 ? 2 : 0) - (level === 5 ? 1 : 0);
  const topicAt = topicEnd - 2 - new TextEncoder().encode(topic).length;
  return new Message(topic, chunk, topicAt, topicEnd, payloadAt, end, asQos, false);
}

describe('a message written as PUBLISH', () => {
  const levels = fc.constantFrom<4 | 5>(4, 5);
  const cases = fc.record({
    publish: fc
      .record({ qos, retain: fc.boolean(), dup: fc.boolean(), topic, payload })
      .map((fields): Publish => ({ type: 'PUBLISH', ...fields, dup: fields.dup && fields.qos > 0 })),
    packetId: fc.integer({ min: 1, max: 65_535 }),
    cameAs: qos,
    cameAt: levels,
    goesAt: levels,
  });

  it('has the bytes that the codec gives it, wherever it came from', () => {
    fc.assert(
      fc.property(cases, ({ publish, packetId, cameAs, cameAt, goesAt }) => {
        const bytes = expected(publish, packetId, goesAt);
        const here = inPlace(publish, cameAs, cameAt);
        const own = Message.of(publish.topic, publish.payload, publish.qos, publish.retain);
        for (const message of [here, own]) {
          expect(publishSize(message, publish.qos, goesAt === 5)).toBe(bytes.length);
          expect(Buffer.compare(written(message, publish, packetId, goesAt), bytes)).toBe(0);
        }
        expect(Buffer.compare(written(here.own(), publish, packetId, goesAt), bytes)).toBe(0);
      }),
      { numRuns: 300 },
    );
  });

  it('is as long as the codec makes it with its properties, too', () => {
    const properties: fc.Arbitrary<Properties> = fc.record(
      {
        contentType: fc.constantFrom('', 'x', 'y'.repeat(120), 'z'.repeat(20_000)),
        messageExpiryInterval: fc.nat(),
        subscriptionIdentifier: fc.array(fc.integer({ min: 1, max: 268_435_455 }), { minLength: 1, maxLength: 3 }),
        userProperties: fc.array(fc.record({ name: topic, value: topic }), { maxLength: 2 }),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(cases, properties, ({ publish, packetId, cameAs, cameAt }, properties) => {
        const { length } = expected({ ...publish, properties }, packetId, 5);
        const message = inPlace(publish, cameAs, cameAt);
        expect(publishSize(message, publish.qos, true, propertiesSize('PUBLISH', properties))).toBe(length);
      }),
      { numRuns: 200 },
    );
  });
});

describe('a message', () => {
  const packet: Publish = {
    type: 'PUBLISH',
    dup: false,
    qos: 1,
    retain: false,
    topic: 'a/ä',
    payload: Uint8Array.of(1, 2, 3),
  };

  it('keeps no bytes but its own once it is kept for long', () => {
    const message = inPlace(packet, 1, 4).own();
    expect(message.bytes.buffer.byteLength).toBe(message.size);
    expect([...message.payload]).toEqual([1, 2, 3]);
    expect(message.own().bytes).toBe(message.bytes);
  });

  it('is the same as another with topic, QoS and payload of its own', () => {
    const here = inPlace(packet, 1, 4);
    expect(here.equals(Message.of('a/ä', Uint8Array.of(1, 2, 3), 1, false))).toBe(true);
    expect(here.equals(Message.of('a/ä', Uint8Array.of(1, 2, 4), 1, false))).toBe(false);
    expect(here.equals(Message.of('a/ä', Uint8Array.of(1, 2), 1, false))).toBe(false);
    expect(here.equals(Message.of('a/b', Uint8Array.of(1, 2, 3), 1, false))).toBe(false);
    expect(here.equals(Message.of('a/ä', Uint8Array.of(1, 2, 3), 2, false))).toBe(false);
  });
});
