/**
 * Who may open a WebSocket here. A browser lets any page open one to any server and only names the
 * page in `Origin`; and a name that an attacker controls can be made to point at 127.0.0.1, which
 * `Host` betrays. So every upgrade is checked twice: the name asked for is one of ours, and the
 * page, if there is one, came from that very name and port.
 */
import type { IncomingMessage } from 'node:http';
import { hostname, networkInterfaces } from 'node:os';

/** Names and addresses under which this machine may be asked for, without ports. */
export function ownNames(more: readonly string[] = []): ReadonlySet<string> {
  const addresses = Object.values(networkInterfaces()).flatMap((list) => list ?? []);
  const host = hostname().toLowerCase();
  return new Set([
    'localhost',
    '127.0.0.1',
    '[::1]',
    host,
    `${host}.local`,
    ...addresses.map(({ address, family }) => (family === 'IPv6' ? `[${address}]` : address)),
    ...more.map((name) => name.toLowerCase()),
  ]);
}

/** @returns why this upgrade is refused, or undefined when it may go on */
export function refuseUpgrade(
  request: Pick<IncomingMessage, 'headers'>,
  names: ReadonlySet<string>,
): string | undefined {
  const { host, origin } = request.headers;
  if (host === undefined) return 'no Host header';
  const asked = host.toLowerCase().replace(/:\d+$/, '');
  if (!names.has(asked))
    return `this server does not answer to the name ${asked}; start it with --name ${asked} if it should`;
  if (origin === undefined) return undefined;
  let from: string;
  try {
    from = new URL(origin).host;
  } catch {
    return `a page of origin ${origin} may not connect`;
  }
  return from === host.toLowerCase() ? undefined : `a page of origin ${origin} may not connect to ${host}`;
}
