/** Finds a Chromium for the tests; installs Debian's where it may. Plain JavaScript for Node 20. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** Path of a program on the PATH, or undefined. */
export function which(name) {
  const found = (process.env.PATH ?? '')
    .split(delimiter)
    .map((folder) => join(folder, name))
    .find((path) => existsSync(path));
  return found;
}

/** @returns {{path: string} | {why: string}} where it is, or what to do */
export function findChromium() {
  const given = process.env.KLEBER_CHROMIUM;
  if (given !== undefined) {
    if (existsSync(given)) return { path: given };
    return { why: `KLEBER_CHROMIUM names ${given}, which does not exist; set it to the path of a Chromium or Chrome` };
  }
  const system = NAMES.map(which).find((path) => path !== undefined);
  if (system !== undefined) return { path: system };
  if (process.getuid?.() === 0 && which('apt-get') !== undefined) {
    process.stdout.write('Installing Chromium for the browser tests (apt-get install chromium).\n');
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    spawnSync('apt-get', ['update', '-qq'], { stdio: 'ignore', env });
    spawnSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium'], { stdio: 'ignore', env });
    const now = which('chromium');
    if (now !== undefined) return { path: now };
  }
  return {
    why: 'no Chromium here: install one (Debian: sudo apt-get install chromium) or set KLEBER_CHROMIUM to its path',
  };
}
