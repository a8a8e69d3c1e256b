/**
 * The static site over http, with one thing added to each page: that a server served it, and where
 * its seats are. On any other host the same files have no such mark and keep their broker in the page.
 */
import { readdirSync, readFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join, posix } from 'node:path';
import { gzipSync } from 'node:zlib';
import sirv from 'sirv';

const MARK = '<meta name="kleber-seat" content="/seat">';

interface Page {
  readonly plain: Buffer;
  readonly gzip: Buffer;
}

function* htmlFiles(folder: string, below = ''): Generator<string> {
  for (const entry of readdirSync(join(folder, below), { withFileTypes: true })) {
    const path = posix.join(below, entry.name);
    if (entry.isDirectory()) yield* htmlFiles(folder, path);
    else if (path.endsWith('.html')) yield path;
  }
}

/** @param folder the built site */
export function pages(folder: string): (request: IncomingMessage, response: ServerResponse) => void {
  const html = new Map<string, Page>();
  for (const file of htmlFiles(folder)) {
    const plain = Buffer.from(readFileSync(join(folder, file), 'utf8').replace('</head>', `${MARK}</head>`));
    html.set(`/${file}`, { plain, gzip: gzipSync(plain) });
  }
  const assets = sirv(folder, {
    etag: true,
    gzip: true,
    setHeaders(response, path) {
      response.setHeader('X-Content-Type-Options', 'nosniff');
      // Files below _astro carry a hash of their content in their name.
      response.setHeader(
        'Cache-Control',
        path.startsWith('/_astro/') ? 'public, max-age=31536000, immutable' : 'no-cache',
      );
    },
  });

  const send = (request: IncomingMessage, response: ServerResponse, status: number, page: Page): void => {
    const zipped = /\bgzip\b/.test(request.headers['accept-encoding'] ?? '');
    response.writeHead(status, {
      'Content-Type': 'text/html; charset=utf-8',
      'Cache-Control': 'no-cache',
      'X-Content-Type-Options': 'nosniff',
      Vary: 'Accept-Encoding',
      ...(zipped ? { 'Content-Encoding': 'gzip' } : {}),
    });
    response.end(request.method === 'HEAD' ? undefined : zipped ? page.gzip : page.plain);
  };

  return (request, response) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      response.writeHead(405, { Allow: 'GET, HEAD' }).end();
      return;
    }
    const [path = '/', query] = (request.url ?? '/').split('?', 2);
    const page = html.get(path.endsWith('/') ? `${path}index.html` : path);
    if (page !== undefined) return send(request, response, 200, page);
    if (html.has(`${path}/index.html`)) {
      response.writeHead(308, { Location: `${path}/${query === undefined ? '' : `?${query}`}` }).end();
      return;
    }
    assets(request, response, () => {
      const missing = html.get('/404.html');
      if (missing === undefined) response.writeHead(404).end();
      else send(request, response, 404, missing);
    });
  };
}
