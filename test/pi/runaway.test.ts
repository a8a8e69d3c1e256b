import { describe, expect, test } from 'vitest';
import type { PiProgram } from '#runtime/pi/system.ts';
import { shellPi } from '../shell/shell-pi.ts';

/** Turns of the clock in which a line runs before Ctrl-C, and within which it must then be over. */
const BEFORE = 12;
const AFTER = 200;
/** A script goes on when the command that it waits for ended just then: one presses again. */
const AGAIN = 7;
/** No turn may hold the worker for longer; generous, as the machines of tests are slow. */
const LONGEST_MS = 3_000;
const SYSTEM = ['/sbin/init', '/usr/sbin/sshd'];

/** Runs a line in bash, lets it turn, then sends SIGINT to all of it, as a terminal does. */
const interrupted = async (line: string) => {
  const { clock, pi, faults } = shellPi();
  // In a worker time passes while programs compute, and the kernel shares it out.
  const [start, begin] = [clock.now(), performance.now()];
  clock.now = () => start + (performance.now() - begin);
  let others = 0;
  const other: PiProgram = async (process) => {
    for (;;) {
      others += 1;
      await process.yield();
    }
  };
  const beside = pi.spawn({ run: other, argv: ['other'] });
  const shell = pi.spawn({ run: '/usr/bin/bash', argv: ['bash', '-c', line], user: 'pi', by: 'learner' });
  let isOver = false;
  void shell.exited.then(() => (isOver = true));
  const its = () =>
    pi
      .processes()
      .filter(({ pid, state, argv }) => pid !== beside.pid && state !== 'zombie' && !SYSTEM.includes(argv[0] ?? ''));
  let turns = 0;
  let longest = 0;
  let last = performance.now();
  let wasEndless = false;
  let endedAfter: number | undefined;
  const turn = (): void => {
    longest = Math.max(longest, performance.now() - last);
    last = performance.now();
    turns += 1;
    if (turns === BEFORE) wasEndless = !isOver;
    const since = turns - BEFORE;
    if (since >= 0 && its().length === 0) endedAfter = since;
    else if (since >= 0 && since < AFTER) {
      if (since % AGAIN === 0) for (const { pid } of its()) pi.kill(pid, 'SIGINT');
      clock.soon(turn);
      return;
    } else if (since < 0) {
      clock.soon(turn);
      return;
    }
    for (const { pid } of [beside, ...its()]) pi.kill(pid, 'SIGKILL');
  };
  clock.soon(turn);
  await clock.settle();
  return { faults, wasEndless, endedAfter, others, longest };
};

describe('Ctrl-C ends', () => {
  test.each([
    'yes > /dev/null',
    'yes | tr -d "\\n" | sort',
    'yes | uniq -c',
    'yes | wc -l',
    "yes | sed -n 'H'",
    'yes | grep -c y',
    'yes | grep -c n',
    'yes | awk "{n++} END {print n}"',
    'yes | xargs echo > /dev/null',
    'yes | xargs -n1 true',
    'yes | jq -R . > /dev/null',
    'yes | base64 -w0 > /dev/null',
    'yes | md5sum',
    'yes | cut -c1 > /dev/null',
    'yes | paste -s > /dev/null',
    'yes | fold > /dev/null',
    'yes | nl > /dev/null',
    'yes | od > /dev/null',
    'yes | xxd > /dev/null',
    'yes | rev > /dev/null',
    'yes | tail',
    'cat /dev/zero > /dev/null',
    'cat /dev/zero | head -c 1T | wc -c',
    'cat /dev/zero | tr "\\0" x | rev',
    "awk 'BEGIN { while (1) n++ }'",
    "awk 'BEGIN { for (;;) { a[n++] = n } }'",
    "awk 'BEGIN { for (;;); }'",
    'awk \'BEGIN { while (1) s = s "x" }\'',
    "awk 'BEGIN { do { } while (1) }'",
    "echo | sed ':a;ba'",
    "echo a | sed ':a;s/a/a/;ta'",
    "jq -n 'reduce range(1e18) as $x (0; . + $x)'",
    "jq -n 'last(range(1e18))'",
    'seq 1e18 | tac',
    'seq inf > /dev/null',
    'seq 1e18 | sort -n',
    'while :; do find / -name x; done',
    'while true; do ls -R / > /dev/null; done',
    'while true; do du -s /; done > /dev/null',
    'while :; do :; done',
    'seq 1 inf | awk "{ s += \\$1 } END { print s }"',
    'cmp <(yes) <(yes)',
    'comm <(yes) <(yes) > /dev/null',
    'timeout 1000 yes > /dev/null',
    'head -c 200000 /dev/zero | tr "\\0" a | grep -E "^(a|aa)+$" | wc -c; yes > /dev/null',
    'while :; do head -c 50000 /dev/zero | tr "\\0" a | grep -E "(a*)*b"; done',
    'while :; do head -c 50000 /dev/zero | tr "\\0" a | sed -E "s/(a|aa)*b//" > /dev/null; done',
    'while :; do head -c 50000 /dev/zero | tr "\\0" a | awk "/(a|aa)*b/"; done',
  ])('%s', { timeout: 60_000 }, async (line) => {
    const { faults, wasEndless, endedAfter, others, longest } = await interrupted(line);
    expect(faults).toEqual([]);
    expect(wasEndless).toBe(true);
    expect(endedAfter).toBeDefined();
    expect(others).toBeGreaterThan(BEFORE / 2);
    expect(longest).toBeLessThan(LONGEST_MS);
  });
});

describe('a limit or Ctrl-C ends', () => {
  test.each([
    'yes | sort',
    'yes | tac',
    'cat /dev/zero | sort',
    'tail -c 1T /dev/zero',
    "awk 'function f(x) { return f(x + 1) } BEGIN { while (1) f(0) }'",
    "jq -n 'last(repeat(1))'",
    "jq -n '[recurse(. + 1)]'",
    "jq -n '0 | until(false; . + 1)'",
    "jq -n 'def f: f; f'",
    "jq -n '[limit(1e18; repeat(1))] | length'",
    "jq -n 'label $out | foreach repeat(1) as $x (0; . + 1; empty)'",
    'diff <(yes) <(yes)',
  ])('%s', { timeout: 60_000 }, async (line) => {
    const { faults, endedAfter, others, longest } = await interrupted(line);
    expect(faults).toEqual([]);
    expect(endedAfter).toBeDefined();
    expect(others).toBeGreaterThan(BEFORE / 2);
    expect(longest).toBeLessThan(LONGEST_MS);
  });
});
