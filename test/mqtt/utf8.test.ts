import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeUtf8, findUtf8Flaw, utf8Length } from '#runtime/mqtt/utf8.ts';
import { bytesOf, utf8 } from './vectors.ts';

describe('UTF-8 is refused with the place and the reason [MQTT-1.5.3-1] [MQTT5-1.5.4-1]', () => {
  test.each([
    ['a byte that goes on with nothing', "'a' 80", 'utf8-unexpected', 1],
    ['a byte that UTF-8 never has', 'f8 80 80 80 80', 'utf8-unexpected', 0],
    ['a character broken off by another', "'a' e2 82 'b'", 'utf8-unexpected', 3],
    ['a character at the end broken off', "'ab' f0 9f 8d", 'utf8-truncated', 2],
    ['an overlong character of two bytes', 'c1 bf', 'utf8-overlong', 0],
    ['an overlong character of three bytes', 'e0 9f bf', 'utf8-overlong', 0],
    ['an overlong character of four bytes', 'f0 8f bf bf', 'utf8-overlong', 0],
    ['the first half of a pair', 'ed a0 80', 'utf8-surrogate', 0],
    ['the last half of a pair', 'ed bf bf', 'utf8-surrogate', 0],
    ['a character beyond the last', 'f4 90 80 80', 'utf8-beyond', 0],
    ['a character far beyond the last', 'f5 80 80 80', 'utf8-beyond', 0],
  ])('%s', (_, hex, kind, at) => {
    expect(findUtf8Flaw(bytesOf(hex))).toEqual({ kind, at });
  });
});

describe('UTF-8 is taken', () => {
  test.each(['', 'a', 'ä', '€', '🍓', '\u007F\u0080\u07FF\u0800\uD7FF\uE000\uFFFD\uFFFF', '\u{10000}\u{10FFFF}'])(
    '%j',
    (text) => {
      expect(findUtf8Flaw(utf8(text))).toBeUndefined();
      expect(decodeUtf8(utf8(text))).toBe(text);
      expect(utf8Length(text)).toBe(utf8(text).length);
    },
  );

  test('with a U+FEFF in front, which stays [MQTT-1.5.3-3] [MQTT5-1.5.4-3]', () => {
    expect(decodeUtf8(bytesOf("ef bb bf 'a'"))).toBe('\uFEFFa');
  });
});

test('our word on what is UTF-8 is that of the platform', () => {
  const tricky = fc.constantFrom(
    0x00,
    0x41,
    0x7f,
    0x80,
    0x8f,
    0x90,
    0x9f,
    0xa0,
    0xbf,
    0xc0,
    0xc2,
    0xe0,
    0xed,
    0xef,
    0xf0,
    0xf4,
    0xf5,
    0xff,
  );
  fc.assert(
    fc.property(fc.array(fc.oneof(tricky, fc.integer({ min: 0, max: 255 })), { maxLength: 8 }), (values) => {
      const bytes = Uint8Array.from(values);
      let isUtf8 = true;
      try {
        new TextDecoder('utf-8', { fatal: true }).decode(bytes);
      } catch {
        isUtf8 = false;
      }
      expect(findUtf8Flaw(bytes) === undefined).toBe(isUtf8);
    }),
    { numRuns: 3_000 },
  );
});

test('the length of any well-formed text is known without writing it', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 100 }), (text) => {
      expect(utf8Length(text)).toBe(utf8(text).length);
    }),
  );
});
