import { expect, test } from 'vitest';
import { openShell, runLine } from '../shell/shell-pi.ts';

test('find warns on a terminal of options that come too late, and of names with a slash', async () => {
  const shell = await openShell({ columns: 200 });
  await shell.type('mkdir e; cd e; clear\n');
  await shell.type("find . -name 'a/b' -maxdepth 1\n");
  const screen = shell.screen.text.replace(/\n/g, ' ');
  expect(screen).toContain('matches against basenames only, but the given pattern contains a directory separator');
  expect(screen).toContain('you have specified the global option -maxdepth after the argument -name');
});

test('find -ok asks before it acts', async () => {
  const script = 'touch a b; for answer in n y; do echo $answer | find a -ok rm {} \\; ; ls; done';
  const { stdout, stderr } = await runLine(script);
  expect(stdout).toBe('a\nb\nb\n');
  expect(stderr).toBe('< rm ... a > ? < rm ... a > ? ');
});

test('find -L notices a circle of links', async () => {
  const { stdout, stderr, status } = await runLine('mkdir d; ln -s .. d/up; find -L d');
  expect(stdout).toContain('d\n');
  expect(stderr).toMatch(/File system loop detected/);
  expect(status).toBe(1);
});

test('find -exec … + runs a command once for many files, and again when the line is long', async () => {
  const { stdout } = await runLine(
    "mkdir d; cd d; for i in {1..30}; do touch f$i; done; find . -type f -exec sh -c 'echo $#' x {} +",
  );
  expect(stdout).toBe('30\n');
});

test('find -fprintf writes into a file', async () => {
  const { stdout } = await runLine("mkdir d; touch d/a; find d -fprintf list '%p %y\\n'; cat list");
  expect(stdout).toBe('d d\nd/a f\n');
});

test('xargs -P runs commands at once', async () => {
  const { stdout } = await runLine(
    'SECONDS=0; seq 3 | xargs -P3 -n1 sh -c "sleep 2; echo done"; echo $((SECONDS < 5))',
  );
  expect(stdout).toBe('done\ndone\ndone\n1\n');
});

test('xargs -p asks the terminal', async () => {
  const shell = await openShell();
  await shell.type('echo a b | xargs -n1 -p echo got\n');
  await shell.type('y\n');
  await shell.type('n\n');
  expect(shell.screen.text).toContain('got a');
  expect(shell.screen.text).not.toContain('\ngot b');
});
