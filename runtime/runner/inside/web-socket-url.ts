import type { WebSocketTarget } from '#runtime/lan/web-socket-client.ts';
import { DomError, host, type HostUrl } from './event-classes.ts';

/** A token of RFC 9110, 5.6.2. */
const TOKEN = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;

/**
 * As the WebSocket constructor reads it: `http:` counts as `ws:`, `https:` as `wss:`.
 * @throws DOMException `SyntaxError`
 */
export function urlOf(url: string): { readonly target: WebSocketTarget; readonly href: string } {
  const { href, protocol, hostname, port, pathname, search } = parsed(url);
  const secure = protocol === 'wss:' || protocol === 'https:';
  return {
    href: href.replace(/^http/, 'ws'),
    target: {
      host: hostname,
      port: port === '' ? (secure ? 443 : 80) : Number(port),
      path: pathname + search,
      secure,
    },
  };
}

function parsed(url: string): HostUrl {
  let read: HostUrl;
  try {
    read = new host.URL(url);
  } catch {
    throw new DomError(`"${url}" is no URL: ws://192.168.1.3:9001 is one`, 'SyntaxError');
  }
  if (!['ws:', 'wss:', 'http:', 'https:'].includes(read.protocol))
    throw new DomError(`"${url}" does not begin with ws: or wss:, but with ${read.protocol}`, 'SyntaxError');
  if (read.hash !== '' || read.href.endsWith('#'))
    throw new DomError(`"${url}" has a fragment, ${read.hash}, which a WebSocket cannot have`, 'SyntaxError');
  return read;
}

/** @throws DOMException `SyntaxError`: one is no token, or is named twice */
export function protocolsOf(protocols: unknown): readonly string[] {
  const list = Array.isArray(protocols) ? protocols.map(String) : [String(protocols)];
  for (const protocol of list)
    if (!TOKEN.test(protocol)) throw new DomError(`"${protocol}" is no name of a subprotocol`, 'SyntaxError');
  if (new Set(list).size < list.length) throw new DomError('A subprotocol is named twice', 'SyntaxError');
  return list;
}
