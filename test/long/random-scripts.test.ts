/**
 * Random small scripts, in the system's bash and in the Pi's: the same output, errors and status. What
 * fails is shrunk to the smallest script that still differs.
 */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { lackingForCases, runReal } from '../shell/real-bash.ts';
import { runLine } from '../shell/shell-pi.ts';
import type { Outcome } from '../shell/shell-pi.ts';

const RUNS = Number(process.env['RANDOM_SCRIPTS'] ?? 1_200);
/** Always the same ones, so that nobody's work goes red by luck; `RANDOM_SEED=7` looks for new ones. */
const SEED = Number(process.env['RANDOM_SEED'] ?? 1);

const name = fc.constantFrom('x', 'y', 'z', 'list', 'IFS', 'unset_one');
const text = fc.constantFrom(
  'a',
  'b c',
  '',
  '*',
  '$',
  'ab/cd',
  '1',
  '07',
  '-n',
  'ä€',
  'a  b',
  '\\',
  '[x]',
  'x=1',
  '#',
  '$SYS/#',
  '!',
);
const small = fc.integer({ min: -9, max: 40 }).map(String);

const single = text.map((value) => `'${value}'`);
const parameter = fc.oneof(
  name.map((x) => `$${x}`),
  name.map((x) => `\${${x}}`),
  name.map((x) => `\${#${x}}`),
  fc.constantFrom('$?', '$#', '$1', '$2', '${10}', '$0'),
  fc
    .tuple(
      name,
      fc.constantFrom(':-', '-', ':+', '+', '#', '##', '%', '%%', '/', '//', '^', '^^', ',', ',,'),
      fc.constantFrom('a', '*', '?', 'b c', '', '[ab]', '*b'),
    )
    .map(([x, operator, word]) => `\${${x}${operator}${word}}`),
  fc.tuple(name, fc.constantFrom('0', '1', ' -1', '2:1', '0:-1', ' -2:1')).map(([x, slice]) => `\${${x}:${slice}}`),
);
const operator = fc.constantFrom(
  '+',
  '-',
  '*',
  '/',
  '%',
  '**',
  '<<',
  '>>',
  '&',
  '|',
  '^',
  '<',
  '>',
  '<=',
  '==',
  '!=',
  '&&',
  '||',
  ',',
);
const { arithmetic } = fc.letrec<{ arithmetic: string }>((tie) => ({
  arithmetic: fc.oneof(
    { maxDepth: 2, depthSize: 'small' },
    small,
    fc.constantFrom('m', 'unset_one', 'n++', '++n', 'n', '0x1f', '2#101', '010'),
    fc.tuple(tie('arithmetic'), operator, tie('arithmetic')).map(([a, op, b]) => `(${a}) ${op} (${b})`),
    fc.tuple(tie('arithmetic'), tie('arithmetic'), tie('arithmetic')).map(([a, b, c]) => `(${a}) ? (${b}) : (${c})`),
    tie('arithmetic').map((a) => `!(${a})`),
    tie('arithmetic').map((a) => `~(${a})`),
  ),
}));
/** Division and powers have errors of their own that name the whole expression: they are in arithmetic.case. */
const substitution = fc.oneof(
  arithmetic.filter((expression) => !/\*\*|[/%]|<<|>>/.test(expression)).map((expression) => `$((${expression}))`),
  fc.constantFrom('$(echo a b)', '$(printf "x\\ny\\n")', '$(false)', '`echo q`', '$(echo "$x")'),
);
const double = fc
  .array(fc.oneof(parameter, substitution, fc.constantFrom('a', ' ', '\\$', '\\"', "'", '*')), { maxLength: 3 })
  .map((parts) => `"${parts.join('')}"`);
const bare = fc.constantFrom(
  'a',
  'b',
  'ab',
  '*',
  '?',
  'f*',
  '{a,b}',
  '{1..3}',
  'x{,y}z',
  'a\\ b',
  '[a-c]',
  '-n',
  '$SYS/#',
  '.*',
);
const word = fc
  .array(fc.oneof(bare, single, double, parameter, substitution), { minLength: 1, maxLength: 3 })
  .map((parts) => parts.join(''));
const words = fc.array(word, { minLength: 1, maxLength: 4 }).map((list) => list.join(' '));

const pattern = fc.constantFrom('a', '*', '?', 'a*', '[ab]', '*b|c', '"$x"', '$y', '[!a]', "'*'");
const condition = fc.oneof(
  fc.tuple(word, fc.constantFrom('=', '!=', '<', '>', '=='), word).map(([a, op, b]) => `[[ ${a} ${op} ${b} ]]`),
  fc.tuple(double, fc.constantFrom('=', '!='), double).map(([a, op, b]) => `[ ${a} ${op} ${b} ]`),
  fc.tuple(small, fc.constantFrom('-eq', '-lt', '-ge', '-ne'), small).map(([a, op, b]) => `test ${a} ${op} ${b}`),
  fc.tuple(fc.constantFrom('-z', '-n', '-e', '-f', '-d'), double).map(([op, a]) => `[ ${op} ${a} ]`),
  fc.constantFrom('true', 'false', '! true', 'grep -q a f1', '(exit 3)'),
);
/** None that ends early or makes a file: who is first would be chance, in bash too. */
const filter = fc.constantFrom(
  'cat',
  'sort',
  'sort -r',
  'uniq -c',
  'wc -l',
  'tail -1',
  'tr a-z A-Z',
  'grep a',
  'grep -v a',
  'sed s/a/X/',
  'sed -n 1p',
  "awk '{print NF, $1}'",
  'cut -c1-2',
  'rev',
  'tac',
  'nl',
  'od -c',
  'xargs',
  'tee /dev/null',
);
const redirection = fc.constantFrom('', '', '', ' > f2', ' >> f2', ' 2>&1', ' > /dev/null', ' 2> /dev/null', ' < f1');

