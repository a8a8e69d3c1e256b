import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { glob } from '#runtime/pi/shell/glob.ts';
import { isPattern, matcher, quotePattern, replaceMatches, trim } from '#runtime/pi/shell/pattern.ts';
import { directoriesOf } from './expansion-kit.ts';

describe('a pattern matches a whole text', () => {
  test.each([
    ['*.py', 'a.py', true],
    ['*.py', 'a.pyc', false],
    ['?', 'ä', true],
    ['?', '😀', true],
    ['[a-c]', 'b', true],
    ['[!a-c]', 'b', false],
    ['[^a-c]', 'd', true],
    ['[]a]', ']', true],
    ['[a-]', '-', true],
    ['[[:digit:]_]', '_', true],
    ['[[:upper:]]', 'Ä', true],
    ['[z-a]', 'm', false],
    ['[ab', '[ab', true],
    ['\\*', '*', true],
    ['\\*', 'a', false],
    ['a*b*c', 'aXbYc', true],
    ['*', '', true],
    ['', 'a', false],
  ])('%s and %s: %s', (pattern, text, matches) => {
    expect(matcher(pattern)(text)).toBe(matches);
  });
});

describe('an extended pattern', () => {
  test.each([
    ['@(a|b)', 'a', true],
    ['@(a|b)', 'ab', false],
    ['?(a)b', 'b', true],
    ['*(ab)', 'ababab', true],
    ['+(ab)', '', false],
    ['+([0-9])', '2024', true],
    ['!(*.log)', 'a.txt', true],
    ['!(*.log)', 'a.log', false],
    ['a!(b)c', 'abc', false],
    ['a!(b)c', 'abbc', true],
    ['@(a|@(b|c))d', 'cd', true],
    ['*(*(a))b', 'aaab', true],
  ])('%s and %s: %s', (pattern, text, matches) => {
    expect(matcher(pattern, { extglob: true })(text)).toBe(matches);
  });
  test('is plain text where nobody has asked for it', () => {
    expect(matcher('@(a)')('@(a)')).toBe(true);
    expect(isPattern('@(a)')).toBe(false);
    expect(isPattern('@(a)', true)).toBe(true);
  });
});

test('letters match in either case when that is asked for', () => {
  expect(matcher('r[e-f]*ME', { nocase: true })('README')).toBe(true);
});

test('stars do not make it go back and forth for ever', () => {
  const pattern = `${'*a'.repeat(30)}b`;
  expect(matcher(pattern)('a'.repeat(2_000))).toBe(false);
  expect(matcher('*(*(*(a)))b', { extglob: true })('a'.repeat(500))).toBe(false);
});

test('the longest match is replaced, each from where the last one ended', () => {
  expect(replaceMatches('aXbXc', '//', 'X', () => '-')).toBe('a-b-c');
  expect(replaceMatches('aabab', '//', '@(a|ab)', (match) => `<${match}>`, { extglob: true })).toBe('<a><ab><ab>');
  expect(replaceMatches('abc', '/#', '', () => 'x')).toBe('xabc');
});

test('quoted text matches itself alone', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom('a', '*', '?', '[', ']', '\\', '(', ')', '|', '@', '!', '-') }),
      (text) => {
        expect(matcher(quotePattern(text), { extglob: true })(text)).toBe(true);
        expect(matcher(quotePattern(text), { extglob: true })(`${text}x`)).toBe(false);
        expect(trim(`${text}rest`, '#', quotePattern(text))).toBe('rest');
      },
    ),
    { numRuns: 300 },
  );
});

test('a pattern of stars and letters matches as a regular expression does', () => {
  const pattern = fc.string({ unit: fc.constantFrom('a', 'b', '*', '?'), maxLength: 8 });
  const text = fc.string({ unit: fc.constantFrom('a', 'b'), maxLength: 10 });
  fc.assert(
    fc.property(pattern, text, (glob, each) => {
      const expression = new RegExp(`^${glob.replaceAll('*', '.*').replaceAll('?', '.')}$`);
      expect(matcher(glob)(each)).toBe(expression.test(each));
    }),
    { numRuns: 1_000 },
  );
});

describe('names of files', () => {
  const files = ['a.py', 'b.py', '.hid', 'sub/', 'sub/x.py', 'sub/deep/', 'sub/deep/y.py', 'Up'];
  const found = (pattern: string, options = {}): string[] => glob(pattern, directoriesOf(files), options);
  test.each([
    ['*', ['Up', 'a.py', 'b.py', 'sub']],
    ['.*', ['.hid']],
    ['*/', ['sub/']],
    ['*/*.py', ['sub/x.py']],
    ['/sub/*', ['/sub/deep', '/sub/x.py']],
    ['*.none', []],
    ['**', ['Up', 'a.py', 'b.py', 'sub']],
  ])('%s: %j', (pattern, names) => {
    expect(found(pattern)).toEqual(names);
  });
  test('options of shopt', () => {
    expect(found('*h*', { dotglob: true })).toEqual(['.hid']);
    expect(found('u*', { nocaseglob: true })).toEqual(['Up']);
    expect(found('!(*.py)', { extglob: true })).toEqual(['Up', 'sub']);
    expect(found('**/*.py', { globstar: true })).toEqual(['a.py', 'b.py', 'sub/deep/y.py', 'sub/x.py']);
    expect(found('**/', { globstar: true })).toEqual(['sub/', 'sub/deep/']);
  });
});
