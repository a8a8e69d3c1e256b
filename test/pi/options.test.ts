import { describe, expect, test } from 'vitest';
import { parseOptions, readOption } from '#runtime/pi/commands/options.ts';
import type { Syntax } from '#runtime/pi/commands/options.ts';

const syntax: Syntax = {
  options: [
    ['-l', 'long lines'],
    ['-n, --lines=NUM', 'so many'],
    ['-F, --classify[=WHEN]', 'marks'],
    ['-i[SUFFIX], --in-place[=SUFFIX]', 'in the file'],
    ['-p DIR, --tmpdir[=DIR]', 'in DIR'],
    ['-e[END]', 'ends'],
  ],
  absent: 'Z zero',
};

const parsed = (...args: string[]) => parseOptions(args, syntax);

describe('an option with a value that may be absent', () => {
  test('has none at its letter when the page spells it at the long name only: -Fl is -F -l', () => {
    expect(parsed('-Fl').all).toEqual([
      ['F', ''],
      ['l', ''],
    ]);
    expect(parsed('--classify=never').all).toEqual([['F', 'never']]);
    expect(parsed('--classify', 'never')).toMatchObject({ all: [['F', '']], operands: ['never'] });
    expect(() => parsed('-F=x')).toThrow("invalid option -- '='");
  });

  test('takes the rest of the word when the page spells it at the letter: -ie is the suffix e', () => {
    expect(parsed('-ie').all).toEqual([['i', 'e']]);
    expect(parsed('-li.bak').all).toEqual([
      ['l', ''],
      ['i', '.bak'],
    ]);
    expect(parsed('-eX', '-e', 'X')).toMatchObject({
      all: [
        ['e', 'X'],
        ['e', ''],
      ],
      operands: ['X'],
    });
    expect(parsed('--in-place').all).toEqual([['i', '']]);
  });

  test('is needed at the letter and not at the long name when the page says so', () => {
    expect(parsed('-p', '/tmp', '--tmpdir', '--tmpdir=/run')).toMatchObject({
      all: [
        ['p', '/tmp'],
        ['p', ''],
        ['p', '/run'],
      ],
      operands: [],
    });
    expect(() => parsed('-p')).toThrow("option requires an argument -- 'p'");
  });
});

test('a needed value stands behind the letter, behind =, or is the next word', () => {
  for (const args of [['-n5'], ['-n', '5'], ['--lines=5'], ['--lines', '5'], ['--li', '5']])
    expect(parsed(...args)).toMatchObject({ all: [['n', '5']], operands: [] });
  expect(() => parsed('-n')).toThrow("option requires an argument -- 'n'");
  expect(() => parsed('--lines')).toThrow("option '--lines' requires an argument");
});

test('what the real tool has and this one has not is said to be absent', () => {
  expect(() => parsed('-Z')).toThrow("option '-Z' is not part of this simulated Raspberry Pi");
  expect(() => parsed('--zero')).toThrow("option '--zero' is not part of this simulated Raspberry Pi");
  expect(() => parsed('-y')).toThrow("invalid option -- 'y'");
});

test('what names no option is refused where the page is read', () => {
  expect(() => readOption('FILE')).toThrow('no option: "FILE"');
});
