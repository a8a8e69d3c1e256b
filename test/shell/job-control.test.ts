import { expect, test } from 'vitest';
import { openShell } from './shell-pi.ts';

const PROMPT = 'pi@rpi-broker:~ $';

/** What the screen shows since the first command, pids as N. */
const shown = (screen: { lines: string[] }): string[] =>
  screen.lines.slice(1).map((line) => line.replace(/\[(\d)\] \d+$/, '[$1] N'));

test('Ctrl-C ends the command in the foreground and brings the prompt back', async () => {
  const { screen, type, running } = await openShell();
  await type('sleep 100\r');
  expect(running('sleep')).toHaveLength(1);
  await type('\x03');
  expect(running('sleep')).toHaveLength(0);
  expect(shown(screen)).toEqual([`${PROMPT} sleep 100`, '^C', PROMPT]);
  await type('echo $?\r');
  expect(shown(screen)).toContain('130');
});

test('Ctrl-C ends a whole pipeline, and PIPESTATUS says so of each', async () => {
  const { type, running, screen } = await openShell();
  await type('sleep 100 | cat | cat\r');
  expect(running('cat')).toHaveLength(2);
  await type('\x03');
  expect(running('sleep')).toHaveLength(0);
  expect(running('cat')).toHaveLength(0);
  await type('echo "${PIPESTATUS[@]}"\r');
  expect(shown(screen)).toContain('130 130 130');
});

test('Ctrl-C ends a loop, not just the command in it', async () => {
  const { clock, screen, type, running } = await openShell();
  await type('while true; do sleep 1; done\r');
  await clock.advance(2_500);
  await type('\x03');
  await clock.advance(5_000);
  expect(running('sleep')).toHaveLength(0);
  expect(shown(screen)).toEqual([`${PROMPT} while true; do sleep 1; done`, '^C', PROMPT]);
});

/** Lets an endless loop turn that often, then presses Ctrl-C. */
const interruptAfter = async (line: string, turns: number) => {
  const { clock, screen, terminal } = await openShell();
  terminal.input(`${line}\r`);
  const settled = clock.settle();
  for (let left = turns; left > 0; left--) await new Promise((resolve) => setImmediate(resolve));
  const before = shown(screen);
  terminal.input('\x03');
  await settled;
  return { before, after: shown(screen) };
};

test('Ctrl-C ends a loop of builtins', async () => {
  const line = 'while true; do :; done';
  const { before, after } = await interruptAfter(line, 200);
  expect(before).toEqual([`${PROMPT} ${line}`, '']);
  expect(after).toEqual([`${PROMPT} ${line}`, '^C', PROMPT]);
});

test.each([60, 61, 62, 63, 64, 65, 66, 67, 68, 69, 90, 131])(
  'Ctrl-C ends a loop of short programs, whenever it comes (turn %i)',
  async (turns) => {
    const line = 'while true; do args -m x >/dev/null; done';
    const { after } = await interruptAfter(line, turns);
    expect(after).toEqual([`${PROMPT} ${line}`, '^C', PROMPT]);
  },
);

test('Ctrl-C skips the rest of the line', async () => {
  const { screen, type } = await openShell();
  await type('sleep 10; echo never\r');
  await type('\x03');
  expect(shown(screen)).toEqual([`${PROMPT} sleep 10; echo never`, '^C', PROMPT]);
});

test('a program that handles Ctrl-C ends in its own way', async () => {
  const { clock, screen, type } = await openShell();
  await type('orderly\r');
  await type('\x03');
  await clock.advance(200);
  expect(shown(screen)).toEqual([`${PROMPT} orderly`, '^Corderly', PROMPT]);
});

test('Ctrl-C in a script ends the script when its command dies of it', async () => {
  const { screen, type } = await openShell();
  await type("bash -c 'sleep 100; echo never'\r");
  await type('\x03');
  expect(shown(screen)).toEqual([`${PROMPT} bash -c 'sleep 100; echo never'`, '^C', PROMPT]);
});

test('a script goes on when its command has handled Ctrl-C', async () => {
  const { clock, screen, type } = await openShell();
  await type("bash -c 'orderly; echo on'\r");
  await type('\x03');
  await clock.advance(200);
  expect(shown(screen).slice(1)).toEqual(['^Corderly', 'on', PROMPT]);
});

test('a job in the background says its number, and that it is done', async () => {
  const { clock, screen, type } = await openShell();
  await type('sleep 1 &\r');
  expect(shown(screen)).toEqual([`${PROMPT} sleep 1 &`, '[1] N', PROMPT]);
  await clock.advance(2_000);
  await type('\r');
  expect(shown(screen).slice(3)).toEqual(['[1]+  Done                    sleep 1', PROMPT]);
});

test('how a job has ended is told: status and signal', async () => {
  const { screen, type } = await openShell();
  await type('(exit 3) &\r');
  await type('sleep 50 &\r');
  await type('kill %2\r');
  await type('\r');
  expect(shown(screen).join('\n')).toContain('[1]-  Exit 3                  ( exit 3 )');
  expect(shown(screen).join('\n')).toContain('[2]+  Terminated              sleep 50');
});

test('Ctrl-Z stops a job, bg lets it run, fg waits for it', async () => {
  const { clock, screen, type, running } = await openShell();
  await type('sleep 100\r');
  await type('\x1a');
  expect(shown(screen)).toEqual([`${PROMPT} sleep 100`, '^Z', '[1]+  Stopped                 sleep 100', PROMPT]);
  expect(running('sleep')[0]?.state).toBe('stopped');
  await type('bg\r');
  expect(shown(screen).slice(-2)).toEqual(['[1]+ sleep 100 &', PROMPT]);
  expect(running('sleep')[0]?.state).toBe('sleeping');
  await type('fg\r');
  expect(shown(screen).slice(-2)).toEqual(['sleep 100', '']);
  await clock.advance(101_000);
  expect(shown(screen).at(-1)).toBe(PROMPT);
});

