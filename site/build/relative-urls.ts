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

/** The value of an attribute, as HTML writes it. */
const VALUE = String.raw`"[^"]*"|'[^']*'|[^\s"'=<>\x60]+`;
const ATTRIBUTE = new RegExp(String.raw`(\s)([^\s"'<>/=]+)(?:(\s*=\s*)(${VALUE}))?`, 'g');
const TAG = new RegExp(String.raw`<[a-z][^\s/>]*(?:\s+[^\s"'<>/=]+(?:\s*=\s*(?:${VALUE}))?)*\s*/?>`, 'gi');
/** What holds no tags: the inside of a script or style, a comment. */
const RAW = /(?<=<(script|style)\b[^>]*>)[\s\S]*?(?=<\/\1)|<!--[\s\S]*?-->/gi;
const ADDRESSES = new Set(['href', 'src', 'poster', 'action', 'data-root']);

/** Rewrites the addresses in a page's tags; its text and its scripts' text are left alone. */
export function relativeUrls(page: string, html: string): string {
  let from = 0;
  let rewritten = '';
  for (const raw of html.matchAll(RAW)) {
    rewritten += rewriteTags(page, html.slice(from, raw.index)) + raw[0];
    from = raw.index + raw[0].length;
  }
  return rewritten + rewriteTags(page, html.slice(from));
}

const rewriteTags = (page: string, html: string): string =>
  html.replace(TAG, (tag) =>
    tag.replace(ATTRIBUTE, (whole, space: string, name: string, equals?: string, value?: string) => {
      const target = value?.replace(/^["']|["']$/g, '') ?? '';
      if (!ADDRESSES.has(name.toLowerCase()) || !/^\/(?!\/)/.test(target)) return whole;
      return `${space}${name}${equals}"${relativeUrl(page, target)}"`;
    }),
  );

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
