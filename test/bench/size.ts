/**
 * `npm run size`: the broker and the codec by themselves, and script before the first keystroke in a lesson,
 * file by file; exit code 1 over a limit.
 */
import { ensureBuilt } from '#runtime/server/build.ts';
import { startChromium } from '../kit/chromium.ts';
import { servedSite, staticSite } from '../kit/sites.ts';
import { BROKER_LIMIT, brokerSize } from './broker-size.ts';
import { fetchedScripts, SCRIPT_LIMIT, sumOf, type FetchedScript } from './fetched-scripts.ts';
import { table } from './table.ts';

const say = (text: string): void => void process.stdout.write(text);
const kB = (bytes: number): string => (bytes / 1_000).toFixed(1);

function report(place: string, scripts: readonly FetchedScript[]): boolean {
  const sum = sumOf(scripts);
  const fits = sum <= SCRIPT_LIMIT;
  say(`\nScript before the first keystroke in lesson 1, broker ${place}\n`);
  say(
    table([
      ['file', 'kB', 'kB gzip'],
      ...scripts.map(({ name, bytes, gzip }) => [name, kB(bytes), kB(gzip)]),
      ['sum', kB(scripts.reduce((all, { bytes }) => all + bytes, 0)), kB(sum)],
      ['limit', '', kB(SCRIPT_LIMIT)],
    ]),
  );
  if (!fits) say(`${kB(sum - SCRIPT_LIMIT)} kB too much: what of it can wait until it is asked for?\n`);
  return fits;
}

async function reportBroker(): Promise<boolean> {
  const { bytes, gzip } = await brokerSize();
  say('\nBroker and codec, bundled and minified\n');
  say(
    table([
      ['', 'kB', 'kB gzip'],
      ['broker and codec', kB(bytes), kB(gzip)],
      ['limit', '', kB(BROKER_LIMIT)],
    ]),
  );
  return gzip <= BROKER_LIMIT;
}

ensureBuilt({ say: (line) => say(`${line}\n`) });
const browser = await startChromium();
let fits = await reportBroker();
for (const [place, open] of [
  ['in the page', staticSite],
  ['in the server', servedSite],
] as const) {
  const site = await open();
  fits = report(place, await fetchedScripts(browser, site.url)) && fits;
  await site.close();
}
await browser.close();
process.exitCode = fits ? 0 : 1;
