/**
 * `npm run bench:page`: how long a learner waits for the first prompt, and how long a message takes
 * from one terminal to the other; beside them what xterm.js alone takes in the same minute, because machines
 * differ and have other things to do. Then how long Python takes to start, beside Pyodide alone.
 * Medians. Prints, and writes nothing.
 */
import { ensureBuilt } from '#runtime/server/build.ts';
import type { Browser } from 'playwright-core';
import { startChromium } from '../kit/chromium.ts';
import { LessonPage } from '../kit/lesson-page.ts';
import { servedSite, staticSite } from '../kit/sites.ts';
import { barePage } from './bare-page.ts';
import { editorOpening } from './editor-opening.ts';
import { firstPrompt, watchEnter, watchFirstPrompt } from './in-page.ts';
import { pythonStart } from './python-start.ts';
import { table } from './table.ts';

/** Milliseconds. */
const GOALS = { prompt: 1_500, message: 50, editor: 3_000 };
/** Of what Pyodide takes alone. */
const PYTHON_GOAL = 1.2;
const LOADS = 7;
const EDITORS = 3;
const MESSAGES = 25;
/** Before anything is counted: the first ones pay for what a browser does once. */
const PRACTICE = 3;
const ROWS = '.xterm-rows > div';
const LESSON = 'lessons/01-hello-world/';

const say = (text: string): void => void process.stdout.write(text);
const median = (values: number[]): number => values.sort((a, b) => a - b)[values.length >> 1] ?? NaN;

/** Cold: a browser context that has never been there. Warm: the same once more. */
async function loads(browser: Browser, url: string): Promise<{ cold: number; warm: number }> {
  const cold: number[] = [];
  const warm: number[] = [];
  for (let run = 0; run < LOADS; run++) {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
    const page = await context.newPage();
    await watchFirstPrompt(page, ROWS);
    for (const times of [cold, warm]) {
      await page.goto(url);
      times.push(await firstPrompt(page));
    }
    await context.close();
  }
  return { cold: median(cold), warm: median(warm) };
}

async function messages(browser: Browser, site: string): Promise<number> {
  const lesson = await LessonPage.open(browser, site);
  await lesson.type(1, 'mosquitto_sub -t bench');
  await lesson.page
    .getByRole('option', { name: /SUBACK/ })
    .first()
    .waitFor();
  const rows = lesson.terminal(1).locator('.xterm-rows');
  const times: number[] = [];
  for (let run = 0; run < MESSAGES; run++) {
    await lesson.terminal(2).locator('.xterm-screen').click();
    await lesson.page.keyboard.type(`mosquitto_pub -t bench -m "message ${run}"`);
    const watch = await watchEnter(rows, `message ${run}`);
    await lesson.page.keyboard.press('Enter');
    times.push(await watch.evaluate(({ ms }) => ms));
  }
  await lesson.close();
  return median(times.slice(PRACTICE));
}

/** Enter to the line repeated, with nothing in between. */
async function echoes(browser: Browser, url: string): Promise<number> {
  const page = await browser.newPage();
  await page.goto(url);
  const rows = page.locator('.xterm-rows');
  await rows.filter({ hasText: '$' }).waitFor();
  const times: number[] = [];
  for (let run = 0; run < MESSAGES; run++) {
    await page.keyboard.type(`message ${run}`);
    const watch = await watchEnter(rows, `message ${run}`);
    await page.keyboard.press('Enter');
    times.push(await watch.evaluate(({ ms }) => ms));
  }
  await page.close();
  return median(times.slice(PRACTICE));
}

ensureBuilt({ say: (line) => say(`${line}\n`) });
const browser = await startChromium();
const bare = await barePage();
const base = { ...(await loads(browser, bare.url)), message: await echoes(browser, bare.url) };
const rows = [['milliseconds, median', 'measured', 'goal', 'xterm alone', 'ratio']];
const row = (what: string, ms: number, goal: number, alone: number): void =>
  void rows.push([what, ms.toFixed(0), `≤ ${goal}`, alone.toFixed(0), (ms / alone).toFixed(1)]);
for (const [place, open] of [
  ['page', staticSite],
  ['server', servedSite],
] as const) {
  const site = await open();
  const { cold, warm } = await loads(browser, `${site.url}${LESSON}`);
  row(`first prompt, broker in the ${place}, cold cache`, cold, GOALS.prompt, base.cold);
  row(`first prompt, broker in the ${place}, warm cache`, warm, GOALS.prompt, base.warm);
  row(`terminal to terminal, broker in the ${place}`, await messages(browser, site.url), GOALS.message, base.message);
  if (place === 'page') {
    const editors: number[] = [];
    for (let run = 0; run < EDITORS; run++) editors.push(await editorOpening(browser, site.url));
    rows.push(['editor, from choosing a file, cold cache', median(editors).toFixed(0), `≤ ${GOALS.editor}`, '', '']);
  }
  await site.close();
}
bare.close();
say(table(rows));

const python = await pythonStart(browser, median);
await browser.close();
say('\n');
say(
  table([
    ['milliseconds, median', 'measured', 'goal', 'Pyodide alone', 'ratio'],
    ...(['first', 'later'] as const).map((when) => {
      const { ours, bare: alone } = python[when];
      const goal = `≤ ${(alone * PYTHON_GOAL).toFixed(0)}`;
      return [`python3 -c, ${when} in a page`, ours.toFixed(0), goal, alone.toFixed(0), (ours / alone).toFixed(2)];
    }),
  ]),
);
