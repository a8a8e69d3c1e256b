import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { SystemError } from '#runtime/ports.ts';
import { readMessages } from '#runtime/pi/commands/hardware/i2c/messages.ts';
import { Refusal } from '#runtime/pi/commands/hardware/i2c/refusal.ts';
import { attempt, PecWire } from '#runtime/pi/commands/hardware/i2c/transactions.ts';
import { bareHex, hex, readInteger, readLeadingInteger } from '#runtime/pi/commands/hardware/integer.ts';
import { readWord, sendByte, writeWord } from '#hardware/smbus.ts';

describe('a number', () => {
  test.each([
    ['72', 72],
    ['0x48', 72],
    ['0X4a', 74],
    ['0110', 72],
    [' 5', 5],
    ['+5', 5],
    ['-1', -1],
    ['-0', 0],
    ['0', 0],
  ])('%j is read as strtol reads it', (word, value) => {
    expect(readInteger(word)).toBe(value);
  });

  test.each(['', 'x', '0x', '0xg', '08', '4x', '1.5', '1e3', '--1', '0b1', '5 ', '٣'])('%j is none', (word) => {
    expect(readInteger(word)).toBeUndefined();
  });

  test('is read in every base that it can be written in', () => {
    fc.assert(
      fc.property(fc.nat(), (value) => {
        const words = [String(value), hex(value), `0${value.toString(8)}`];
        expect(words.map(readInteger)).toEqual([value, value, value]);
        expect(words.map((word) => readLeadingInteger(`${word}@x`))).toEqual(words.map(() => ({ value, rest: '@x' })));
      }),
    );
  });

  test('that is negative is shown as 32 bits hold it', () => {
    expect(bareHex(-1)).toBe('ffffffff');
  });
});

test('no words of i2ctransfer do more than be messages or be refused', () => {
  const word = fc.oneof(
    fc.string({ maxLength: 8 }),
    fc.constantFrom('w1@0x48', 'r2', 'r?', '0x10', '3=', 'w3', '0p', '9-'),
  );
  fc.assert(
    fc.property(fc.array(word, { maxLength: 12 }), (words) => {
      try {
        for (const { direction, length, bytes } of readMessages(words, false))
          expect(bytes.length).toBe(direction === 'write' ? length : 0);
      } catch (error) {
        expect(error).toBeInstanceOf(Refusal);
      }
    }),
  );
});

describe('packet error checking', () => {
  const recorder = (answer: readonly number[] = []) => {
    const wrote: number[][] = [];
    const wire = new PecWire({
      transfer(_, out, length) {
        wrote.push([...out]);
        return Uint8Array.from({ length }, (_byte, index) => answer[index] ?? 0xff);
      },
    });
    return { wire, wrote };
  };

  test('adds CRC-8 of the address and all bytes to what is written', () => {
    const { wire, wrote } = recorder();
    sendByte(wire, 0x48, 0x00);
    writeWord(wire, 0x48, 3, 0x0055);
    // What is left of 90 00 00 and of 90 03 55 00 00 when they are divided by 1 0000 0111, bit by bit.
    expect(wrote).toEqual([
      [0x00, 0xe1],
      [0x03, 0x55, 0x00, 0xa6],
    ]);
  });

  test('takes what is read with the right byte behind it, and refuses it with another', () => {
    const check = (last: number) => {
      const { wire } = recorder([0x16, 0x00, last]);
      return attempt(() => readWord(wire, 0x48, 0));
    };
    const taken = Array.from({ length: 256 }, (_, last) => check(last)).filter((word) => word !== undefined);
    expect(taken).toEqual([0x0016]);
  });

  test('lets pass what is no refusal of the bus', () => {
    const broken = () => {
      throw new TypeError('broken');
    };
    expect(() => attempt(broken)).toThrow(TypeError);
    expect(
      attempt(() => {
        throw new SystemError('EREMOTEIO');
      }),
    ).toBeUndefined();
  });
});
