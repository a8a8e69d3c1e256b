import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Refusal } from './refusal.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
/** Where the static site is written. */
export const siteFolder = join(root, 'dist/site');

const stamp = join(root, 'dist/built-from');
const sources = ['package.json', 'package-lock.json', 'site', 'lessons', 'runtime', 'hardware', 'slides'];

/** What tools leave there. Other names with a dot may be files that a lesson brings along. */
const MADE: ReadonlySet<string> = new Set(['.astro', '.DS_Store', 'node_modules']);

function* filesBelow(path: string): Generator<string> {
  if (!existsSync(path)) return;
  const entries = readdirSync(path, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  for (const entry of entries) {
    if (MADE.has(entry.name)) continue;
    const full = join(path, entry.name);
    if (entry.isDirectory()) yield* filesBelow(full);
    else yield full;
  }
}

function hashOfSources(): string {
  const hash = createHash('sha256');
  for (const source of sources) {
    const full = join(root, source);
    for (const file of source.endsWith('.json') ? [full] : filesBelow(full)) {
      hash.update(file.slice(root.length)).update(readFileSync(file));
    }
  }
  return hash.digest('hex');
}

/**
 * Builds the static site when what it is made from has changed since; a few milliseconds otherwise.
 * @throws Refusal with Astro's own words when it does not build, or when `dist` cannot be written
 */
export function ensureBuilt(options: { force?: boolean; say: (line: string) => void }): void {
  const now = hashOfSources();
  const built = existsSync(stamp) && existsSync(join(siteFolder, 'index.html')) && readFileSync(stamp, 'utf8') === now;
  if (built && options.force !== true) return;
  try {
    // Not recursive: that would call a read-only file system a missing folder.
    if (!existsSync(join(root, 'dist'))) mkdirSync(join(root, 'dist'));
    rmSync(stamp, { force: true });
  } catch (error) {
    throw new Refusal(
      `cannot write to ${join(root, 'dist')} (${(error as NodeJS.ErrnoException).code ?? String(error)}); make the folder yours, or clone Kleber where you may write`,
    );
  }
  options.say('Building the pages.');
  const build = spawnSync(
    process.execPath,
    [join(root, 'node_modules/astro/bin/astro.mjs'), 'build', '--root', 'site'],
    {
      cwd: root,
      encoding: 'utf8',
      env: { ...process.env, ASTRO_TELEMETRY_DISABLED: '1' },
    },
  );
  if (build.status !== 0) throw new Refusal(`the pages could not be built:\n${build.stdout}${build.stderr}`);
  writeFileSync(stamp, now);
}
