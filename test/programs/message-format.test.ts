import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { jsonNumber, printJson } from '#runtime/programs/json-print.ts';
import { parseJson } from '#runtime/programs/json-parse.ts';
import { localTime } from '#runtime/pi/time/local-time.ts';
import { parseMessageFormat } from '#runtime/programs/message-format.ts';
import { messageText } from '#runtime/programs/message-text.ts';
import { strftime } from '#runtime/pi/time/strftime.ts';
import { UsageError } from '#runtime/programs/usage-error.ts';
import type { Publish } from '#runtime/mqtt/packet.ts';
import { manualClock } from '../kit/clock.ts';
import { FORMAT_RECORDINGS, STRFTIME_RECORDINGS } from './recordings/formats.ts';

const MESSAGE: Publish = {
  type: 'PUBLISH',
  dup: false,
  qos: 0,
  retain: false,
  topic: 'a/b',
  payload: new TextEncoder().encode('Hallo'),
};

/** What mosquitto_sub prints: standard output as Latin-1, so that every byte counts, and standard error. */
function print(
  format: string,
  message: Publish = MESSAGE,
  options: { pretty?: boolean; zone?: string; now?: number } = {},
): { stdout: string; stderr: string; exit: number } {
  const complaints: string[] = [];
  const { pretty = false, zone, now = 1_795_366_025_182.5 } = options;
  const clock = { ...manualClock(), now: () => now } as ReturnType<typeof manualClock>;
  const env: Record<string, string> = zone === undefined ? {} : { TZ: zone };
  try {
    const bytes = messageText(
      message,
      { format: parseMessageFormat(format), pretty, verbose: false, noNewline: false },
      { clock, env },
      (text) => complaints.push(text),
    );
    return { stdout: latin1(bytes ?? new Uint8Array()), stderr: complaints.join(''), exit: 0 };
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    return { stdout: '', stderr: `${error.text}\nUse 'mosquitto_sub --help' to see usage.\n`, exit: 1 };
  }
}

const latin1 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1');
const withoutTime = (text: string): string => text.replace(/"tst":(\s*)"[^"]*"/g, '"tst":$1"TST"');

describe('prints what mosquitto_sub 2.0.11 printed', () => {
  const shown = (message: Publish): string => JSON.stringify(Buffer.from(message.payload).toString()).slice(0, 60);
  for (const { message, pretty, level, runs } of FORMAT_RECORDINGS) {
    for (const { format, stdout, stderr, exit } of runs) {
      const title = `-F ${JSON.stringify(format)}${pretty ? ' --pretty' : ''}: ${shown(message)}, ${message.topic}, level ${level}`;
      test(title, () => {
        const printed = print(format, message, { pretty });
        expect({ ...printed, stdout: withoutTime(printed.stdout) }).toEqual({ stdout: latin1(stdout), stderr, exit });
      });
    }
  }
});

describe('times', () => {
  for (const { zone, epoch, text } of STRFTIME_RECORDINGS.rows) {
    test(`strftime as glibc has it: ${new Date(epoch * 1000).toISOString()}, TZ=${zone}`, () => {
      const time = localTime(epoch * 1000, zone);
      const { conversions } = STRFTIME_RECORDINGS;
      expect([...conversions].map((conversion) => strftime(conversion, time))).toEqual(text.split('|'));
    });
  }

  test('%I, %U and @N are of one moment, to the nanosecond that the clock knows', () => {
    expect(print('%I|%U|@s|@N').stdout).toBe('2026-11-22T16:47:05+0000|1795366025.182500000|1795366025|182500000\n');
  });

  test('%j says in which zone, though it says Z too', () => {
    expect(print('%j', MESSAGE, { zone: 'Europe/Berlin' }).stdout).toContain('"2026-11-22T17:47:05.182500Z+0100"');
  });

  test('%I is padded and cut like text', () => {
    expect(print('%30I|%-30I|%.10I').stdout).toBe(
      '      2026-11-22T16:47:05+0000|2026-11-22T16:47:05+0000      |2026-11-22\n',
    );
  });

  test('summer time begins and ends in the second that it should', () => {
    const at = (iso: string): string =>
      print('@H:@M:@S @Z', MESSAGE, { zone: 'Europe/Berlin', now: Date.parse(iso) }).stdout;
    expect(at('2026-03-29T00:59:59Z')).toBe('01:59:59 CET\n');
    expect(at('2026-03-29T01:00:00Z')).toBe('03:00:00 CEST\n');
    expect(at('2026-10-25T00:59:59Z')).toBe('02:59:59 CEST\n');
    expect(at('2026-10-25T01:00:00Z')).toBe('02:00:00 CET\n');
  });
});

describe('JSON', () => {
  test('is read in any nesting up to a thousand, and no deeper', () => {
    const nested = (depth: number): string => '['.repeat(depth) + ']'.repeat(depth);
    expect(parseJson(Buffer.from(nested(1000)))).toBeDefined();
    expect(parseJson(Buffer.from(nested(1001)))).toBeUndefined();
    expect(parseJson(Buffer.from('{"a":'.repeat(100_000)))).toBeUndefined();
  });

  test('whatever JSON.stringify writes is read, and comes out the same but for numbers', () => {
    fc.assert(
      fc.property(fc.jsonValue({ noUnicodeString: false }), (value) => {
        const text = JSON.stringify(value, (_, part: unknown) =>
          typeof part === 'number' ? Math.round(part % 1e9) + 0 : part,
        );
        fc.pre(!text.includes('\\u0000') && !/\\ud[89a-f]/.test(text));
        const tree = parseJson(Buffer.from(text));
        expect(tree).toBeDefined();
        expect(JSON.parse(Buffer.from(printJson(tree ?? null, true)).toString())).toEqual(JSON.parse(text));
      }),
      { numRuns: 300 },
    );
  });

  test('bytes at random are read or refused, never more', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 40 }),
        fc.string({ unit: fc.constantFrom(...'[]{}",:\\u0159.-+eE ntrue') }),
        (bytes, text) => {
          for (const input of [bytes, Buffer.from(text)]) {
            const tree = parseJson(input);
            if (tree !== undefined) printJson(tree, false);
          }
        },
      ),
      { numRuns: 1000 },
    );
  });

  test('numbers come back as near as fifteen digits can tell', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        const read = Number(jsonNumber(value));
        expect(Math.abs(read - value) <= Math.abs(value) * Number.EPSILON || !Number.isFinite(read)).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });
});

test('a width beyond all screens takes no memory to speak of', () => {
  expect(print('%99999999999999p').stdout).toHaveLength(1_000_001);
});

test('any format at all is taken or refused in words', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...'%@\\-0123456789.tpjJIUZzabcé😀 '), maxLength: 12 }), (format) => {
      fc.pre(!/\d{5}/.test(format));
      const { exit, stderr } = print(format);
      if (exit === 1) expect(stderr).toMatch(/^Error: (Invalid|Incomplete) (format|escape) specifier/);
    }),
    { numRuns: 500 },
  );
});
