import { describe, expect, test } from 'vitest';
import { runBash, runLine } from './shell-pi.ts';

test('a script from standard input leaves the rest to the command that reads', async () => {
  expect(await runBash([], { stdin: 'echo a\ncat\nb\nc\n' })).toMatchObject({ stdout: 'a\nb\nc\n', status: 0 });
});
test('-s takes arguments for a script from standard input', async () => {
  expect(await runBash(['-s', 'x'], { stdin: 'echo $1' })).toMatchObject({ stdout: 'x\n' });
});
test('a mistake in a script from standard input names the line', async () => {
  expect(await runBash([], { stdin: 'echo a\n\nb |\n| c\n' })).toEqual({
    stdout: 'a\n',
    stderr: "bash: line 4: syntax error near unexpected token `|'\nbash: line 4: `| c'\n",
    status: 2,
  });
});
test('$0 and arguments of -c', async () => {
  expect(await runBash(['-c', 'echo $0 $1; nofoo', 'me', 'x'])).toEqual({
    stdout: 'me x\n',
    stderr: 'me: line 1: nofoo: command not found\n',
    status: 127,
  });
});
describe('a file', () => {
  const prepare: NonNullable<Parameters<typeof runBash>[1]>['prepare'] = (pi) => {
    pi.files.writeFile('/home/pi/a.sh', 'echo "$0 $1"\nnofoo\nexit 3\n', { mode: 0o755, owner: 'pi' });
    pi.files.writeFile('/home/pi/b.sh', '#!/bin/bash\necho "$0 $1"\n', { mode: 0o755, owner: 'pi' });
  };
  test('is run as a script', async () => {
    expect(await runBash(['a.sh', 'x'], { prepare })).toEqual({
      stdout: 'a.sh x\n',
      stderr: 'a.sh: line 2: nofoo: command not found\n',
      status: 3,
    });
  });
  test('that is executable and has no #! is run by the shell', async () => {
    expect(await runLine('./a.sh x; echo $?', { prepare })).toMatchObject({ stdout: './a.sh x\n3\n' });
  });
  test('with #! is run by what that names', async () => {
    expect(await runLine('./b.sh x; echo $?', { prepare })).toMatchObject({ stdout: './b.sh x\n0\n' });
  });
  test('that is not there', async () => {
    expect(await runBash(['nofile'])).toEqual({
      stdout: '',
      stderr: 'bash: nofile: No such file or directory\n',
      status: 127,
    });
  });
});
test('an unknown option is refused', async () => {
  const { stderr, status } = await runBash(['-Z']);
  expect(stderr).toMatch(/^bash: -Z: invalid option\nUsage:\tbash /);
  expect(status).toBe(2);
});
test('-c needs its line', async () => {
  expect(await runBash(['-c'])).toMatchObject({ stderr: 'bash: -c: option requires an argument\n', status: 2 });
});
test('a command killed by a signal is told of, with its pid', async () => {
  const { stdout, stderr } = await runLine('(kill -9 $BASHPID); echo $?');
  expect(stdout).toBe('137\n');
  expect(stderr).toMatch(/^bash: line 1: +\d+ Killed {18}\( kill -9 \$BASHPID \)\n$/);
});
test('a writer whose reader has gone ends', async () => {
  expect(await runLine('yes | read x; echo $x$?')).toMatchObject({ stdout: '0\n' });
});
test('a builtin that cannot write says so', async () => {
  expect(await runLine('echo a >&-; echo $?')).toEqual({
    stdout: '1\n',
    stderr: 'bash: line 1: echo: write error: Bad file descriptor\n',
    status: 0,
  });
  expect(await runLine('echo a >/dev/full; echo $?')).toMatchObject({
    stderr: 'bash: line 1: echo: write error: No space left on device\n',
  });
});
test('a long here-document is read to its end', async () => {
  const long = `${'x'.repeat(99)}\n`.repeat(2_000);
  expect((await runLine(`cat <<E\n${long}E\n`)).stdout).toBe(long);
});
test('a subshell knows the jobs of its shell', async () => {
  expect(await runLine('sleep 100 & kill $(jobs -p); wait $!; echo $?')).toMatchObject({ stdout: '143\n' });
});
