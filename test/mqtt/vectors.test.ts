import { describe, expect, test } from 'vitest';
import { Decoder, decodePacket } from '#runtime/mqtt/decode.ts';
import { encode } from '#runtime/mqtt/encode.ts';
import type { Packet } from '#runtime/mqtt/packet.ts';
import { READ_ONLY_5, VECTORS_5 } from './vectors-5.ts';
import { LARGE_VECTORS, VECTORS, bytesOf } from './vectors.ts';
import type { Vector } from './vectors.ts';

/** Decodes chunks on one connection. A client's stream begins with CONNECT; here the level is given. */
function decodeChunks({ sender, level }: Vector, chunks: readonly Uint8Array[]): Packet[] {
  const packets: Packet[] = [];
  const decoder = new Decoder({ sender, level });
  for (const chunk of chunks) decoder.push(chunk, (packet) => packets.push(packet));
  return packets;
}

describe.each([...VECTORS, ...VECTORS_5])('$name', (vector) => {
  const bytes = bytesOf(vector.hex);

  test('is written as exactly these bytes', () => {
    expect(encode(vector.packet, vector.level)).toEqual(bytes);
  });

  test('is read as exactly this packet', () => {
    expect(decodePacket(bytes, vector)).toEqual(vector.packet);
    expect(decodeChunks(vector, [bytes])).toEqual([vector.packet]);
  });

  test('is read the same, cut in two at any point', () => {
    for (let cut = 0; cut <= bytes.length; cut++) {
      expect(decodeChunks(vector, [bytes.subarray(0, cut), bytes.subarray(cut)])).toEqual([vector.packet]);
    }
  });

  test('is read the same, byte by byte', () => {
    const chunks = Array.from(bytes, (byte) => Uint8Array.of(byte));
    expect(decodeChunks(vector, chunks)).toEqual([vector.packet]);
  });

  test('is refused when its end is missing', () => {
    for (let cut = 0; cut < bytes.length; cut++) {
      expect(() => decodePacket(bytes.subarray(0, cut), vector)).toThrow(
        vector.level === 5 ? 'MQTT5-2.1.4' : 'MQTT-2.2.3',
      );
    }
  });
});

test.each(READ_ONLY_5)('$name is understood', (vector) => {
  expect(decodePacket(bytesOf(vector.hex), vector)).toEqual(vector.packet);
  expect(decodeChunks(vector, [bytesOf(vector.hex)])).toEqual([vector.packet]);
});

describe.each(LARGE_VECTORS)('$name', (vector) => {
  const bytes = bytesOf(vector.hex);

  test('is written as exactly these bytes', () => {
    expect(Buffer.compare(encode(vector.packet, vector.level), bytes)).toBe(0);
  });

  test.each([1_000, 65_536, 1_000_003])('is read as exactly this packet in chunks of %i bytes', (size) => {
    const chunks: Uint8Array[] = [];
    for (let at = 0; at < bytes.length; at += size) chunks.push(bytes.subarray(at, at + size));
    const [packet, ...more] = decodeChunks(vector, chunks);
    expect(more).toEqual([]);
    expect(packet?.type === 'PUBLISH' && vector.packet.type === 'PUBLISH').toBe(true);
    if (packet?.type !== 'PUBLISH' || vector.packet.type !== 'PUBLISH') return;
    expect(packet.topic).toBe(vector.packet.topic);
    expect(Buffer.compare(packet.payload, vector.packet.payload)).toBe(0);
  });
});

test.each([4, 5])('all packets of a direction are read from one stream of level %i, however it is cut', (level) => {
  const client = [...VECTORS, ...VECTORS_5].filter((vector) => vector.sender === 'client' && vector.level === level);
  const stream = Buffer.concat(client.map(({ hex }) => bytesOf(hex)));
  for (let size = 1; size <= stream.length; size++) {
    const chunks: Uint8Array[] = [];
    for (let at = 0; at < stream.length; at += size) chunks.push(new Uint8Array(stream.subarray(at, at + size)));
    expect(decodeChunks(client[0]!, chunks)).toEqual(client.map(({ packet }) => packet));
  }
});

test.each([
  [127, '7f'],
  [128, '80 01'],
  [16_383, 'ff 7f'],
  [16_384, '80 80 01'],
  [2_097_151, 'ff ff 7f'],
  [2_097_152, '80 80 80 01'],
])('a remaining length of %i is written as %s, and read', (remaining, hex) => {
  const payload = new Uint8Array(remaining - 3);
  const bytes = encode({ type: 'PUBLISH', dup: false, qos: 0, retain: false, topic: 't', payload }, 4);
  const header = bytesOf(`30 ${hex}`);
  expect(bytes.subarray(0, header.length)).toEqual(header);
  expect(bytes).toHaveLength(header.length + remaining);
  expect(decodePacket(bytes, { sender: 'client' })).toMatchObject({ type: 'PUBLISH', topic: 't' });
});
