/** `kleber sh` as a person starts it. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { parseShOptions } from '#runtime/server/sh.ts';

vi.setConfig({ testTimeout: 60_000 });

const main = new URL('../../runtime/server/main.ts', import.meta.url).pathname;
let folder = '';
beforeAll(() => void (folder = mkdtempSync(join(tmpdir(), 'kleber-sh-'))));
afterAll(() => rmSync(folder, { recursive: true }));

interface Run {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

async function sh(args: readonly string[], stdin: string | undefined = ''): Promise<Run> {
  const child = spawn(process.execPath, [main, 'sh', ...args], { cwd: folder });
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (data: Buffer) => (stdout += String(data)));
  child.stderr.on('data', (data: Buffer) => (stderr += String(data)));
  if (stdin !== undefined) child.stdin.end(stdin);
  const [status] = (await once(child, 'close')) as [number | null];
  return { status, stdout, stderr };
}

test('-c runs lines with names and arguments, streams apart, and exits with their status', async () => {
  expect(await sh(['-c', 'echo "$0 $2"; echo oh >&2; exit 7', 'me', 'a', 'b'])).toEqual({
    status: 7,
    stdout: 'me b\n',
    stderr: 'oh\n',
  });
});

test('a file of this machine runs under its name, with arguments', async () => {
  writeFileSync(join(folder, 'hello.sh'), 'echo "$0: $1 on $(hostname)"\nnosuch\n');
  expect(await sh(['hello.sh', 'hi'])).toEqual({
    status: 127,
    stdout: 'hello.sh: hi on rpi-broker\n',
    stderr: 'hello.sh: line 2: nosuch: command not found\n',
  });
});

test('without words it runs what comes in, and commands read the rest of it', async () => {
  expect(await sh(['--host', 'rpi-sub'], 'hostname\ncat\nleft over\n')).toEqual({
    status: 0,
    stdout: 'rpi-sub\nleft over\n',
    stderr: '',
  });
});

test('the lab has its broker', async () => {
  const line = 'mosquitto_sub -h rpi-broker -t a -C 1 & sleep 0.3; mosquitto_pub -h 192.168.1.3 -t a -m hello; wait';
  expect(await sh(['--host', 'rpi-pub', '-c', line])).toEqual({ status: 0, stdout: 'hello\n', stderr: '' });
});

test('jobs that it leaves behind end with the lab', async () => {
  const before = performance.now();
  expect(await sh(['-c', 'sleep 100 & echo left'])).toMatchObject({ status: 0, stdout: 'left\n' });
  expect(performance.now() - before).toBeLessThan(30_000);
});

test('a reader that has seen enough ends the writer', async () => {
  const child = spawn(process.execPath, [main, 'sh', '-c', 'while :; do echo y; done'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(child.stdout, 'data');
  child.stdout.destroy();
  const [status] = (await once(child, 'exit')) as [number | null];
  expect(status).toBe(141);
});

test('SIGINT reaches what runs there', async () => {
  const child = spawn(process.execPath, [
    main,
    'sh',
    '-c',
    'trap "echo caught; exit 5" INT; echo ready; while :; do sleep 0.05; done',
  ]);
  let printed = '';
  child.stdout.on('data', (data: Buffer) => {
    if (printed === '' && String(data).includes('ready')) child.kill('SIGINT');
    printed += String(data);
  });
  const [status] = (await once(child, 'close')) as [number | null];
  expect([printed, status]).toEqual(['ready\ncaught\n', 5]);
});

test('at a terminal it logs in, goes on after a program has ended, and exits with the status of its shell', async () => {
  const child = spawn('script', ['-qec', `${process.execPath} ${main} sh`, '/dev/null'], { cwd: folder });
  let shown = '';
  const until = async (text: string): Promise<void> => {
    while (!shown.includes(text)) await once(child.stdout, 'data');
  };
  child.stdout.on('data', (data: Buffer) => (shown += String(data)));
  await until('$');
  child.stdin.write('/usr/bin/echo one$((1+1))\r');
  await until('one2');
  child.stdin.write('exit 4\r');
  const [status] = (await once(child, 'close')) as [number | null];
  expect(shown).toMatch(/^Last login: /);
  expect(status).toBe(4);
});

test.each([
  [['nosuch.sh'], 127, 'nosuch.sh: No such file or directory'],
  [['.'], 126, 'Is a directory'],
  [['--host', 'nowhere'], 2, 'there are rpi-broker'],
  [['--bogus'], 2, '--bogus'],
  [['-x'], 2, '-x'],
  [['-c'], 2, '-c needs the lines'],
])('%j is refused in one line, with status %i', async (args, status, named) => {
  const run = await sh(args);
  expect([run.status, run.stdout]).toEqual([status, '']);
  expect(run.stderr).toMatch(/^kleber: sh: .*\n$/);
  expect(run.stderr).toContain(named);
});

test('--help prints its usage', async () => {
  expect(await sh(['--help'])).toMatchObject({ status: 0, stderr: '' });
  expect(parseShOptions(['--help']).help).toBe(true);
});

test('programs run there, too, and read what is in the lab', async () => {
  const line = `node -p 'require("i2c-bus").openSync(1).readWordSync(0x48, 3) === 0x0050' && node --version`;
  const { status, stdout, stderr } = await sh(['--host', 'rpi-pub', '-c', line]);
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  expect(stdout).toMatch(/^true\nv24\.\d+\.\d+\n$/);
});