const simple = fc.oneof(
  words.map((list) => `args ${list}`),
  words.map((list) => `echo ${list}`),
  fc
    .tuple(fc.constantFrom('%s\\n', '%s-%s|', '%d\\n', '%5s|%-5s|', '%x', '%q ', '%b', '%03d'), words)
    .map(([format, list]) => `printf '${format}' ${list}`),
  fc
    .tuple(
      name.filter((x) => x !== 'IFS'),
      word,
    )
    .map(([x, value]) => `${x}=${value}`),
  fc
    .tuple(fc.constantFrom(' ', ',', '', ':/'), words)
    .map(([separators, list]) => `IFS='${separators}'; args ${list}; unset IFS`),
  words.map((list) => `set -- ${list}`),
  words.map((list) => `list=(${list}); args "\${list[@]}" "\${#list[@]}" "\${list[0]}"`),
  fc.tuple(word, word).map(([a, b]) => `export y=${a}; readonly r=1; unset -v z; : ${b}`),
  fc.constantFrom(
    'read x y < f1',
    'cat f1 f2',
    'cat <<E\n$x `echo t` $((1+1))\nE',
    "cat <<'E'\n$x\nE",
    'cat <<< "$x"',
    'shift',
    'nosuch',
    'cd nowhere',
    'type cd',
    'echo $?',
  ),
  arithmetic
    .filter((expression) => !/\*\*|[/%]|<<|>>/.test(expression))
    .map((expression) => `((${expression})); echo $? $n`),
);

const { command } = fc.letrec<{ command: string; body: string }>((tie) => ({
  body: fc.array(tie('command'), { minLength: 1, maxLength: 2 }).map((list) => list.join('\n')),
  command: fc.oneof(
    { maxDepth: 3, depthSize: 'small' },
    fc.tuple(simple, redirection).map(([line, to]) => (line.includes('\n') ? line : line + to)),
    fc
      .tuple(simple, filter)
      .filter(([line]) => !line.includes('\n'))
      .map(([line, through]) => `${line} | ${through}`),
    fc.tuple(tie('body'), filter, filter).map(([list, a, b]) => `{ ${list}\n} | ${a} | ${b}`),
    fc.tuple(condition, tie('body'), tie('body')).map(([test, yes, no]) => `if ${test}; then ${yes}\nelse ${no}\nfi`),
    fc.tuple(words, tie('body')).map(([list, body]) => `for i in ${list}; do args "$i"; ${body}\ndone`),
    fc
      .tuple(small, tie('body'))
      .map(([n, body]) => `n=0; while [ $n -lt 3 ]; do n=$((n+1)); ${body}\n[ $n = ${n} ] && break; done`),
    fc
      .tuple(word, pattern, tie('body'), tie('body'))
      .map(([value, match, a, b]) => `case ${value} in ${match}) ${a}\n;; *) ${b}\nesac`),
    fc.tuple(tie('body'), words).map(([body, list]) => `f() { local x=in; ${body}\nreturn $#; }; f ${list}; echo $?`),
    tie('body').map((body) => `( ${body}\n)`),
    fc
      .tuple(simple, fc.constantFrom('&&', '||'), simple)
      .filter(([a, , b]) => !`${a}${b}`.includes('\n'))
      .map(([a, op, b]) => `${a} ${op} ${b}`),
  ),
}));

const script = fc
  .tuple(
    fc.constantFrom('', 'set -u\n', 'set -e\n', 'set -f\n', 'set -o pipefail\n'),
    fc.array(command, { minLength: 1, maxLength: 4 }),
  )
  .map(
    ([options, commands]) =>
      `printf 'a b\\nc\\n' > f1; : > f2; x='b c' y=ab z= n=1 m=7\n${options}${commands.join('\n')}\necho "[$?]"`,
  );

/**
 * After an error in an expansion, bash 5.2.15 forgets on which line of its text it was, and the numbers in
 * later messages are too small: what stands there is compared without them.
 */
const comparable = ({ stderr, ...rest }: Outcome): Outcome => {
  const lines = stderr.split('\n');
  const first = lines.findIndex((line) => /substring expression < 0|bad substitution|syntax error/.test(line));
  if (first < 0) return { stderr, ...rest };
  const masked = lines.map((line, index) => (index > first ? line.replace(/: line \d+: /, ': line N: ') : line));
  return { ...rest, stderr: masked.join('\n') };
};

const lacking = lackingForCases();

describe.skipIf(lacking !== undefined)(`random scripts${lacking === undefined ? '' : ` (${lacking})`}`, () => {
  test(`${RUNS} of them print, complain and end as they do in bash`, { timeout: 1_200_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(script, async (lines) => {
        const real = comparable(runReal(lines));
        expect(comparable(await runLine(lines))).toEqual(real);
      }),
      {
        numRuns: RUNS,
        seed: SEED,
        interruptAfterTimeLimit: 900_000,
        markInterruptAsFailure: false,
      },
    );
  });
});
