import { expect, test } from 'vitest';
import { openShell, runLine } from './shell-pi.ts';

test('a fork bomb meets the limit of processes, the limit speaks, and killing its group ends it', async () => {
  const { clock, screen, terminal, type, pi } = await openShell({ rows: 60 });
  terminal.input(':(){ :|:& };:\r');
  await clock.advance(300);
  expect(pi.processes().length).toBeLessThan(520);
  expect(screen.text).toContain('fork: retry: Resource temporarily unavailable');
  await type('kill -9 %1\r');
  await type('echo still here\r');
  expect(screen.lines).toContain('still here');
  expect(pi.processes().length).toBeLessThan(20);
}, 30_000);

test.each([
  'while :; do :; done',
  'until false; do :; done',
  'for ((;;)); do x=1; done',
  'f() { :; }; while true; do f; done',
])('Ctrl-C ends `%s`', async (line) => {
  const { clock, screen, terminal } = await openShell();
  terminal.input(`${line}\r`);
  const settled = clock.settle();
  for (let left = 200; left > 0; left--) await new Promise((resolve) => setImmediate(resolve));
  terminal.input('\x03');
  await settled;
  expect(screen.lastLine).toBe('pi@rpi-broker:~ $');
});

test('a trap set at the prompt runs when its signal comes', async () => {
  const { screen, type } = await openShell();
  await type("trap 'echo caught' USR1\r");
  await type('kill -USR1 $$\r');
  expect(screen.text).toContain('\ncaught\n');
});

test('time tells how long a pipeline took on the clock', async () => {
  const { stderr } = await runLine('time sleep 2.5');
  expect(stderr).toMatch(/^\nreal\t0m2\.5\d\ds\nuser\t0m0\.\d{3}s\nsys\t0m0\.000s\n$/);
});

test('a signal that kills a job in the background is told of with pid and line', async () => {
  const { stderr } = await runLine('sleep 9 &\nkill -9 $!\nwait $!');
  expect(stderr).toMatch(/^bash: line 3: +\d+ Killed {18}sleep 9\n$/);
});
