/**
 * Whether a Kleber server served this page, and where its seat is. The server adds
 * `<meta name="kleber-seat" content="seat">` to each page: the address of a WebSocket, as seen from
 * the root of the site. On any other host there is no such line, and the broker lives in the page.
 *
 * The seat's name is a random token, kept in this browser, so that a reload comes back to its broker.
 */
import { browserStorage } from './browser-storage.ts';

const TOKEN_KEY = 'kleber.seat';

/** @returns e.g. `ws://localhost:8080/seat?token=3f0c…`; undefined where no server served the page */
export function seatUrl(): string | undefined {
  const path = document.querySelector<HTMLMetaElement>('meta[name="kleber-seat"]')?.content;
  if (path === undefined) return undefined;
  const root = new URL(document.documentElement.dataset['root'] ?? './', document.baseURI);
  const url = new URL(path, root);
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
  url.searchParams.set('token', seatToken());
  return url.href;
}

function seatToken(): string {
  const storage = browserStorage();
  const known = storage?.getItem(TOKEN_KEY);
  if (known !== null && known !== undefined && /^[0-9a-f]{32}$/.test(known)) return known;
  // Not crypto.randomUUID: a page of the LAN is no secure context.
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  const token = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  storage?.setItem(TOKEN_KEY, token);
  return token;
}
