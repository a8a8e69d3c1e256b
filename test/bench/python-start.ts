/**
 * How long a learner waits for Python: from Enter to the line that `python3 -c` prints, the first time in a page and
 * later, beside Pyodide alone in a worker of the same page, which prints as much.
 */
import { mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser } from 'playwright-core';
import { LessonPage } from '../kit/lesson-page.ts';
import { plainFileServer } from '../kit/plain-file-server.ts';
import { builtSite } from '../kit/sites.ts';
import { watchEnter } from './in-page.ts';

/** Milliseconds, medians. */
export interface PythonStart {
  readonly first: { readonly ours: number; readonly bare: number };
  readonly later: { readonly ours: number; readonly bare: number };
}

const PAGES = 5;
const LATER = 3;
const BARE = 'bare-pyodide';

export async function pythonStart(browser: Browser, median: (values: number[]) => number): Promise<PythonStart> {
  const site = await siteWithPyodide();
  const first = { ours: [] as number[], bare: [] as number[] };
  const later = { ours: [] as number[], bare: [] as number[] };
  for (let run = 0; run < PAGES; run++) {
    // A page each: what one of them has fetched or compiled is of no use to the other.
    for (const [kind, start] of [
      ['ours', oursIn],
      ['bare', bareIn],
    ] as const) {
      const lesson = await LessonPage.open(browser, site.url);
      const once = start(lesson, site.url);
      first[kind].push(await once(100));
      for (let again = 1; again <= LATER; again++) later[kind].push(await once(100 + again));
      await lesson.close();
    }
  }
  site.close();
  return {
    first: { ours: median(first.ours), bare: median(first.bare) },
    later: { ours: median(later.ours), bare: median(later.bare) },
  };
}

type Once = (number: number) => Promise<number>;

function oursIn(lesson: LessonPage): Once {
  const rows = lesson.terminal(1).locator('.xterm-rows');
  return async (number) => {
    await lesson.terminal(1).locator('.xterm-screen').click();
    await lesson.page.keyboard.type(`python3 -c 'print(${number})'`);
    const watch = await watchEnter(rows, String(number));
    await lesson.page.keyboard.press('Enter');
    const ms = await watch.evaluate((begun) => begun.ms);
    // Its end is the beginning of the next.
    await lesson.shows(1, /\$$/);
    return ms;
  };
}

const bareIn =
  ({ page }: LessonPage, site: string): Once =>
  (number) =>
    page.evaluate(startBare, [`${site}${BARE}/`, number] as const);

/** Runs in the page. */
function startBare([place, number]: readonly [string, number]): Promise<number> {
  const program = `
    import { loadPyodide } from '${place}pyodide.mjs';
    const pyodide = await loadPyodide({ indexURL: '${place}', stdout: (line) => postMessage(line) });
    pyodide.runPython('print(${number})');
  `;
  const url = URL.createObjectURL(new Blob([program], { type: 'text/javascript' }));
  const began = performance.now();
  return new Promise((resolve, reject) => {
    const worker = new Worker(url, { type: 'module' });
    worker.addEventListener('error', ({ message }) => reject(new Error(message)));
    worker.addEventListener('message', () => {
      resolve(performance.now() - began);
      worker.terminate();
      URL.revokeObjectURL(url);
    });
  });
}

/** The built site, with Pyodide as it is installed beside its pages. */
async function siteWithPyodide(): Promise<{ url: string; close(): void }> {
  const folder = mkdtempSync(join(tmpdir(), 'kleber-pyodide-'));
  for (const name of readdirSync(builtSite)) symlinkSync(join(builtSite, name), join(folder, name));
  symlinkSync(dirname(fileURLToPath(import.meta.resolve('pyodide/pyodide.mjs'))), join(folder, BARE));
  const server = await plainFileServer(folder, '/courses/mqtt/');
  return {
    url: server.url,
    close() {
      server.close();
      rmSync(folder, { recursive: true });
    },
  };
}
