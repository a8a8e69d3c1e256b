import { expect, test } from 'vitest';
import { mayRunAway } from '#runtime/pi/regex/runaway.ts';

test.each([
  'a+b',
  '(abc)+',
  '(\\d{2}:)*',
  '(a|b)+',
  '(foo|bar)*',
  '(a+)b',
  '(\\d+\\.)+\\d+',
  '(?:[0-9]+,)*',
  '(?:/[a-z]+)+',
  '(?<name>\\w+)=(.*)',
  '\\(a+\\)+',
  '[(a+)]+',
  '^(\\d+)-(\\d+)$',
])('%s may be tried', (source) => {
  expect(mayRunAway(source)).toBe(false);
});

test.each([
  '(a+)+',
  '(a*)*b',
  '(?:a+){2,}',
  '(a+){1,40}b',
  '((a+))+',
  '((x|y*)z)*',
  '(a|a)*b',
  '(a|aa)+$',
  '(a?)+b',
  '(.*,)*x',
  '(\\w+\\s?)*$',
  '(\\w|\\d)+$',
  '([^,]+x)+',
  '((a|b)c|ac)+',
  '(a|A)*b',
])('%s may run away', (source) => {
  expect(mayRunAway(source)).toBe(true);
});
