import fc from 'fast-check';
import { expect, test } from 'vitest';
import { printf } from '#runtime/pi/printf.ts';
import type { PrintfSetting } from '#runtime/pi/printf.ts';

const bash: PrintfSetting = { dialect: 'bash', now: Date.UTC(2026, 10, 22, 10, 39), started: Date.UTC(2026, 10, 22) };

const shown = (format: string, ...args: string[]): string => new TextDecoder().decode(printf(format, args, bash).bytes);

test('numbers with fractions are those of JavaScript where both are exact', () => {
  fc.assert(
    fc.property(fc.integer({ min: -1_000_000_000, max: 1_000_000_000 }), (eighths) => {
      const value = eighths / 8;
      expect(shown('%.3f', String(value))).toBe(Object.is(value, -0) ? '-0.000' : value.toFixed(3));
    }),
    { numRuns: 200 },
  );
});

test('%g gives back what it was given, with digits enough', () => {
  fc.assert(
    fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
      const written = Object.is(value, -0) ? '-0' : String(value);
      expect(Number(shown('%.17g', written))).toBe(value);
    }),
    { numRuns: 300 },
  );
});

test('whole numbers of 64 bits keep all their digits', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }), (value) => {
      expect(shown('%d', String(value))).toBe(String(value));
      expect(shown('%x', String(value))).toBe(BigInt.asUintN(64, value).toString(16));
    }),
    { numRuns: 200 },
  );
});

test('no format brings it down, and every problem is told in words', () => {
  fc.assert(
    fc.property(fc.string(), fc.array(fc.string(), { maxLength: 4 }), (format, args) => {
      for (const dialect of ['bash', 'coreutils'] as const) {
        const { bytes, problems, status } = printf(format, args, { dialect });
        expect(bytes).toBeInstanceOf(Uint8Array);
        if (status === 1) expect(problems.length).toBeGreaterThan(0);
      }
    }),
    { numRuns: 300 },
  );
});

test('%q is what a shell would read as the same', () => {
  expect(shown('%q', "it's a\nb")).toBe("$'it\\'s a\\nb'");
});

test('-1 is now and -2 the start of the shell, in the zone that TZ names', () => {
  expect(shown('%(%H:%M)T %(%H:%M)T %(%H:%M)T', '-1', '-2')).toBe('10:39 00:00 10:39');
  const { bytes } = printf('%(%H:%M)T', ['-1'], { ...bash, zone: 'Europe/Berlin' });
  expect(new TextDecoder().decode(bytes)).toBe('11:39');
});

test('%n names a variable and how many bytes were printed before it', () => {
  expect(printf('abü%n%s', ['x', 'c'], bash)).toMatchObject({ counts: [['x', 4]], status: 0 });
});

test('a width that no memory holds is refused', () => {
  expect(printf('a%999999999d', ['1'], bash)).toMatchObject({ problems: ['Cannot allocate memory'], status: 1 });
  expect(printf('%.999999999f', ['1'], bash)).toMatchObject({ problems: ['Cannot allocate memory'], status: 1 });
});

test('a number with an exponent that leads nowhere takes no time', () => {
  expect(printf('%f', ['1e999999999'], bash)).toMatchObject({
    problems: ['warning: 1e999999999: Numerical result out of range'],
  });
  expect(shown('%g', '1e-999999999')).toBe('0');
});
