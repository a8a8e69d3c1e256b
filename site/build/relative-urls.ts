/**
 * One build works under any base path. Inside the site, addresses begin at its root: `/de/`,
 * `/_astro/x.css`. When the build is done, those in a page's tags are written as seen from that page:
 *
 *   page `/lessons/01-hello-world/`   `/de/`         becomes `../../de/`
 *   page `/`                          `/early.js`    becomes `./early.js`
 *   any page                          `//host/x`, `https://host/x`, `#step`, `./x` stay as they are
 *
 * 404.html is left alone: a server shows it at addresses of any depth, so that nothing in it can be
 * relative; it carries all that it needs.
 */
import { readFile, readdir, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { AstroIntegration } from 'astro';

/**
 * @param page address of the page inside the site, e.g. `/lessons/01-hello-world/`
 * @param target address inside the site, beginning with one slash
 */
export function relativeUrl(page: string, target: string): string {
  const folders = page.split('/').slice(1, -1);
  const [path = '', rest = ''] = split(target);
  const wanted = path.split('/').slice(1);
  let shared = 0;
  // The last part of `wanted` is a file or empty, never a folder to share.
  while (shared < folders.length && shared < wanted.length - 1 && folders[shared] === wanted[shared]) shared += 1;
  const up = '../'.repeat(folders.length - shared);
  return (up === '' ? './' : up) + wanted.slice(shared).join('/') + rest;
}

/** Path, and what follows it: query, fragment. */
function split(target: string): [path: string, rest: string] {
  const end = target.search(/[?#]/);
  return end === -1 ? [target, ''] : [target.slice(0, end), target.slice(end)];
}

const TAG = /<[a-z][^\s/>]*(?:\s+[^\s"'<>/=]+(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'=<>`]+))?)*\s*\/?>/gi;
const ADDRESS = /(\s(?:href|src|poster|action|data-root)=)("|')(\/(?!\/)[^"']*)\2/gi;

/** Rewrites the addresses in a page's tags; its text and its scripts' text are left alone. */
export function relativeUrls(page: string, html: string): string {
  return html.replace(TAG, (tag) =>
    tag.replace(
      ADDRESS,
      (_, name: string, quote: string, target: string) => name + quote + relativeUrl(page, target) + quote,
    ),
  );
}

/** Rewrites `url(/…)` in a style sheet, which lies beside its fonts. */
export const relativeCssUrls = (sheet: string, css: string): string =>
  css.replace(
    /url\((["']?)(\/(?!\/)[^)"']*)\1\)/g,
    (_, quote: string, target: string) => `url(${quote}${relativeUrl(sheet, target)}${quote})`,
  );

export function relativeUrlsIntegration(): AstroIntegration {
  return {
    name: 'relative-urls',
    hooks: {
      'astro:build:done': async ({ dir }) => {
        const root = fileURLToPath(dir);
        for (const file of await readdir(root, { recursive: true })) {
          const address = '/' + file.replaceAll('\\', '/').replace(/index\.html$/, '');
          const rewrite = file.endsWith('.css') ? relativeCssUrls : relativeUrls;
          if (!/\.(?:html|css)$/.test(file) || file === '404.html') continue;
          await writeFile(root + file, rewrite(address, await readFile(root + file, 'utf8')));
        }
      },
    },
  };
}
