import { lookup } from 'node:dns/promises';
import { lstat, unlink } from 'node:fs/promises';
import { createServer, isIP } from 'node:net';
import type { Server, Socket } from 'node:net';
import type { Address, ByteStream, ListenAt, Listener } from '#runtime/ports.ts';
import { SystemError } from '#runtime/ports.ts';
import { systemError } from './system-error.ts';
import { address, tcpStream } from './tcp-stream.ts';

/** A server that does not listen yet, and how its certificates are changed when it does. */
export interface MadeServer {
  readonly server: Server;
  readonly renew?: NonNullable<Listener['renew']>;
}

export type Accept = (stream: ByteStream) => void;
/** Told of a handshake that failed: why, and who it was with. */
export type Refused = (why: string, from: Address) => void;

/** What few listeners need is loaded for those. @throws SystemError `EINVAL`, see `Network.listen` */
export async function makeServer(at: ListenAt, accept: Accept, refused: Refused): Promise<MadeServer> {
  const { tls, protocol } = at;
  if (protocol === 'websockets') {
    return (await import('./websocket-server.ts')).webSocketServer(at, accept, refused);
  }
  if (tls === undefined) return { server: createServer({ noDelay: true }, (socket) => accept(tcpStream(socket))) };
  return (await import('./secure-server.ts')).secureServer(tls, accept, refused);
}

/** @throws SystemError `EADDRINUSE`, `EADDRNOTAVAIL`, `EACCES`, `ENOTFOUND`; `ENOENT`: no directory for the path */
export async function bind(server: Server, at: ListenAt): Promise<void> {
  const { host, port, path, family } = at;
  if (path !== undefined) await removeSocket(path);
  const where =
    path === undefined
      ? { port, ...(await hostOf(host, family)), ...(family === 'ipv6' && { ipv6Only: true }) }
      : { path };
  await new Promise<void>((resolve, reject) => {
    const failed = (error: Error): void => reject(systemError(error, path ?? `${host ?? '*'}:${port}`));
    server.once('error', failed);
    server.listen(where, () => {
      server.off('error', failed);
      resolve();
    });
  });
}

/** A socket that an earlier program left behind is no hindrance; any other file stays. */
async function removeSocket(path: string): Promise<void> {
  const found = await lstat(path).catch(() => undefined);
  if (found?.isSocket() === true) await unlink(path);
}

/** @throws SystemError `ENOTFOUND`: the host has no address of that family */
async function hostOf(host: string | undefined, family: ListenAt['family']): Promise<{ host?: string }> {
  if (host === undefined) return family === undefined ? {} : { host: family === 'ipv4' ? '0.0.0.0' : '::' };
  if (family === undefined) return { host };
  const number = family === 'ipv4' ? 4 : 6;
  if (isIP(host) !== 0 && isIP(host) !== number) throw new SystemError('ENOTFOUND', host);
  try {
    return { host: (await lookup(host, { family: number })).address };
  } catch (error) {
    throw new SystemError('ENOTFOUND', host, error instanceof Error ? error.message : undefined);
  }
}

/** As streams name their ends. */
export const remoteOf = ({ remoteAddress, remotePort }: Socket): Address => address(remoteAddress, remotePort);
export const localOf = ({ localAddress, localPort }: Socket): Address => address(localAddress, localPort);