test('Ctrl-Z stops a loop too', async () => {
  const { clock, screen, type, running } = await openShell();
  await type('while true; do sleep 10; done\r');
  await type('\x1a');
  await clock.advance(30_000);
  expect(shown(screen).at(-1)).toBe(PROMPT);
  expect(running('sleep')).toHaveLength(1);
});

test('jobs lists them, with + and -', async () => {
  const { screen, type } = await openShell();
  await type('sleep 100 &\r');
  await type('sleep 200 | cat &\r');
  await type('sleep 300\r');
  await type('\x1a');
  await type('jobs\r');
  expect(shown(screen).slice(-4, -1)).toEqual([
    '[1]   Running                 sleep 100 &',
    '[2]-  Running                 sleep 200 | cat &',
    '[3]+  Stopped                 sleep 300',
  ]);
});

test('a job in the background that reads is stopped', async () => {
  const { screen, type } = await openShell();
  await type('cat &\r');
  await type('\r');
  expect(shown(screen).join('\n')).toContain('[1]+  Stopped                 cat');
});

test('Ctrl-C ends wait, not the job', async () => {
  const { screen, type, running } = await openShell();
  await type('sleep 100 &\r');
  await type('wait\r');
  await type('\x03');
  expect(shown(screen).slice(-2)).toEqual(['^C', PROMPT]);
  expect(running('sleep')).toHaveLength(1);
});

test('Ctrl-C ends read, and the keys go to the prompt again', async () => {
  const { screen, type } = await openShell();
  await type('read x\r');
  await type('abc\x03');
  await type('echo hello\r');
  expect(shown(screen).slice(-2)).toEqual(['hello', PROMPT]);
});

test('Ctrl-D on an empty line leaves the shell', async () => {
  const { screen, type, running } = await openShell();
  await type('\x04');
  expect(running('-bash')).toHaveLength(0);
  expect(shown(screen).slice(0, 3)).toEqual([PROMPT, 'logout', 'Connection to rpi-broker closed.']);
});

test('exit warns once of stopped jobs', async () => {
  const { screen, type, running } = await openShell();
  await type('sleep 100\r');
  await type('\x1a');
  await type('exit\r');
  expect(shown(screen).slice(-3)).toEqual(['logout', 'There are stopped jobs.', PROMPT]);
  await type('exit\r');
  expect(running('-bash')).toHaveLength(0);
  expect(running('sleep')).toHaveLength(0);
});

test('a shell in the shell has jobs of its own, and gives the terminal back', async () => {
  const { screen, type } = await openShell();
  await type('bash\r');
  await type('sleep 100\r');
  await type('\x03');
  await type('exit\r');
  await type('echo back\r');
  expect(shown(screen).slice(-3)).toEqual([`${PROMPT} echo back`, 'back', PROMPT]);
});

test('what is typed while a command runs is there at the prompt', async () => {
  const { clock, screen, type } = await openShell();
  await type('sleep 1\r');
  await type('echo typed ahead\r');
  await clock.advance(1_500);
  expect(shown(screen).slice(-2)).toEqual(['typed ahead', PROMPT]);
});

test('a message of a login shell begins with -bash', async () => {
  const { screen, type } = await openShell();
  await type('nofoo\r');
  await type('echo | | b\r');
  expect(shown(screen)).toContain('-bash: nofoo: command not found');
  expect(shown(screen)).toContain("-bash: syntax error near unexpected token `|'");
});

test('a window that is closed hangs its background jobs up, but not those of disown', async () => {
  const { clock, terminal, type, running } = await openShell();
  await type('sleep 100 &\r');
  await type('sleep 200 &\r');
  await type('disown -h %2\r');
  await type('sleep 300 &\r');
  await type('disown\r');
  terminal.close();
  await clock.settle();
  expect(running('sleep').map(({ argv }) => argv[1])).toEqual(['200', '300']);
});

test('exit leaves background jobs alone', async () => {
  const { type, running } = await openShell();
  await type('sleep 100 &\r');
  await type('exit\r');
  expect(running('bash')).toEqual([]);
  expect(running('sleep')).toHaveLength(1);
});

test('with shopt -s huponexit, a login shell that ends hangs its background jobs up', async () => {
  const { type, running } = await openShell();
  await type('shopt -s huponexit\r');
  await type('sleep 100 &\r');
  await type('sleep 200 & disown -h\r');
  await type('exit\r');
  expect(running('sleep').map(({ argv }) => argv[1])).toEqual(['200']);
});

test('a job that is left stopped ends with the shell, even if it ignores SIGHUP', async () => {
  const { type, running } = await openShell();
  await type('nohup sleep 100 > /dev/null 2>&1\r');
  await type('\x1a');
  await type('exit\r');
  expect(running('sleep').length).toBeGreaterThan(0);
  await type('exit\r');
  expect(running('sleep')).toEqual([]);
});

test('set -v at the prompt shows each line again', async () => {
  const { screen, type } = await openShell();
  await type('set -v\r');
  await type('for i in a\r');
  await type('do echo $i; done\r');
  expect(shown(screen)).toEqual([
    `${PROMPT} set -v`,
    `${PROMPT} for i in a`,
    'for i in a',
    '> do echo $i; done',
    'do echo $i; done',
    'a',
    PROMPT,
  ]);
});
