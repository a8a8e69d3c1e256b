/**
 * What a page costs before it can be used: every script that it and its worker have fetched when the
 * shells show their prompts, each compressed as a server would (gzip at its best).
 */
import { gzipSync } from 'node:zlib';
import type { Browser } from 'playwright-core';
import { LessonPage, type Language } from '../kit/lesson-page.ts';

/** Script that a lesson may fetch before the first keystroke, in bytes of gzip. */
export const SCRIPT_LIMIT = 200_000;

export interface FetchedScript {
  /** File name; of what stands in the page itself, the page's. */
  readonly name: string;
  readonly bytes: number;
  readonly gzip: number;
}

/** @param site address of the home page */
export async function fetchedScripts(
  browser: Browser,
  site: string,
  language: Language = 'en',
): Promise<FetchedScript[]> {
  const lesson = await LessonPage.open(browser, site, { language });
  const { page } = lesson;
  // What is fetched ahead, for later, counts too.
  await page.waitForLoadState('networkidle');
  const fetched = (): string[] => performance.getEntriesByType('resource').map(({ name }) => name);
  const urls = await page.evaluate(fetched);
  for (const worker of page.workers()) urls.push(worker.url(), ...(await worker.evaluate(fetched)));
  const inline = await page.evaluate(() =>
    [...document.scripts].filter(({ src, type }) => src === '' && !type.includes('json')).map(({ text }) => text),
  );
  await lesson.close();

  const scripts = [];
  for (const url of new Set(urls)) {
    const response = await fetch(url);
    if (!(response.headers.get('content-type') ?? '').includes('javascript')) continue;
    scripts.push(weigh(url.slice(url.lastIndexOf('/') + 1), new Uint8Array(await response.arrayBuffer())));
  }
  if (inline.length > 0) scripts.push(weigh('(in the page)', new TextEncoder().encode(inline.join('\n'))));
  return scripts.sort((a, b) => b.gzip - a.gzip);
}

export const sumOf = (scripts: readonly FetchedScript[]): number => scripts.reduce((sum, { gzip }) => sum + gzip, 0);

const weigh = (name: string, bytes: Uint8Array): FetchedScript => ({
  name,
  bytes: bytes.length,
  gzip: gzipSync(bytes, { level: 9 }).length,
});
