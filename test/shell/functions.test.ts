import { expect, test } from 'vitest';
import { openShell, runLine } from './shell-pi.ts';

test('a function that calls itself without end is stopped at 10000 levels, and the shell goes on', async () => {
  const { stdout, stderr, status } = await runLine('f() { f; }; f; echo never\necho next $?');
  expect(stderr).toBe('environment: line 1: f: maximum function nesting level exceeded (10000)\n');
  expect(stdout).toBe('next 1\n');
  expect(status).toBe(0);
});

test('eval and source that run themselves are stopped too', async () => {
  const evaluated = await runLine(`x='eval "$x"'; eval "$x"\necho next`);
  expect(evaluated).toMatchObject({ stdout: 'next\n' });
  expect(evaluated.stderr).toContain('eval: maximum eval nesting level exceeded');
  const sourced = await runLine('echo ". ./f" > f; . ./f\necho next');
  expect(sourced).toMatchObject({ stdout: 'next\n' });
  expect(sourced.stderr).toContain('maximum source nesting level exceeded');
});

test('a variable that doubles without end is refused, and the shell ends', async () => {
  const { stderr, status } = await runLine('x=aaaaaaaa; while :; do x=$x$x; done');
  expect(stderr).toMatch(/^bash: line 1: xrealloc: cannot allocate \d+ bytes\n$/);
  expect(status).toBe(2);
});

test('a message of a function at a prompt names no line', async () => {
  const { screen, type } = await openShell();
  await type('f() { nofoo; }\r');
  await type('f\r');
  expect(screen.lines).toContain('-bash: nofoo: command not found');
});

test('the copy that a background job runs in is of the moment it was started', async () => {
  expect(await runLine('for i in 1 2 3; do echo $i & done; wait')).toMatchObject({ stdout: '1\n2\n3\n' });
});
