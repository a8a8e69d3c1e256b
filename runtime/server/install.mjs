/**
 * Sees to it that what package-lock.json names is in node_modules, whole. Plain JavaScript for
 * whatever Node is there (20 or newer), because nothing is installed yet when it runs.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../..', import.meta.url));
export const node24 = join(root, 'node_modules/node/bin', process.platform === 'win32' ? 'node.exe' : 'node');

const stamp = join(root, 'node_modules/.kleber-installed');

/** Ends the program with one line that says how to mend it. */
export function giveUp(line, status = 1) {
  process.stderr.write(`kleber: ${line}\n`);
  process.exit(status);
}

function lockHash() {
  return createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');
}

/** What the lock file names for every platform; optional packages may be absent. */
function missing() {
  const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
  return Object.entries(lock.packages)
    .filter(([path, entry]) => path !== '' && !entry.optional && !entry.devOptional && !entry.peer)
    .map(([path]) => path)
    .find((path) => !existsSync(join(root, path, 'package.json')));
}

function installed() {
  return (
    existsSync(stamp) &&
    readFileSync(stamp, 'utf8') === lockHash() &&
    missing() === undefined &&
    spawnSync(node24, ['--version']).status === 0
  );
}

/** Installs when something is absent, changed or was left half done; otherwise touches neither network nor disk. */
export function ensureInstalled() {
  const [major] = process.versions.node.split('.');
  if (Number(major) < 20)
    giveUp(
      `this is Node ${process.versions.node}; install Node 20 or newer (https://nodejs.org), then run the same command again`,
    );
  if (installed()) return;
  process.stdout.write('Installing what Kleber needs. This takes a minute, once.\n');
  try {
    rmSync(stamp, { force: true });
  } catch (error) {
    giveUp(
      `cannot write to ${join(root, 'node_modules')} (${error.code}); make the folder yours or clone Kleber where you may write`,
    );
  }
  const npm = process.env.npm_execpath;
  const command = npm?.endsWith('.js') ? [process.execPath, npm] : ['npm'];
  const flags = ['install', '--no-audit', '--no-fund', '--loglevel=error', '--prefer-offline'];
  // The scripts' own npm settings would be taken for this install's.
  const env = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^npm_(lifecycle|package|command)/.test(name)),
  );
  const run = () =>
    spawnSync(command[0], [...command.slice(1), ...flags], { cwd: root, stdio: ['ignore', 'ignore', 'inherit'], env })
      .status;
  let status = run();
  // npm trusts its own notes of a half-finished tree; without them it looks at the folders.
  if (status === 0 && missing() !== undefined) {
    rmSync(join(root, 'node_modules/.package-lock.json'), { force: true });
    status = run();
  }
  if (status !== 0 || missing() !== undefined) {
    giveUp(`npm install did not finish (see above); with a connection to the npm registry, run the same command again`);
  }
  if (spawnSync(node24, ['--version']).status !== 0) {
    rmSync(join(root, 'node_modules/node'), { recursive: true, force: true });
    if (run() !== 0 || spawnSync(node24, ['--version']).status !== 0) {
      giveUp(
        'the npm package "node" did not install; allow its install script (npm config set ignore-scripts false), then run the same command again',
      );
    }
  }
  writeFileSync(stamp, lockHash());
}
