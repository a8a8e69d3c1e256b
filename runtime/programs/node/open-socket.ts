import { lookup } from 'node:dns/promises';
import { connect, isIP } from 'node:net';
import type { Socket } from 'node:net';
import type { Destination } from '#runtime/ports.ts';
import { SystemError } from '#runtime/ports.ts';
import { systemError } from './system-error.ts';

/**
 * A socket that is connected, by TCP or to a Unix socket.
 * @throws SystemError
 */
export async function openSocket(to: Pick<Destination, 'host' | 'port' | 'bindAddress' | 'path'>): Promise<Socket> {
  const { host, port, bindAddress, path } = to;
  const subject = path ?? `${host}:${port}`;
  // Node would take it for localhost.
  if (path === undefined && host === '') throw new SystemError('ENOTFOUND', subject);
  const localAddress = bindAddress === undefined ? undefined : await addressOf(bindAddress);
  return new Promise((resolve, reject) => {
    const socket =
      path === undefined
        ? connect({ host, port, ...(localAddress !== undefined && { localAddress }) })
        : connect({ path });
    const refused = (error: Error): void => reject(systemError(error, subject));
    socket.once('error', refused);
    socket.once('connect', () => {
      socket.off('error', refused);
      resolve(socket);
    });
  });
}

async function addressOf(host: string): Promise<string> {
  if (isIP(host) !== 0) return host;
  try {
    return (await lookup(host)).address;
  } catch (error) {
    throw systemError(error, host);
  }
}
