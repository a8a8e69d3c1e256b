import { describe, expect, test } from 'vitest';
import fc from 'fast-check';
import { expandHistory, HistoryProblem } from '#runtime/pi/shell/history-expansion.ts';
import { historyWords } from '#runtime/pi/shell/readline/history-words.ts';

/** Numbered from 1, oldest first. */
const eventsOf = (lines: readonly string[]) => {
  const entries = lines.map((line) => ({ line, time: 0 }));
  return { entries, at: (number: number) => entries[number - 1] };
};

const LINES = ['echo first line', 'cat a/b.txt c.txt', 'mosquitto_sub -h host -t a/b', 'echo a b c'];
const expand = (line: string, before?: string) => expandHistory(line, eventsOf(LINES), before);
const problem = (line: string): string => {
  try {
    expand(line);
  } catch (error) {
    if (error instanceof HistoryProblem) return error.message;
    throw error;
  }
  return 'none';
};

describe('an event', () => {
  test.each([
    ['!!', 'echo a b c'],
    ['!1', 'echo first line'],
    ['!-2', 'mosquitto_sub -h host -t a/b'],
    ['!mos', 'mosquitto_sub -h host -t a/b'],
    ['!?first?', 'echo first line'],
    ['!?first', 'echo first line'],
    ['!cat | wc', 'cat a/b.txt c.txt | wc'],
    ['sudo !!', 'sudo echo a b c'],
    ['!!;echo b', 'echo a b c;echo b'],
    ['!!x', 'echo a b cx'],
    ['echo !#', 'echo echo '],
  ])('%s', (typed, expanded) => {
    expect(expand(typed)).toEqual({ text: expanded, changed: true, onlyShown: false });
  });
});

describe('words of it', () => {
  test.each([
    ['echo !$ x', 'echo c x'],
    ['echo !^ !*', 'echo a a b c'],
    ['echo !!:2 !:1-2', 'echo b a b'],
    ['echo !!:2* !!:1-', 'echo b c a b'],
    ['echo !!:0 !!:$', 'echo echo c'],
    ['echo !cat:1', 'echo a/b.txt'],
    ['echo !mos:3-$', 'echo -t a/b'],
    ['echo !mos$', 'none'],
    ['echo !?host?:%', 'echo host'],
    ['echo !!:-1', 'echo echo a'],
  ])('%s', (typed, expanded) => {
    if (expanded === 'none') expect(problem(typed)).toBe('!mos$: event not found');
    else expect(expand(typed).text).toBe(expanded);
  });
});

describe('modifiers', () => {
  test.each([
    ['echo !cat:1:h', 'echo a'],
    ['echo !cat:1:t', 'echo b.txt'],
    ['echo !cat:1:r', 'echo a/b'],
    ['echo !cat:1:e', 'echo .txt'],
    ['echo !cat:1:t:r', 'echo b'],
    ['!!:s/a/x/', 'echo x b c'],
    ['!!:s/a/x', 'echo x b c'],
    ['!!:s,a,/,', 'echo / b c'],
    ['!!:s/b/[&]/', 'echo a [b] c'],
    ['!1:gs/i/I/', 'echo fIrst lIne'],
    ['!!:q', "'echo a b c'"],
    ['!!:x', "'echo' 'a' 'b' 'c'"],
    ['^a^b^', 'echo b b c'],
    ['^a^b', 'echo b b c'],
    ['^a^b^ x', 'echo b b c x'],
    ['^b^', 'echo a  c'],
  ])('%s', (typed, expanded) => {
    expect(expand(typed)).toEqual({ text: expanded, changed: true, onlyShown: false });
  });
  test(':p shows the line and does not run it', () => {
    expect(expand('!cat:p')).toEqual({ text: 'cat a/b.txt c.txt', changed: true, onlyShown: true });
  });
  test(':& does what was done last', () => {
    expand('!!:s/a/x/');
    expect(expand('!cat:&').text).toBe('cxt a/b.txt c.txt');
  });
});

describe('what is none', () => {
  test.each([
    'echo Hello!',
    'echo "Hello!"',
    'echo a != b',
    '! false',
    "echo '!!'",
    'echo \\!x',
    'echo "\\!x"',
    'echo $!',
    'echo $!x',
    'ls [!a]*',
    'echo ${!x}',
    'echo a^b',
    'echo !',
    'mosquitto_pub -m "Achtung!" -t a',
  ])('%s', (typed) => {
    expect(expand(typed)).toEqual({ text: typed, changed: false, onlyShown: false });
  });
  test('in a line that an earlier one has quoted', () => {
    expect(expand("!!'", "echo 'x\n").changed).toBe(false);
    expect(expand('!!"', 'echo "x\n').text).toBe('echo a b c"');
  });
  test('a line without it', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'ab "\'\\$:^?') }), (line) => {
        fc.pre(!line.startsWith('^'));
        expect(expand(line)).toEqual({ text: line, changed: false, onlyShown: false });
      }),
    );
  });
});

describe('mistakes, in the words of bash', () => {
  test.each([
    ['!99', '!99: event not found'],
    ['!zzz', '!zzz: event not found'],
    ['echo !zzz b', '!zzz: event not found'],
    ['echo "!zzz"', '!zzz: event not found'],
    ['echo !{x}', '!{x}: event not found'],
    ['echo a!(x)', '!: event not found'],
    ['!?nothing?', '!?nothing?: event not found'],
    ['!!:9', ':9: bad word specifier'],
    ['!!:s/zzz/x/', ':s/zzz/x/: substitution failed'],
    ['^zz^x', ':s^zz^x: substitution failed'],
    ['!!:z', 'z: unrecognized history modifier'],
  ])('%s', (typed, said) => {
    expect(problem(typed)).toBe(said);
  });
  test('without any history', () => {
    expect(() => expandHistory('!!', eventsOf([]))).toThrow('!!: event not found');
  });
});

test('whatever is typed, it is expanded or refused', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...'!!!^$*:-?#%ab12/ shtrepqxg&"\'\\') }), (line) => {
      try {
        expect(typeof expand(line).text).toBe('string');
      } catch (error) {
        if (!(error instanceof HistoryProblem)) throw error;
      }
    }),
    { numRuns: 500 },
  );
});

describe('words of a line', () => {
  test.each([
    ['cat a>b', ['cat', 'a', '>', 'b']],
    ['echo "a b" $(c d)', ['echo', '"a b"', '$(c d)']],
    ['a|b&&c;d&', ['a', '|', 'b', '&&', 'c', ';', 'd', '&']],
    ['echo a\\ b', ['echo', 'a\\ b']],
    ['cmd 2>&1 <<E', ['cmd', '2>&1', '<<', 'E']],
    ["echo 'it''s'", ['echo', "'it''s'"]],
    ['echo "open', ['echo', '"open']],
    ['', []],
  ])('%s', (line, words) => {
    expect(historyWords(line)).toEqual(words);
  });
});
