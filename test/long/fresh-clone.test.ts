/**
 * What a person gets who clones Kleber onto a machine with Node and npm and nothing else: one command
 * installs, builds and serves; the next start needs no network; what is half done is mended; what
 * cannot be done is one line.
 */
import { execFileSync, spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { programPath } from '../kit/programs.ts';

const root = new URL('../..', import.meta.url).pathname;
const isRoot = process.getuid?.() === 0;
const unshare = programPath('unshare');
const ip = programPath('ip');

let home = '';
let clone = '';
/** A machine without our Node 24 on its PATH, without our npm settings, with an empty npm cache. */
let env: NodeJS.ProcessEnv = {};
const running: ChildProcess[] = [];

beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), 'kleber-home-'));
  clone = join(home, 'kleber');
  const files = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    cwd: root,
    encoding: 'utf8',
  });
  for (const file of files.split('\0').filter((name) => name !== '' && existsSync(join(root, name)))) {
    mkdirSync(join(clone, dirname(file)), { recursive: true });
    cpSync(join(root, file), join(clone, file));
  }
  const kept = Object.entries(process.env).filter(([name]) => !/^(npm_|node|vitest)/i.test(name));
  env = {
    ...Object.fromEntries(kept),
    PATH: (process.env['PATH'] ?? '')
      .split(':')
      .filter((folder) => !folder.includes('node_modules'))
      .join(':'),
    npm_config_cache: join(home, 'npm-cache'),
  };
  // Where npm builds native modules, and which registry it asks, is the machine's own affair.
  for (const name of Object.keys(process.env)) {
    if (/^npm_config_(registry|nodedir|cafile)$/i.test(name)) env[name] = process.env[name];
  }
});
afterEach(() => {
  for (const child of running.splice(0)) {
    // The whole group: npm, its shell, the starter and the server.
    if (child.exitCode === null && child.signalCode === null && child.pid !== undefined)
      process.kill(-child.pid, 'SIGKILL');
  }
});
afterAll(() => rmSync(home, { recursive: true, force: true }));

interface Started {
  readonly child: ChildProcess;
  readonly output: () => string;
  readonly ready: Promise<string>;
}

/** Starts a command in the clone, in a process group of its own. */
function start(command: string, ...args: string[]): Started {
  const child = spawn(command, args, { cwd: clone, env, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
  running.push(child);
  let output = '';
  const ready = new Promise<string>((resolve, reject) => {
    const take = (data: Buffer): void => {
      output += String(data);
      const url = /http:\/\/localhost:\d+/.exec(output);
      if (url !== null && output.includes('Ctrl-C ends it.')) resolve(url[0].replace('localhost', '127.0.0.1'));
    };
    child.stdout?.on('data', take);
    child.stderr?.on('data', take);
    child.once('close', () => reject(new Error(`ended before it was ready:\n${output}`)));
  });
  return { child, output: () => output, ready };
}

const npmStart = ['start', '--', '--port', '0', '--mqtt-port', '0'];

async function ctrlC({ child }: Started): Promise<number> {
  const began = performance.now();
  const closed = once(child, 'close');
  if (child.pid !== undefined) process.kill(-child.pid, 'SIGINT');
  await closed;
  return performance.now() - began;
}

test('npm start on a fresh clone installs, builds and serves, and Ctrl-C ends it within a second', async () => {
  const started = start('npm', ...npmStart);
  const url = await started.ready;
  expect(await (await fetch(url)).text()).toContain('Kleber');
  expect(await ctrlC(started)).toBeLessThan(1_000);
  expect(started.output()).not.toMatch(/warn|deprecat|error/i);
});

test('the install changes nothing that is kept: the lock file stays as it was, without addresses', () => {
  const lock = readFileSync(join(clone, 'package-lock.json'), 'utf8');
  expect(lock).toBe(readFileSync(join(root, 'package-lock.json'), 'utf8'));
  expect(lock).not.toContain('"resolved": "http');
});

test.skipIf(!isRoot || unshare === undefined || ip === undefined)(
  'a second start needs no network at all',
  async () => {
    const command = `${ip} link set lo up && exec npm ${npmStart.join(' ')}`;
    const started = start(unshare as string, '-n', 'sh', '-c', command);
    await started.ready;
    expect(started.output()).not.toMatch(/Installing|Building/);
    await ctrlC(started);
  },
);

test.each(['mqtt', 'astro', 'node'])('an install that lacks %s is mended by the next start', async (name) => {
  rmSync(join(clone, 'node_modules', name), { recursive: true });
  const started = start('npm', ...npmStart);
  await started.ready;
  expect(existsSync(join(clone, 'node_modules', name, 'package.json'))).toBe(true);
  await ctrlC(started);
});

test('an install that was cut off before its end is mended', async () => {
  rmSync(join(clone, 'node_modules/.kleber-installed'));
  rmSync(join(clone, 'node_modules/.package-lock.json'));
  rmSync(join(clone, 'node_modules/xterm'), { recursive: true, force: true });
  const started = start('npm', ...npmStart);
  await started.ready;
  await ctrlC(started);
});

test.skipIf(!isRoot || unshare === undefined)('a folder that cannot be written is one line with the remedy', () => {
  rmSync(join(clone, 'dist'), { recursive: true });
  const command = `mount --bind ${clone} ${clone} && mount -o remount,ro,bind ${clone} && cd ${clone} && exec npm start --silent`;
  const { status, stderr } = spawnSync(unshare as string, ['-m', 'sh', '-c', command], {
    cwd: clone,
    env,
    encoding: 'utf8',
  });
  expect(status).toBe(1);
  expect(stderr).toMatch(
    /^kleber: cannot write to .* \(EROFS\); make the folder yours, or clone Kleber where you may write\n$/,
  );
});
