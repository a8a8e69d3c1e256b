import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Framer } from '#runtime/mqtt/frame.ts';
import { bytesOf } from './vectors.ts';

function frames(chunks: readonly Uint8Array[], framer = new Framer()): Uint8Array[] {
  const found: Uint8Array[] = [];
  for (const chunk of chunks) framer.push(chunk, (bytes) => found.push(bytes));
  return found;
}

test('splits a stream into packets without judging them', () => {
  const nonsense = [bytesOf('00 00'), bytesOf('ff 01 aa'), bytesOf('36 02 ff ff')];
  expect(frames([Buffer.concat(nonsense)])).toEqual(nonsense.map((bytes) => Buffer.from(bytes)));
});

test('hands on the chunk itself when it is exactly one packet', () => {
  const chunk = bytesOf('c0 00');
  expect(frames([chunk])[0]).toBe(chunk);
});

test('holds what is incomplete, and nothing else', () => {
  const framer = new Framer();
  expect(frames([bytesOf('c0 00 40 02 00')], framer)).toHaveLength(1);
  expect(framer.pending).toBe(3);
  expect(frames([bytesOf('01')], framer)).toEqual([bytesOf('40 02 00 01')]);
  expect(framer.pending).toBe(0);
});

test('takes an empty chunk for what it is', () => {
  expect(frames([new Uint8Array(0), bytesOf('c0'), new Uint8Array(0), bytesOf('00')])).toEqual([bytesOf('c0 00')]);
});

test.each([['30 80 80 80 80'], ['30 ff ff ff ff']])(
  'refuses a length that goes on after its fourth byte: %s',
  (hex) => {
    const whole = bytesOf(hex);
    for (let cut = 0; cut < whole.length; cut++) {
      const framer = new Framer();
      const take = (): void => expect.unreachable('a packet');
      framer.push(whole.subarray(0, cut), take);
      expect(() => framer.push(whole.subarray(cut), take)).toThrow(
        expect.objectContaining({ kind: 'malformed', clause: 'MQTT-2.2.3' }),
      );
      framer.push(bytesOf('c0 00'), take);
    }
  },
);

test('reads a remaining length in more bytes than it needs', () => {
  expect(frames([bytesOf('c0 80 80 00'), bytesOf('c0 80 80 80 00')])).toHaveLength(2);
});

test('finds the same packets however the stream is cut', () => {
  const packet = fc.tuple(fc.integer({ min: 0, max: 255 }), fc.uint8Array({ maxLength: 300 })).map(([first, body]) => {
    const length = body.length < 128 ? [body.length] : [(body.length & 127) | 128, body.length >> 7];
    return Uint8Array.from([first, ...length, ...body]);
  });
  fc.assert(
    fc.property(
      fc.array(packet, { maxLength: 8 }),
      fc.array(fc.integer({ min: 0, max: 200 }), { minLength: 1 }),
      (packets, sizes) => {
        const stream = new Uint8Array(Buffer.concat(packets));
        const chunks: Uint8Array[] = [];
        for (let at = 0, i = 0; at < stream.length; i++) {
          const size = Math.max(sizes[i % sizes.length]!, i >= sizes.length ? 1 : 0);
          chunks.push(stream.subarray(at, at + size));
          at += size;
        }
        expect(frames(chunks).map((bytes) => [...bytes])).toEqual(packets.map((bytes) => [...bytes]));
      },
    ),
    { numRuns: 200 },
  );
});

test('says how much the open packet certainly lacks', () => {
  const framer = new Framer();
  const lacking: number[] = [framer.missing];
  for (const byte of bytesOf('40 82 00 00 01')) {
    frames([Uint8Array.of(byte)], framer);
    lacking.push(framer.missing);
  }
  // Nothing is open; the length is not known, twice; two bytes follow; one does; nothing is open.
  expect(lacking).toEqual([0, 1, 1, 2, 1, 0]);
});
