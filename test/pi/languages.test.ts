import { expect, test } from 'vitest';
import { commands } from '#runtime/pi/commands/languages/index.ts';
import { languages } from '#runtime/pi/manual/de/languages.ts';
import { posixRegex, RegexProblem } from '#runtime/pi/posix-regex.ts';

test('the leftmost match is the longest one, not the first alternative', () => {
  expect(posixRegex('a|ab|abc', { extended: true }).exec('xabcd')?.group(0)).toBe('abc');
});

test('a pattern that would never end in a backtracking engine is answered at once', () => {
  expect(posixRegex('(a|a)*b', { extended: true }).test('a'.repeat(50_000))).toBe(false);
});

test('back references that lead to too many ways are an error, not a standstill', () => {
  expect(() => posixRegex('(a*)*\\1b', { extended: true }).exec('a'.repeat(40))).toThrow('Memory exhausted');
});

test.each([
  ['(', 'Unmatched ( or \\('],
  ['[a', 'Unmatched [, [^, [:, [., or [='],
  ['*a', 'Invalid preceding regular expression'],
  ['a{2,1}', 'Invalid content of \\{\\}'],
])('%j is a mistake in the words of regcomp(3)', (pattern, message) => {
  expect(() => posixRegex(pattern, { extended: true })).toThrow(new RegexProblem(message));
});

test.each(commands.map((command) => [command.name, command] as const))(
  'the German page of %s has the options and examples of the English one',
  (name, { page }) => {
    const german = languages[name];
    expect(german?.options?.length).toBe(page?.options?.length);
    expect(german?.examples?.length).toBe(page?.examples?.length);
    expect(german?.exitStatus?.length).toBe(page?.exitStatus?.length);
    expect(german?.differences?.length).toBe(page?.differences?.length);
  },
);
