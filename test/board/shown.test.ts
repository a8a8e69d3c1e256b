import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  celsiusWritten,
  COLDEST,
  HOTTEST,
  shownAddress,
  shownBytes,
  shownCelsius,
  shownRegister,
} from '../../site/board/shown.ts';

test('a temperature has three decimals, and a full stop', () => {
  expect([33, 33.5, -0.125, 127.875].map(shownCelsius)).toEqual(['33.000', '33.500', '-0.125', '127.875']);
});

test('addresses and bytes are written as i2c-tools write them', () => {
  expect(shownAddress(0x48)).toBe('0x48');
  expect(shownAddress(3)).toBe('0x03');
  expect(shownBytes(Uint8Array.of(0, 0x1f, 0xe0))).toBe('00 1F E0');
  expect(shownRegister(0x2180)).toBe('21 80');
});

test.each([
  ['33', 33],
  ['33.00', 33],
  [' 33,5 ', 33.5],
  ['33.5 °C', 33.5],
  ['+20', 20],
  ['45.', 45],
  ['33.06', 33],
  ['33.07', 33.125],
])('"%s" is %f °C', (written, celsius) => {
  expect(celsiusWritten(written)).toBe(celsius);
});

test.each(['', 'warm', 'nan', 'Infinity', '1e1', '19.9', '45.001', '-25', '33.0.0', '33 33', '0x21'])(
  '"%s" is none that can be set',
  (written) => {
    expect(celsiusWritten(written)).toBeUndefined();
  },
);

test('what is shown of a step of the slider can be written, and is that step again', () => {
  fc.assert(
    fc.property(fc.integer({ min: COLDEST * 8, max: HOTTEST * 8 }), (eighths) => {
      expect(celsiusWritten(shownCelsius(eighths / 8))).toBe(eighths / 8);
    }),
  );
});
