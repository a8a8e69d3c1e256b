import { lookup } from 'node:dns/promises';
import { connect, createServer, isIP } from 'node:net';
import type { Server, Socket } from 'node:net';
import type { ByteStream, Destination, Listener, Network } from '#runtime/ports.ts';
import { SystemError } from '#runtime/ports.ts';
import { systemError } from './system-error.ts';
import { tcpStream } from './tcp-stream.ts';

/** TCP of the machine that Node runs on. */
export class NodeNetwork implements Network {
  readonly #sockets = new Set<Socket>();

  async connect(to: Destination): Promise<ByteStream> {
    const { host, port, bindAddress } = to;
    const subject = `${host}:${port}`;
    // Node would take it for localhost.
    if (host === '') throw new SystemError('ENOTFOUND', subject);
    const localAddress = bindAddress === undefined ? undefined : await addressOf(bindAddress);
    return new Promise((resolve, reject) => {
      const socket = connect({ host, port, ...(localAddress !== undefined && { localAddress }) });
      const refused = (error: Error): void => reject(systemError(error, subject));
      socket.once('error', refused);
      socket.once('connect', () => {
        socket.off('error', refused);
        this.#sockets.add(socket);
        socket.once('close', () => this.#sockets.delete(socket));
        resolve(tcpStream(socket));
      });
    });
  }

  listen(at: { host?: string; port: number }, accept: (stream: ByteStream) => void): Promise<Listener> {
    const { host, port } = at;
    return new Promise((resolve, reject) => {
      const server = createServer({ noDelay: true }, (socket) => accept(tcpStream(socket)));
      const refused = (error: Error): void => reject(systemError(error, `${host ?? '*'}:${port}`));
      server.once('error', refused);
      server.listen({ port, ...(host !== undefined && { host }) }, () => {
        server.off('error', refused);
        resolve(listener(server));
      });
    });
  }

  /** Resolves when what was written to connections that are ending has gone to the kernel. */
  async flush(): Promise<void> {
    const ending = [...this.#sockets].filter((socket) => socket.writableEnded && !socket.writableFinished);
    await Promise.all(
      ending.map(
        (socket) => new Promise<void>((resolve) => socket.once('finish', resolve).once('close', () => resolve())),
      ),
    );
  }
}

function listener(server: Server): Listener {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('A TCP server listens at an address and a port');
  return { address: { host: address.address, port: address.port }, close: () => void server.close() };
}

async function addressOf(host: string): Promise<string> {
  if (isIP(host) !== 0) return host;
  try {
    return (await lookup(host)).address;
  } catch (error) {
    throw systemError(error, host);
  }
}
