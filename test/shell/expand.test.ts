import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ExpansionProblem } from '#runtime/pi/shell/expansion-problem.ts';
import { singleQuoted } from '#runtime/pi/shell/quote.ts';
import { Variables } from '#runtime/pi/shell/variables.ts';
import { expansionContext, wordsOf } from './expansion-kit.ts';
import type { ExpansionSetting } from './expansion-kit.ts';

const withVariables = (values: Record<string, string>, setting: Omit<ExpansionSetting, 'variables'> = {}) =>
  expansionContext({ ...setting, variables: new Variables({ HOME: '/home/pi', ...values }) });

test('unquoted, $SYS is expanded and /# is left; quoted with single quotes the topic stays', async () => {
  expect(await wordsOf(`$SYS/# '$SYS/#' "$SYS/#"`)).toEqual(['/#', '$SYS/#', '/#']);
});

test('substitutions and arithmetic are asked of the shell', async () => {
  expect(await wordsOf('$(a b)x "$(c)" $((1+2)) <(d)')).toEqual(['<a', 'b>x', '<c>', '3', '/dev/fd/63']);
});

test('@P is asked of the prompt', async () => {
  expect(await wordsOf('"${x@P}"', withVariables({ x: '\\u>' }))).toEqual(['pi>']);
});

test('an index before the beginning is complained of, and empty', async () => {
  const context = expansionContext();
  context.variables.setElements('a', [[undefined, 'x']]);
  expect(await wordsOf('[${a[-5]}]', context)).toEqual(['[]']);
  expect(context.complaints).toEqual(['a: bad array subscript']);
});

describe('what cannot be expanded says why', () => {
  test.each([
    ['${x:?}', 'x: parameter null or not set', true],
    ['${x?say it}', 'x: say it', true],
    ['${a b}', '${a b}: bad substitution', false],
    ['${x@Z}', '${x@Z}: bad substitution', true],
    ['${!x}', 'x: invalid indirect expansion', false],
    ['${1:=x}', '$1: cannot assign in this way', false],
    ['${y:0:-9}', '-9: substring expression < 0', false],
    ['$((1/0))', '1/0: division by 0 (error token is "0")', false],
    ['{1..9999999}', 'brace expansion: failed to allocate memory for 9999999 elements', false],
    [`${'{a,b}'.repeat(30)}`, 'brace expansion: failed to allocate memory for', false],
  ])('%.20s: %s', async (text, message, fatal) => {
    const expansion = wordsOf(text, withVariables({ y: 'abc' }));
    await expect(expansion).rejects.toBeInstanceOf(ExpansionProblem);
    await expect(expansion).rejects.toMatchObject({ message: expect.stringContaining(message) as string, fatal });
  });
  test('an unset variable under set -u', async () => {
    const context = expansionContext({ options: { nounset: true } });
    await expect(wordsOf('$x', context)).rejects.toMatchObject({ message: 'x: unbound variable', fatal: true });
    expect(await wordsOf('${x:-a} ${x+b} "$@"', context)).toEqual(['a']);
  });
});

describe('file names', () => {
  const files = ['a.py', 'b c.py', '.hid'];
  test('come in the place of a pattern, whole even with blanks', async () => {
    expect(await wordsOf('*.py "*.py" *.txt', expansionContext({ files }))).toEqual([
      'a.py',
      'b c.py',
      '*.py',
      '*.txt',
    ]);
  });
  test('are what options say', async () => {
    const words = (options: ExpansionSetting['options']) =>
      wordsOf('*.txt x', expansionContext({ files, options: options ?? {} }));
    expect(await words({ nullglob: true })).toEqual(['x']);
    expect(await words({ noglob: true })).toEqual(['*.txt', 'x']);
    await expect(words({ failglob: true })).rejects.toMatchObject({ message: 'no match: *.txt' });
  });
});

/** Word splitting as POSIX describes it, 2.6.5, written down once more in another way. */
const splitAsPosix = (text: string, separators: string): string[] => {
  const blanks = [...separators].filter((character) => ' \t\n'.includes(character)).join('');
  const isBlank = (character: string | undefined): boolean => character !== undefined && blanks.includes(character);
  const isOther = (character: string | undefined): boolean =>
    character !== undefined && separators.includes(character) && !isBlank(character);
  const fields: string[] = [];
  let at = 0;
  while (isBlank(text[at])) at++;
  while (at < text.length) {
    let field = '';
    while (at < text.length && !isBlank(text[at]) && !isOther(text[at])) field += text[at++];
    fields.push(field);
    while (isBlank(text[at])) at++;
    if (isOther(text[at])) at++;
    while (isBlank(text[at])) at++;
  }
  return fields;
};

test('an expansion is split as POSIX says, whatever IFS is', async () => {
  const text = fc.string({ unit: fc.constantFrom('a', 'b', ' ', ':', ',', '\t'), maxLength: 12 });
  const separators = fc.constantFrom(' \t\n', ':', ' :', ',:', ', \t', '', ':,ab');
  await fc.assert(
    fc.asyncProperty(text, separators, async (x, IFS) => {
      expect(await wordsOf('$x', withVariables({ x, IFS }))).toEqual(splitAsPosix(x, IFS));
      expect(await wordsOf('"$x"', withVariables({ x, IFS }))).toEqual([x]);
    }),
    { numRuns: 1_000 },
  );
});

test('what is quoted for a shell is read back as it was', async () => {
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: 'grapheme' }), async (text) => {
      const x = text.replaceAll('\0', '');
      const context = withVariables({ x });
      const [quoted = ''] = await wordsOf('"${x@Q}"', context);
      expect(quoted).toBe(singleQuoted(x));
      expect(await wordsOf(quoted)).toEqual([x]);
      // `declare -p` writes values in double quotes.
      const value = (context.variables.definition('x') ?? '').slice('x='.length);
      expect(await wordsOf(value)).toEqual([x]);
    }),
    { numRuns: 500 },
  );
});

test('a list in double quotes is as many words as it has elements', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.string({ unit: fc.constantFrom('a', ' ', '*', '$', '"', '') })),
      async (positional) => {
        const context = expansionContext({ positional, files: ['f'] });
        context.variables.setElements(
          'a',
          positional.map((value) => [undefined, value] as const),
        );
        expect(await wordsOf('"$@"', context)).toEqual(positional);
        expect(await wordsOf('"${a[@]}"', context)).toEqual(positional);
      },
    ),
    { numRuns: 300 },
  );
});
