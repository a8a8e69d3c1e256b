import { describe, expect, test } from 'vitest';
import fc from 'fast-check';
import { plainQuotes, plainQuotesNote } from '#runtime/pi/shell/plain-quotes.ts';

describe('what a phone makes of a line is made plain', () => {
  test.each([
    ['mosquitto_pub -m “Hello World”', 'mosquitto_pub -m "Hello World"'],
    ['mosquitto_pub -m „Hallo Welt“', 'mosquitto_pub -m "Hallo Welt"'],
    ['echo ‘$SYS’', "echo '$SYS'"],
    ['mosquitto_sub —help', 'mosquitto_sub --help'],
    ['mosquitto_sub –help', 'mosquitto_sub --help'],
    ['mosquitto_sub –t a –v', 'mosquitto_sub -t a -v'],
    ['echo “it’s”', 'echo "it\'s"'],
    ['-m ‘{“temp”: 21}’', '-m \'{"temp": 21}\''],
    ['-m “Kleber – hält” –r', '-m "Kleber – hält" -r'],
    ['mosquitto_sub –t ‘$SYS/#’', "mosquitto_sub -t '$SYS/#'"],
  ])('%s', (typed, plain) => {
    expect(plainQuotes(typed).text).toBe(plain);
  });
});

describe('text between plain quotes is data and stays', () => {
  test.each(['-m "„Grüße“ – Kleber"', "-m '“a” — b'", '-m "a \\" “b”"'])('%s', (typed) => {
    expect(plainQuotes(typed)).toEqual({ text: typed, changed: new Set() });
  });
  test('and behind them the line goes on', () => {
    expect(plainQuotes('-m "“a”" –t ‘b’').text).toBe('-m "“a”" -t \'b\'');
  });
  test('also when an earlier line has opened them', () => {
    expect(plainQuotes('“a”" “b”', { mark: '"', made: false }).text).toBe('“a”" "b"');
  });
});

test('the note says what was changed', () => {
  expect(plainQuotesNote(plainQuotes('“a”').changed)).toContain('typographic quotes,');
  expect(plainQuotesNote(plainQuotes('–t').changed)).toContain('typographic long dashes,');
  expect(plainQuotesNote(plainQuotes('–t “a”').changed)).toContain('typographic quotes and long dashes,');
});

test('a line that is plain stays as it is', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme-ascii' }), (line) => {
      expect(plainQuotes(line)).toMatchObject({ text: line, changed: new Set() });
    }),
  );
});
