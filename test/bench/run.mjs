/**
 * `npm run size`, `npm run bench` and `npm run bench:page`: sees to what a measurement needs, then runs
 * it on the Node that is installed with Kleber. Plain JavaScript for Node 20.
 */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { ensureInstalled, giveUp, node24, root } from '../../runtime/server/install.mjs';
import { findChromium } from '../chromium.mjs';

/** By name: what they need beside Node. */
const MEASUREMENTS = { size: 'chromium', page: 'chromium', broker: 'nothing' };

const [name = '', ...rest] = process.argv.slice(2);
const needs = MEASUREMENTS[name];
if (needs === undefined || (needs === 'chromium' && rest.length > 0)) {
  giveUp(`usage: node test/bench/run.mjs NAME, where NAME is one of: ${Object.keys(MEASUREMENTS).join(', ')}`, 2);
}
ensureInstalled();
const env = { ...process.env };
if (needs === 'chromium') {
  const chromium = findChromium();
  if ('why' in chromium) giveUp(chromium.why);
  env.KLEBER_CHROMIUM = chromium.path;
}
const { status } = spawnSync(node24, [join(root, `test/bench/${name}.ts`), ...rest], {
  cwd: root,
  stdio: 'inherit',
  env,
});
process.exit(status ?? 1);
