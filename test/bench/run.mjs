/**
 * `npm run size` and `npm run bench:page`: sees to what a measurement needs, then runs it on the Node
 * that is installed with Kleber. Plain JavaScript for Node 20.
 */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { ensureInstalled, giveUp, node24, root } from '../../runtime/server/install.mjs';
import { findChromium } from '../chromium.mjs';

const MEASUREMENTS = ['size', 'page'];

const [name = '', ...rest] = process.argv.slice(2);
if (!MEASUREMENTS.includes(name) || rest.length > 0) {
  giveUp(`usage: node test/bench/run.mjs NAME, where NAME is one of: ${MEASUREMENTS.join(', ')}`, 2);
}
ensureInstalled();
const chromium = findChromium();
if ('why' in chromium) giveUp(chromium.why);
const { status } = spawnSync(node24, [join(root, `test/bench/${name}.ts`)], {
  cwd: root,
  stdio: 'inherit',
  env: { ...process.env, KLEBER_CHROMIUM: chromium.path },
});
process.exit(status ?? 1);
