import { describe, expect, it } from 'vitest';
import { Decoder } from '#runtime/mqtt/decode.ts';

describe('What an incomplete packet lacks', () => {
  const ping = [0xc0, 0];
  /** QoS 0, with a length of two bytes: 3 + 130. */
  const publish = [0x30, 0x82, 0x01, 0, 1, 97, ...new Uint8Array(127)];

  it('is nothing between packets', () => {
    const decoder = new Decoder({ sender: 'client', level: 4 });
    expect(decoder.missing).toBe(0);
    decoder.push(Uint8Array.from(ping), () => undefined);
    expect(decoder.missing).toBe(0);
  });

  it('is at least a byte until the length is known, then all of it', () => {
    const decoder = new Decoder({ sender: 'client', level: 4 });
    const lacking: number[] = [];
    for (const byte of publish.slice(0, 5)) {
      decoder.push(Uint8Array.of(byte), () => undefined);
      lacking.push(decoder.missing);
    }
    expect(lacking).toEqual([1, 1, 130, 129, 128]);
  });

  it('never reaches into the next packet', () => {
    const stream = Uint8Array.from([...publish, ...ping, ...publish]);
    const decoder = new Decoder({ sender: 'client', level: 4 });
    const types: string[] = [];
    const ends: number[] = [];
    for (let at = 0; at < stream.length;) {
      const to = at + Math.max(1, decoder.missing);
      const before = types.length;
      decoder.push(stream.subarray(at, to), ({ type }) => types.push(type));
      at = to;
      if (types.length > before) ends.push(at);
    }
    expect(types).toEqual(['PUBLISH', 'PINGREQ', 'PUBLISH']);
    expect(ends).toEqual([publish.length, publish.length + 2, stream.length]);
  });
});
