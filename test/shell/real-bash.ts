/** The system's bash, if it is the version that the Pi's shell is held against. */
import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, chownSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import type { Outcome } from './shell-pi.ts';

const BASH = (process.env['PATH'] ?? '')
  .split(delimiter)
  .map((directory) => join(directory, 'bash'))
  .find((path) => existsSync(path));

export const bashVersion = (): string => {
  try {
    return execFileSync(BASH ?? 'bash', ['--version'], { encoding: 'utf8' }).split('\n')[0] ?? '';
  } catch {
    return ''; // There is no bash here: the caller says so.
  }
};

export const isBash52 = (): boolean => bashVersion().includes('version 5.2.');

/** The same little programs as in commands.ts; all others are the system's. */
const PROGRAMS: Readonly<Record<string, string>> = {
  args: `for a; do printf '[%s]' "$a"; done; echo`,
};

/** Nobody: files are nobody else's business, as for `pi` on a Pi. */
const USER = process.getuid?.() === 0 ? { uid: 1_000, gid: 1_000 } : {};

/** Runs one script in an empty home, as a user that is not root; its path is shown as /home/pi. */
export const runReal = (script: string): Outcome => {
  const root = mkdtempSync(join(tmpdir(), 'bash-case-'));
  try {
    const home = join(root, 'home');
    const bin = join(root, 'bin');
    mkdirSync(home);
    if (USER.uid !== undefined) chownSync(home, USER.uid, USER.gid);
    chmodSync(root, 0o755);
    mkdirSync(bin);
    for (const [name, text] of Object.entries(PROGRAMS)) {
      writeFileSync(join(bin, name), `#!/bin/sh\n${text}\n`);
      chmodSync(join(bin, name), 0o755);
    }
    const run = spawnSync(BASH ?? 'bash', ['-c', script], {
      cwd: home,
      ...USER,
      env: { HOME: home, PATH: `${bin}:/usr/bin:/bin`, LC_ALL: 'C.UTF-8', TZ: 'UTC' },
      encoding: 'utf8',
      input: '',
      timeout: 10_000,
      argv0: 'bash',
    });
    const shown = (text: string): string => text.replaceAll(home, '/home/pi').replaceAll(`${bin}/`, '/usr/local/bin/');
    return { stdout: shown(run.stdout), stderr: shown(run.stderr), status: run.status ?? -1 };
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
};

/** What the cases run beside bash and coreutils, and the Debian packages that have it. */
const TOOLS: Readonly<Record<string, string>> = {
  awk: 'mawk',
  curl: 'curl',
  diff: 'diffutils',
  find: 'findutils',
  grep: 'grep',
  hexdump: 'bsdextrautils',
  jq: 'jq',
  killall: 'psmisc',
  less: 'less',
  man: 'man-db',
  openssl: 'openssl',
  ps: 'procps',
  sed: 'sed',
  tput: 'ncurses-bin',
  xxd: 'xxd',
};

/** Why this system cannot be held against the recordings; undefined: it can. */
export const lackingForCases = (): string | undefined => {
  if (!isBash52()) return `bash 5.2 is needed, this is ${bashVersion() || 'no bash at all'}`;
  const version = (tool: string): string => spawnSync(tool, ['--version'], { encoding: 'utf8' }).stdout ?? '';
  if (!version('ls').includes('coreutils) 9.1')) return 'coreutils 9.1 is needed, as Debian 12 has it';
  const where = spawnSync(
    'sh',
    [
      '-c',
      Object.keys(TOOLS)
        .map((name) => `command -v ${name} > /dev/null || echo ${name}`)
        .join('; '),
    ],
    { encoding: 'utf8' },
  );
  const lacking = where.stdout.split('\n').filter((name) => name !== '');
  if (lacking.length === 0) return undefined;
  return `lacking here: ${lacking.map((name) => `${name} (package ${TOOLS[name]})`).join(', ')}`;
};
