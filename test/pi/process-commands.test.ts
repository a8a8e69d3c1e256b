import { expect, test } from 'vitest';
import { openShell, runLine } from '../shell/shell-pi.ts';

test('ps shows the own terminal, with the columns of procps', async () => {
  const shell = await openShell();
  await shell.type('sleep 100 &\nclear; ps\n');
  const lines = shell.screen.text.split('\n');
  const head = lines.findIndex((line) => line.startsWith('    PID TTY          TIME CMD'));
  expect(head).toBeGreaterThanOrEqual(0);
  const rows = lines.slice(head + 1, head + 4).map((line) => line.trim().split(/\s+/).slice(1).join(' '));
  expect(rows).toEqual(['pts/0 00:00:00 bash', 'pts/0 00:00:00 sleep', 'pts/0 00:00:00 ps']);
});

test('ps aux has user, share, memory, state and start', async () => {
  const { stdout } = await runLine('ps aux');
  const [head, first] = stdout.split('\n');
  expect(head).toBe('USER         PID %CPU %MEM    VSZ   RSS TTY      STAT START   TIME COMMAND');
  expect(first).toMatch(/^root {11}1 +\d+\.\d +\d+\.\d +\d+ +\d+ \? {8}Ss {3}10:39 +\d+:\d\d \/sbin\/init/);
});

test('ps -ef has parents and starts', async () => {
  const { stdout } = await runLine('ps -ef');
  expect(stdout).toMatch(
    /^UID          PID    PPID  C STIME TTY          TIME CMD\nroot           1       0  \d 10:39 \? {8}00:00:0\d \/sbin\/init/,
  );
  expect(stdout).toContain('bash -c ps -ef');
});

test('ps axf draws the tree', async () => {
  const { stdout } = await runLine("bash -c 'sleep 5 & ps axf; kill $!'");
  const tree = stdout.split('\n').map((line) => line.slice(28));
  const at = tree.findIndex((line) => line.endsWith(String.raw` \_ sleep 5`));
  expect(at).toBeGreaterThan(0);
  expect(tree[at]).toMatch(/^ +\\_ sleep 5$/);
  expect(tree[at + 1]).toMatch(/^ +\\_ ps axf$/);
});

test('ps cuts lines at the width of the terminal, unless it is told not to', async () => {
  const shell = await openShell({ columns: 40 });
  await shell.type(`sleep 1000 ${'0 '.repeat(30)} & clear\n`);
  await shell.type('ps f | cat | wc -L; ps f > wide; ps f\n');
  for (const line of shell.screen.text.split('\n')) expect(line.length).toBeLessThanOrEqual(40);
});

test('nohup on a terminal appends to nohup.out, which only its owner reads', async () => {
  const shell = await openShell();
  await shell.type('nohup echo hello\n');
  expect(shell.screen.text).toContain("nohup: ignoring input and appending output to 'nohup.out'");
  await shell.type('clear; cat nohup.out; stat -c %a nohup.out\n');
  expect(shell.screen.text).toMatch(/hello\n600/);
});

test('what nohup runs outlives the window', async () => {
  const shell = await openShell();
  await shell.type('nohup sleep 1000 > /dev/null &\n');
  await shell.type('sleep 1000 &\n');
  shell.terminal.close();
  await shell.clock.settle();
  expect(shell.running('sleep').length).toBeGreaterThanOrEqual(1);
  expect(shell.running('nohup')).toHaveLength(1);
});

test('timeout ends what reads from the terminal, in the foreground', async () => {
  const shell = await openShell();
  await shell.type('timeout 5 cat; echo status $?\n');
  await shell.type('hello\n');
  await shell.clock.advance(6_000);
  expect(shell.screen.text).toContain('status 124');
  expect(shell.running('cat')).toHaveLength(0);
});

test('Ctrl-C reaches a program behind env, once', async () => {
  const shell = await openShell();
  await shell.type('env sleep 100\n');
  await shell.type('\x03');
  expect(shell.running('sleep')).toHaveLength(0);
  await shell.type('echo $?\n');
  expect(shell.screen.text).toContain('130');
});

test('setsid from a prompt does not wait, and Ctrl-C does not reach what it started', async () => {
  const shell = await openShell();
  await shell.type('setsid sleep 100; echo at once\n');
  expect(shell.screen.text).toContain('at once');
  await shell.type('\x03');
  const [sleep] = shell.running('sleep');
  expect(sleep?.session).toBe(sleep?.pid);
  expect(sleep?.terminal).toBeUndefined();
});

test('unbuffer makes a program believe in a terminal, without carriage returns', async () => {
  const { stdout, status } = await runLine(
    "unbuffer sh -c 'test -t 1 && echo terminal; exit 3' | cat; echo ${PIPESTATUS[0]}",
  );
  expect(stdout).toBe('terminal\n3\n');
  expect(status).toBe(0);
});

test('unbuffer -p hands its input on', async () => {
  const { stdout } = await runLine("echo hello | unbuffer -p sh -c 'read x; echo got $x'");
  expect(stdout.replaceAll('\r', '')).toBe('got hello\n');
});

test('stdbuf lets a filter write each line at once', async () => {
  const script = '(echo a; sleep 5; echo b) | stdbuf -oL cat -n | (read line; echo "$SECONDS $line")';
  const { stdout } = await runLine(script);
  expect(stdout).toMatch(/^[01] 1\s+a\n$/);
});

test('a 100 MB yes into wc is quick, and ends by SIGPIPE', { timeout: 60_000 }, async () => {
  const began = performance.now();
  const { stdout } = await runLine('yes | head -c 100000000 | wc -c; echo ${PIPESTATUS[0]}');
  expect(stdout).toBe('100000000\n141\n');
  expect(performance.now() - began).toBeLessThan(30_000);
});

test('killall -i asks, -v tells, -w waits', async () => {
  const script =
    "cp /usr/bin/sleep nap; ./nap 100 & echo n | killall -i nap; echo $?; killall -vw nap 2>&1 | sed 's/([0-9]*)/(N)/'; pgrep nap; echo $?";
  const { stdout, stderr } = await runLine(script);
  expect(stdout).toBe('1\nKilled nap(N) with signal 15\n1\n');
  expect(stderr).toMatch(/^Kill nap\(\d+\) \? \(y\/N\) nap: no process found\n/);
});

test('pkill and kill cannot reach what belongs to root', async () => {
  const { stderr, status } = await runLine('pkill -x init');
  expect(stderr).toMatch(/^pkill: killing pid 1 failed: Operation not permitted\n$/);
  expect(status).toBe(1);
});

test('nice is kept, and shown by ps', async () => {
  const { stdout } = await runLine('nice -n 7 sleep 50 & sleep 1; ps -C sleep -o ni=,stat= | tr -s " "; kill $!');
  expect(stdout).toContain(' 7 SN');
});
