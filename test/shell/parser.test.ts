import { describe, expect, test } from 'vitest';
import fc from 'fast-check';
import { formatList } from '#runtime/pi/shell/format.ts';
import { parse } from '#runtime/pi/shell/parser.ts';
import { SyntaxProblem } from '#runtime/pi/shell/syntax-problem.ts';

const problem = (text: string, open = false): SyntaxProblem => {
  try {
    parse(text, { open });
  } catch (error) {
    if (error instanceof SyntaxProblem) return error;
    throw error;
  }
  throw new Error(`${text} was parsed`);
};

describe('what was parsed can be written out again in one line', () => {
  test.each([
    ['echo  a   b', 'echo a b'],
    ['a;b', 'a; b'],
    ['a&b', 'a & b'],
    ['a|b&&c||d&', 'a | b && c || d &'],
    ['! a|b', '! a | b'],
    ['x=1 y+=2 cmd >f 2>&1 <g', 'x=1 y+=2 cmd > f 2>&1 < g'],
    ['(a;b)>f', '( a; b ) > f'],
    ['{ a\nb\n}', '{ a; b; }'],
    ['while a\ndo b\ndone', 'while a; do b; done'],
    ['until a;do b;done', 'until a; do b; done'],
    ['for i in 1 2\ndo a $i;done', 'for i in 1 2; do a $i; done'],
    ['for i do a;done', 'for i in "$@"; do a; done'],
    ['if a;then b;elif c;then d;else e;fi', 'if a; then b; elif c; then d; else e; fi'],
    ['while a; do b & done', 'while a; do b & done'],
    ['a |& b', 'a 2>&1 | b'],
    ['a $SYS/# #b', 'a $SYS/#'],
    ['echo done; echo if', 'echo done; echo if'],
    ['a \\\n b', 'a b'],
  ])('%j → %s', (text, written) => {
    expect(formatList(parse(text))).toBe(written);
  });
});

describe('mistakes name the token', () => {
  test.each([
    ['echo | | b', '|'],
    [';', ';'],
    ['a;;', ';;'],
    ['a)', ')'],
    ['fi', 'fi'],
    ['while true; do done', 'done'],
    ['if a; then b; done', 'done'],
    ['for i in a; b', 'b'],
    ['( )', ')'],
    ['echo >', 'newline'],
    ['echo > |', '|'],
    ['{ a; } b', 'b'],
    ['x=1 (a)', '('],
  ])('%j: %s', (text, token) => {
    const { kind, message } = problem(text);
    expect({ kind, message }).toEqual({
      kind: 'unexpected',
      message: `syntax error near unexpected token \`${token}'`,
    });
  });
  test('and the line', () => {
    expect(problem('a\nb\nc )').line).toBe(3);
  });
});

describe('at a prompt more is asked for when a line', () => {
  test.each([
    ['ends in an open quote', 'echo "a'],
    ['ends in an open single quote', "echo 'a"],
    ['ends in an open $(', 'echo $(a'],
    ['ends in a pipe', 'a |'],
    ['ends in &&', 'a &&'],
    ['ends in a backslash', 'a \\'],
    ['opens a loop', 'while true; do'],
    ['opens a condition', 'if a'],
    ['opens a parenthesis', '(a'],
    ['begins a here-document', 'cat <<E\na'],
  ])('%s', (_, text) => {
    expect(problem(text, true).kind).toBe('unfinished');
  });
  test('but not when it is whole', () => {
    expect(parse('echo "a"; (b)', { open: true })).toHaveLength(2);
  });
});

test('coproc is refused plainly', () => {
  expect(problem('coproc cat')).toMatchObject({
    kind: 'absent',
    message: "coproc: not available in this Pi's shell",
  });
});

test('any text is parsed or refused in an orderly way', () => {
  const piece = fc.constantFrom(
    'a',
    ' ',
    '\n',
    '"',
    "'",
    '\\',
    '$',
    '(',
    ')',
    '{',
    '}',
    '|',
    '&',
    ';',
    '<',
    '>',
    '#',
    '`',
    '=',
    'if ',
    'then ',
    'fi',
    'for ',
    'in ',
    'do ',
    'done',
    'while ',
    '<<E\n',
    '!',
    '2',
    '*',
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 25 }), (pieces) => {
      try {
        parse(pieces.join(''));
      } catch (error) {
        expect(error).toBeInstanceOf(SyntaxProblem);
      }
    }),
    { numRuns: 2_000 },
  );
});

test('what is written out means the same again', () => {
  const words = fc.array(fc.constantFrom('a', '"b c"', "'d'", '$x', '"$@"', '*.py', 'a#b'), {
    minLength: 1,
    maxLength: 3,
  });
  const simple = words.map((each) => ['cmd', ...each].join(' '));
  const { list } = fc.letrec<{ list: string; command: string }>((tie) => ({
    command: fc.oneof(
      { weight: 4, arbitrary: simple },
      tie('list').map((body) => `( ${body} )`),
      tie('list').map((body) => `while ${body}; do ${body}; done`),
      tie('list').map((body) => `if ${body}; then ${body}; fi`),
    ),
    list: fc
      .array(tie('command'), { minLength: 1, maxLength: 2 })
      .chain((commands) => fc.constantFrom('; ', ' && ', ' || ', ' | ').map((glue) => commands.join(glue))),
  }));
  fc.assert(
    fc.property(list, (text) => {
      const once = formatList(parse(text));
      expect(formatList(parse(once))).toBe(once);
    }),
    { numRuns: 300 },
  );
});
