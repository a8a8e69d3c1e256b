/** Programs that run away: the page stays quick to the hand, the limit speaks, Ctrl-C is heard. */
import { expect } from 'vitest';
import { LONG_TASK_MS, MainThreadRecording } from '../kit/main-thread.ts';
import { test } from '../kit/story.ts';

const RUNAWAYS = [
  {
    what: 'a fork bomb',
    line: 'bomb() { bomb | bomb & }; bomb',
    says: /fork: (retry: )?Resource temporarily unavailable/,
    // It runs in the background, where no key reaches it, and no program can be started to end it: a builtin does.
    ends: 'kill -9 -1',
  },
  { what: 'an endless loop', line: 'while :; do :; done' },
  { what: 'an endless loop of arithmetic', line: 'while ((1)); do ((n++)); done' },
  {
    what: 'a recursion without end',
    line: 'deep() { deep; }; deep',
    says: /maximum function nesting level exceeded|Cannot allocate memory|Segmentation fault/,
  },
  { what: 'a variable that doubles', line: 'x=x; while :; do x=$x$x; done', says: /[Cc]annot allocate|memory/ },
  {
    what: 'a brace expansion without end',
    line: 'echo {1..1000000000} | wc -c',
    says: /[Cc]annot allocate|memory|too (many|long)/,
  },
  { what: 'a hundred megabytes of yes', line: 'yes | head -c 100000000 | wc -c', says: /^100000000$/m, within: 60_000 },
  { what: 'yes to the screen', line: 'yes' },
  {
    what: 'a sort of what never ends',
    line: 'yes | sort',
    says: /memory exhausted|[Cc]annot allocate|No space left/,
    within: 60_000,
  },
  { what: 'an awk that never ends', line: "awk 'BEGIN { while (1) n++ }'" },
  { what: 'a sed that never ends', line: 'echo | sed ":a; ba"' },
  { what: 'a program that computes without end', line: "node -e 'for (;;);'" },
  { what: 'a program that prints without end', line: `node -e 'for (;;) console.log("y")'` },
  {
    what: 'a program that writes a file without end',
    line: `node -e 'for (;;) fs.writeFileSync("note", "y".repeat(1000))'`,
  },
  {
    what: 'a pattern that backtracks',
    line: `echo ${'a'.repeat(60)}b | grep -E '^(a|aa)+$'; echo "[$?]"`,
    says: /^\[1\]$/m,
  },
] as const;

test.for(RUNAWAYS)('$what: the page answers, the limit speaks, Ctrl-C ends it', async (runaway, { open }) => {
  const lesson = await open();
  await lesson.type(1, 'echo ready');
  await lesson.shows(1, /^ready$/m);
  const recording = await MainThreadRecording.start(lesson.page);
  await lesson.type(1, runaway.line);
  if ('says' in runaway) await lesson.shows(1, runaway.says, 'within' in runaway ? runaway.within : 20_000);
  else await lesson.page.waitForTimeout(1_500);
  const tasks = await recording.stop();
  expect(tasks.filter(({ ownMs }) => ownMs > LONG_TASK_MS)).toEqual([]);
  // Another window of the same machine goes on meanwhile.
  await lesson.page.keyboard.press('Control+c');
  await lesson.page.keyboard.press('Control+c');
  if ('ends' in runaway) await lesson.type(1, runaway.ends);
  await lesson.type(1, 'clear; echo still here');
  await lesson.shows(1, /^still here$/m, 20_000);
  // Enter logs in again where the shell was ended too.
  if ('ends' in runaway) await lesson.type(2, '');
  await lesson.type(2, 'echo and here');
  await lesson.shows(2, /^and here$/m, 20_000);
});
