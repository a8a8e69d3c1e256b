import { describe, expect, test } from 'vitest';
import { Decoder } from '#runtime/mqtt/decode.ts';
import { encode } from '#runtime/mqtt/encode.ts';
import type { Packet, ProtocolLevel, Publish } from '#runtime/mqtt/packet.ts';
import { bytesOf, utf8 } from './vectors.ts';

const CONNECT = bytesOf("10 0d 00 04 'MQTT' 04 02 00 3c 00 01 'a'");
const CONNECT_3_1 = bytesOf("10 0f 00 06 'MQIsdp' 03 02 00 3c 00 01 'a'");
const PING = bytesOf('c0 00');
const HELLO = bytesOf("30 08 00 01 't' 'Hello'");

describe('The level of a connection', () => {
  test('is said by the CONNECT of a client', () => {
    const decoder = new Decoder({ sender: 'client' });
    expect(decoder.level).toBeUndefined();
    decoder.push(CONNECT_3_1, () => {});
    expect(decoder.level).toBe(3);
  });

  test('said by CONNECT, holds for the rest of the same chunk', () => {
    const types: string[] = [];
    const subscribeAgain = bytesOf("8a 06 00 01 00 01 'a' 00");
    new Decoder({ sender: 'client' }).push(Buffer.concat([CONNECT_3_1, subscribeAgain]), ({ type }) =>
      types.push(type),
    );
    expect(types).toEqual(['CONNECT', 'SUBSCRIBE']);
  });

  test('of a server is 4 unless told otherwise', () => {
    expect(new Decoder({ sender: 'server' }).level).toBe(4);
    expect(new Decoder({ sender: 'server', level: 3 }).level).toBe(3);
  });

  test('5, said by CONNECT, holds for that CONNECT and for what follows', () => {
    const packets: Packet[] = [];
    const decoder = new Decoder({ sender: 'client' });
    const connect = bytesOf("10 11 00 04 'MQTT' 05 02 00 3c 03 21 00 14 00 01 'a'");
    decoder.push(Buffer.concat([connect, bytesOf('e0 02 04 00')]), (packet) => packets.push(packet));
    expect(decoder.level).toBe(5);
    expect(packets).toMatchObject([
      { type: 'CONNECT', level: 5, properties: { receiveMaximum: 20 } },
      { type: 'DISCONNECT', reasonCode: 4 },
    ]);
  });

  test('5 is that of a server that was told so', () => {
    const decoder = new Decoder({ sender: 'server', level: 5 });
    decoder.push(bytesOf('e0 01 8b'), (packet) => expect(packet).toEqual({ type: 'DISCONNECT', reasonCode: 0x8b }));
    expect(decoder.level).toBe(5);
  });

  test('6 is not spoken', () => {
    expect(() => new Decoder({ sender: 'server', level: 6 as ProtocolLevel })).toThrow(
      expect.objectContaining({ kind: 'unacceptable-protocol-level' }),
    );
  });

  test('6 in a CONNECT is a refusal that can be answered [MQTT-3.1.2-2] [MQTT5-3.1.2-2]', () => {
    const connect6 = bytesOf("10 0e 00 04 'MQTT' 06 02 00 3c 00 00 01 'a'");
    expect(() => new Decoder({ sender: 'client' }).push(connect6, () => {})).toThrow(
      expect.objectContaining({ kind: 'unacceptable-protocol-level', clause: 'MQTT-3.1.2-2', reasonCode: 0x84 }),
    );
  });
});

test('A client that begins with anything but CONNECT is refused at its first byte [MQTT-3.1.0-1] [MQTT5-3.1.0-1]', () => {
  const decoder = new Decoder({ sender: 'client' });
  expect(() => decoder.push(PING.subarray(0, 1), () => {})).toThrow(
    expect.objectContaining({ kind: 'protocol', clause: 'MQTT-3.1.0-1' }),
  );
});

test('A browser that asks for a page is refused at its first byte', () => {
  const decoder = new Decoder({ sender: 'client' });
  expect(() => decoder.push(utf8('G'), () => {})).toThrow('The flags of PUBACK are 0111');
});

