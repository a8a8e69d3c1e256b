import { globSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { builtSite } from './sites.ts';

export interface SitePage {
  /** Below the home page, with a slash at its end: `de/lessons/01-hello-world/`; the home page: empty. */
  readonly path: string;
  readonly language: 'en' | 'de';
}

/** Every page of the built site but 404, which has no address of its own. */
export function sitePages(): SitePage[] {
  const pages = globSync('**/index.html', { cwd: builtSite }).map((file): SitePage => {
    const path = file.replaceAll('\\', '/').slice(0, -'index.html'.length);
    return { path, language: path.startsWith('de/') ? 'de' : 'en' };
  });
  if (pages.length === 0) throw new Error(`no pages in ${builtSite}: build the site first`);
  return pages.sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** A page with a lab has begun when its terminals are there (a phone shows them on demand); others when loaded. */
export async function begun(page: Page): Promise<void> {
  if ((await page.locator('#workbench').count()) > 0)
    await page.locator('.wb-tab').first().waitFor({ state: 'attached' });
}
