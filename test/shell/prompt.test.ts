import { describe, expect, test } from 'vitest';
import { openShell } from './shell-pi.ts';

const PROMPT = 'pi@rpi-broker:~ $';
const shown = (screen: { lines: string[] }): string[] => screen.lines.slice(1);

describe('a line that is not whole', () => {
  test('is continued at > ', async () => {
    const { screen, type } = await openShell();
    await type('echo "a\rb" | \rcat\r');
    expect(shown(screen)).toEqual([`${PROMPT} echo "a`, '> b" |', '> cat', 'a', 'b', PROMPT]);
  });
  test('is given up with Ctrl-C', async () => {
    const { screen, type } = await openShell();
    await type('echo "a\r\x03');
    expect(shown(screen)).toEqual([`${PROMPT} echo "a`, '> ^C', PROMPT]);
  });
  test('is a mistake when Ctrl-D ends it', async () => {
    const { screen, type } = await openShell();
    await type('echo "a\r\x04');
    expect(shown(screen).slice(1)).toEqual(['>', '-bash: unexpected EOF while looking for matching `"\'', PROMPT]);
  });
});

test('of several pasted lines each runs in turn', async () => {
  const { screen, type } = await openShell();
  await type('echo a\rfor i in 1 2\rdo echo $i\rdone\recho b\r');
  expect(shown(screen).filter((line) => !/[$>]/.test(line))).toEqual(['a', '1', '2', 'b']);
});

test('the prompt shows where one is', async () => {
  const { screen, type } = await openShell();
  await type('cd /etc/mosquitto\r');
  expect(screen.lastLine).toBe('pi@rpi-broker:/etc/mosquitto $');
});

describe('history', () => {
  test('the last lines come back with Up, a whole loop as one', async () => {
    const { screen, type } = await openShell();
    await type('for i in 1\rdo echo $i\rdone\r');
    await type('\x1b[A');
    expect(screen.lastLine).toBe(`${PROMPT} for i in 1; do echo $i; done`);
  });
  test('is kept for the next login', async () => {
    const { screen, type, terminal, clock } = await openShell();
    await type('echo first\r');
    await type('exit\r');
    terminal.input('\r');
    await clock.settle();
    await type('\x1b[A\x1b[A\r');
    expect(shown(screen).slice(-2)).toEqual(['first', PROMPT]);
  });
  test('is kept when the window is closed', async () => {
    const { pi, type, terminal, clock } = await openShell();
    await type('echo first\r');
    terminal.close();
    await clock.settle();
    expect(new TextDecoder().decode(pi.files.readFile('/home/pi/.bash_history'))).toBe('echo first\n');
  });
  test('a line that begins with a blank is not kept, nor the same twice', async () => {
    const { screen, type } = await openShell();
    await type(' echo secret\r');
    await type('echo a\r');
    await type('echo a\r');
    await type('history\r');
    expect(shown(screen).slice(-3)).toEqual(['    1  echo a', '    2  history', PROMPT]);
  });
});

describe('what a phone makes', () => {
  test('is turned plain, and said once', async () => {
    const { screen, type } = await openShell();
    await type('args –m “a b”\r');
    await type('args “c d”\r');
    expect(shown(screen)).toEqual([
      `${PROMPT} args –m “a b”`,
      '(This keyboard makes typographic quotes and long dashes, which the shell does no',
      't know: plain ones were put in their place.)',
      '[-m][a b]',
      `${PROMPT} args “c d”`,
      '[c d]',
      PROMPT,
    ]);
  });
  test('is left alone in a script', async () => {
    const { screen, type } = await openShell();
    await type("bash -c $'args \\u201ca\\u201d'\r");
    expect(shown(screen)).toContain('[“a”]');
  });
});

describe('Tab', () => {
  const files = {
    prepare: (pi: Parameters<NonNullable<NonNullable<Parameters<typeof openShell>[0]>['prepare']>>[0]) => {
      pi.files.makeDirectory('/home/pi/projects', { owner: 'pi' });
      pi.files.writeFile('/home/pi/projects/led.py', '');
      pi.files.writeFile('/home/pi/two words', '');
    },
  };
  test.each([
    ['a command', 'slee\t', 'sleep'],
    ['a command after a pipe', 'echo a | slee\t', 'echo a | sleep'],
    ['a command in a loop', 'while slee\t', 'while sleep'],
    ['a directory, with a slash and no blank', 'cat pro\tle\t', 'cat projects/led.py'],
    ['a file with a blank in its name', 'cat two\t', 'cat two\\ words'],
    ['a file in quotes', "cat 'two\t", "cat 'two words'"],
    ['a variable', 'echo $HOSTN\t$HOM\t', 'echo $HOSTNAME $HOME'],
    ['a file behind a redirection', 'echo > pro\t', 'echo > projects/'],
    ['a home', 'cat ~/pro\t', 'cat ~/projects/'],
    ['only directories for cd', 'cd \t', 'cd projects/'],
  ])('completes %s', async (_, typed, line) => {
    const { screen, type } = await openShell(files);
    await type(typed);
    expect(screen.lastLine).toBe(`${PROMPT} ${line}`);
  });
  test('asks the command, where it has something to offer', async () => {
    const completerOf = (path: string) =>
      path.endsWith('/args') ? (words: readonly string[]) => [`${words.length - 1}-done`] : undefined;
    const { screen, type } = await openShell({ bash: { completerOf } });
    await type('args x \t');
    expect(screen.lastLine).toBe(`${PROMPT} args x 2-done`);
  });
});

test('an alias stands for a command at the prompt', async () => {
  const { screen, type } = await openShell();
  await type("alias show='args -v'\rshow a\rtype show\r");
  expect(shown(screen)).toContain('[-v][a]');
  expect(shown(screen)).toContain("show is aliased to `args -v'");
});

test('help names builtins and the commands of this Pi', async () => {
  const { screen, type } = await openShell({ rows: 60 });
  await type('help\r');
  expect(screen.text).toMatch(/Builtins[^]*\bcd\b[^]*Commands of this Pi[^]*\bsleep\b/);
});