describe('A payload', () => {
  test('is a view into the chunk when its packet lies in one', () => {
    const chunk = new Uint8Array(Buffer.concat([CONNECT, HELLO, PING]));
    const payloads: Uint8Array[] = [];
    new Decoder({ sender: 'client' }).push(chunk, (packet, bytes) => {
      expect(bytes.buffer).toBe(chunk.buffer);
      if (packet.type === 'PUBLISH') payloads.push(packet.payload);
    });
    expect(payloads).toEqual([utf8('Hello')]);
    expect(payloads[0]!.buffer).toBe(chunk.buffer);
  });

  test('of a packet that was split is a view into that packet’s own bytes', () => {
    const seen: { payload: Uint8Array; bytes: Uint8Array }[] = [];
    const decoder = new Decoder({ sender: 'server' });
    const take = (packet: Packet, bytes: Uint8Array): void => {
      seen.push({ payload: (packet as Publish).payload, bytes });
    };
    decoder.push(HELLO.subarray(0, 4), take);
    decoder.push(HELLO.subarray(4), take);
    expect(seen).toEqual([{ payload: utf8('Hello'), bytes: HELLO }]);
    expect(seen[0]!.payload.buffer).toBe(seen[0]!.bytes.buffer);
    expect(seen[0]!.bytes.buffer.byteLength).toBe(HELLO.length);
  });
});

describe('The largest packet', () => {
  test('is let through, header and all', () => {
    const types: string[] = [];
    new Decoder({ sender: 'server', maximumPacketSize: HELLO.length }).push(HELLO, ({ type }) => types.push(type));
    expect(types).toEqual(['PUBLISH']);
  });

  test('and one byte more is refused as soon as the header says so', () => {
    const decoder = new Decoder({ sender: 'server', maximumPacketSize: HELLO.length - 1 });
    expect(() => decoder.push(HELLO.subarray(0, 2), () => {})).toThrow(
      expect.objectContaining({ kind: 'packet-too-large' }),
    );
  });

  test('is refused too when the header comes in two chunks', () => {
    const decoder = new Decoder({ sender: 'server', maximumPacketSize: 1_000 });
    decoder.push(bytesOf('30 ff'), () => {});
    expect(() => decoder.push(bytesOf('7f'), () => {})).toThrow(expect.objectContaining({ kind: 'packet-too-large' }));
  });
});

describe('What is only announced takes no room: 256 MiB in the header', () => {
  test.each([2, 100_000])('and %i bytes after it', (length) => {
    const decoder = new Decoder({ sender: 'server' });
    const header = bytesOf('30 ff ff ff 7f');
    const body = new Uint8Array(length);
    const before = process.memoryUsage().arrayBuffers;
    decoder.push(header, () => {});
    for (let at = 0; at < length; at += 10_000) decoder.push(body.subarray(at, at + 10_000), () => {});
    expect(decoder.pending).toBe(5 + length);
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(1_000_000);
  });
});

describe('After an error', () => {
  test('what came before it was handed on, and nothing more is', () => {
    const types: string[] = [];
    const take = ({ type }: Packet): void => void types.push(type);
    const decoder = new Decoder({ sender: 'client' });
    expect(() => decoder.push(Buffer.concat([CONNECT, PING, bytesOf('c1 00'), PING]), take)).toThrow('MQTT-2.2.2-2');
    decoder.push(PING, take);
    expect(types).toEqual(['CONNECT', 'PINGREQ']);
    expect(decoder.pending).toBe(0);
  });

  test('of the one who takes the packets, nothing more is either', () => {
    const decoder = new Decoder({ sender: 'client' });
    expect(() =>
      decoder.push(CONNECT, () => {
        throw new Error('no more');
      }),
    ).toThrow('no more');
    decoder.push(PING, () => expect.unreachable('a packet'));
  });
});

test('Stopped while a chunk is read, the rest of the chunk is not', () => {
  const types: string[] = [];
  const decoder = new Decoder({ sender: 'client' });
  decoder.push(Buffer.concat([CONNECT, bytesOf('e0 00'), PING]), ({ type }) => {
    types.push(type);
    if (type === 'DISCONNECT') decoder.stop();
  });
  expect(types).toEqual(['CONNECT', 'DISCONNECT']);
});

test('A message of 1 MB that comes in single bytes is put together in linear time', () => {
  const payload = new Uint8Array(1_000_000).fill(1);
  const bytes = encode({ type: 'PUBLISH', dup: false, qos: 0, retain: false, topic: 't', payload }, 4);
  const lengths: number[] = [];
  const decoder = new Decoder({ sender: 'server' });
  for (let at = 0; at < bytes.length; at++) {
    decoder.push(bytes.subarray(at, at + 1), (packet) => lengths.push((packet as Publish).payload.length));
  }
  expect(lengths).toEqual([1_000_000]);
});
