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

describe('what was parsed can be written out again', () => {
  test.each([
    ['echo  a   b', 'echo a b'],
    ['a;b', 'a; b'],
    ['a&b', 'a & b'],
    ['a|b&&c||d&', 'a | b && c || d &'],
    ['! a|b', '! a | b'],
    ['x=1 y+=2 cmd >f 2>&1 <g', 'x=1 y+=2 cmd > f 2>&1 < g'],
    ['(a;b)>f', '( a; b ) > f'],
    ['{ a\nb\n}', '{ a; b; }'],
    ['while a\ndo b\ndone', 'while a; do\n    b;\ndone'],
    ['until a;do b;done', 'until a; do\n    b;\ndone'],
    ['for i in 1 2\ndo a $i;done', 'for i in 1 2;\ndo\n    a $i;\ndone'],
    ['for i do a;done', 'for i in "$@";\ndo\n    a;\ndone'],
    ['if a;then b;else c;fi', 'if a; then\n    b;\nelse\n    c;\nfi'],
    ['while a; do b & done', 'while a; do\n    b &\ndone'],
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

describe('mistakes in conditions say more', () => {
  test.each([
    ['[[ a b ]]', 'conditional binary operator expected'],
    ['[[ -f ]]', "unexpected argument `]]' to conditional unary operator"],
    ['[[ a == ]]', "unexpected argument `]]' to conditional binary operator"],
    ['[[ a == b c ]]', 'syntax error in conditional expression'],
    ['[[ ( a ]]', "unexpected token `]]', expected `)'"],
  ])('%s', (text, message) => {
    expect(problem(text)).toMatchObject({ kind: 'conditional', message });
  });
  test('and leave $? as it was', () => {
    expect(problem('[[ a b ]]').status(7)).toBe(7);
    expect(problem('echo )').status(7)).toBe(2);
  });
});

describe('what a learner may not know of bash is parsed', () => {
  const command = (text: string) => parse(text)[0]?.andOr.first.commands[0];
  test('case with all three ends of a clause', () => {
    expect(command('case $x in a|b) 1;; (c) ;& *) 2 ;;& d) esac')).toMatchObject({
      kind: 'case',
      clauses: [{ next: ';;' }, { next: ';&', body: [] }, { next: ';;&' }, { next: ';;', body: [] }],
    });
  });
  test.each(['f() { a; }', 'function f { a; }', 'function f() { a; }', 'f ()\n{\na\n}'])('the function %j', (text) => {
    expect(command(text)).toMatchObject({ kind: 'function', name: 'f', body: { kind: 'group' } });
  });
  test('redirections of a function belong to its body', () => {
    expect(command('f() { a; } >x')).toMatchObject({ redirections: [], body: { redirections: [{ operator: '>' }] } });
  });
  test('((…)) is arithmetic, ( (…) ) and ((a); b) are subshells', () => {
    expect(command('((i > (2)))')).toMatchObject({ kind: 'arithmetic', expression: { source: 'i > (2)' } });
    expect(command('( (a) )')?.kind).toBe('subshell');
    expect(command('((a); (b))')?.kind).toBe('subshell');
  });
  test('for ((…))', () => {
    expect(command('for ((i=0; i<3; i++)); do a; done')).toMatchObject({
      kind: 'arithmetic-for',
      start: { source: 'i=0' },
      condition: { source: ' i<3' },
      step: { source: ' i++' },
    });
  });
  test('[[ with not, and, or, parentheses and a regular expression', () => {
    expect(command('[[ ! -f a && ( $b == c* || d =~ ^(e|f g)$ ) ]]')).toMatchObject({
      kind: 'conditional',
      expression: {
        kind: 'and',
        left: { kind: 'not', operand: { kind: 'unary', operator: '-f' } },
        right: { kind: 'or', right: { operator: '=~', right: { source: '^(e|f g)$' } } },
      },
    });
  });
  test('an array, over lines and with a comment', () => {
    expect(command('a=(1 "2 3" [5]=x # c\n y)')).toMatchObject({
      assignments: [{ name: 'a', elements: [{}, {}, { subscript: { source: '5' } }, { value: { source: 'y' } }] }],
    });
  });
  test('arrays as arguments of declare, and of nothing else', () => {
    expect(command('declare -a a=(1 2) b=3')).toMatchObject({
      words: [{}, {}, { assignment: { elements: [{}, {}] } }, { assignment: { name: 'b' } }],
    });
    expect(problem('echo a=(1)').message).toContain("unexpected token `('");
  });
  test('a blank in a subscript', () => {
    expect(command('m[a b]+=3')).toMatchObject({ assignments: [{ subscript: { source: 'a b' }, append: true }] });
  });
  test('time, also alone', () => {
    expect(parse('time -p a | b')[0]?.andOr.first).toMatchObject({ timed: 'posix', commands: [{}, {}] });
    expect(parse('time')[0]?.andOr.first).toMatchObject({ timed: 'bash', commands: [] });
  });
  test('a name for a descriptor', () => {
    expect(command('exec {log}>f')).toMatchObject({ redirections: [{ variable: 'log', operator: '>' }] });
  });
  test.each(['${x//a\\/b/c}', '${x:1:2}', '${!x@}', '${!a[@]}', '${#a[@]}', '${a[i+1]:-x}', '${x@Q}', '${!x}', '${#}'])(
    'the parameter %s',
    (text) => {
      expect(command(`echo ${text}`)).toMatchObject({ words: [{}, { parts: [{ kind: 'parameter' }] }] });
    },
  );
});

describe('aliases', () => {
  const words = (text: string, aliases: Record<string, string>): unknown =>
    parse(text, { aliases: new Map(Object.entries(aliases)) }).map(({ andOr }) => {
      const [command] = andOr.first.commands;
      return command?.kind === 'simple' ? command.words.map(({ source }) => source).join(' ') : command?.kind;
    });
  test('stand for words where a command begins', () => {
    expect(words('ll x; echo ll', { ll: 'ls -l' })).toEqual(['ls -l x', 'echo ll']);
  });
  test('do not stand for themselves again', () => {
    expect(words('ls', { ls: 'ls --color' })).toEqual(['ls --color']);
    expect(words('a', { a: 'b 1', b: 'a 2' })).toEqual(['a 2 1']);
  });
  test('that end in a blank look at the next word too, but not at the next line', () => {
    expect(words('sudo ll', { sudo: 'sudo ', ll: 'ls -l' })).toEqual(['sudo ls -l']);
    expect(words('sudo\necho ll', { sudo: 'sudo ', ll: 'ls -l' })).toEqual(['sudo', 'echo ll']);
  });
  test('may be the beginning of something larger', () => {
    expect(words('loop a; done', { loop: 'for i in 1 2; do' })).toEqual(['for']);
  });
  test('are not looked for in quotes', () => {
    expect(words("'ll'; \\ll", { ll: 'ls -l' })).toEqual(["'ll'", '\\ll']);
  });
});

describe('commands within commands within commands end in a message, not in a broken shell', () => {
  test.each(['(', '$(', '"$(echo ', '${x:-', '{ ', 'if ', '[[ ( ', '$((', '<(', 'a=( $(', 'x[$('])(
    'five thousand times %j',
    (text) => {
      expect(problem(text.repeat(5_000))).toBeInstanceOf(SyntaxProblem);
    },
  );
  test('what takes two tries is not tried twice at each level', () => {
    const deep = (text: string, end: string) => text.repeat(60) + end.repeat(60);
    expect(parse(deep('$((echo a);', ')'))).toHaveLength(1);
    expect(() => parse(deep('a[$(', ') '))).not.toThrow(RangeError);
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
    ['opens a case', 'case x in a)'],
    ['opens a function', 'f() {'],
    ['opens an array', 'a=(1'],
    ['opens arithmetic', 'echo $((1+'],
    ['opens a condition with [[', '[[ a &&'],
    ['opens a parameter', 'echo ${x:-'],
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
    '((',
    '))',
    '[[ ',
    ' ]]',
    'case ',
    'esac',
    ';;',
    '${',
    '[',
    ']',
    '=(',
    '@(',
    '<(',
    'function ',
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 25 }), (pieces) => {
      try {
        parse(pieces.join(''), { extglob: true });
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
