import { createServer } from 'node:net';
import type { Server, Socket } from 'node:net';
import type { ByteStream, Destination, Listener, Network, TlsOptions } from '#runtime/ports.ts';
import { openSocket } from './open-socket.ts';
import { systemError } from './system-error.ts';
import { tcpStream } from './tcp-stream.ts';

/** Milliseconds that connections of a closed listener have to end before the program does. */
const LAST_WORDS_MS = 300;

/** TCP of the machine that Node runs on, with TLS, SOCKS5 and Unix sockets for those who connect. */
export class NodeNetwork implements Network {
  readonly #sockets = new Set<Socket>();
  /** Those that have been told to close, while connections are left. */
  readonly #closing = new Set<Server>();

  async connect(to: Destination): Promise<ByteStream> {
    const { host, tls, proxy, path } = to;
    // First of all, so that a wrong file is said whether or not there is somebody to talk to.
    const secure = tls === undefined ? undefined : await prepareTls(tls);
    const plain = await (proxy === undefined || path !== undefined ? openSocket(to) : throughProxy(to, proxy));
    const socket = secure === undefined ? plain : await secure(plain, host);
    this.#sockets.add(socket);
    socket.once('close', () => this.#sockets.delete(socket));
    return tcpStream(socket);
  }

  listen(at: { host?: string; port: number }, accept: (stream: ByteStream) => void): Promise<Listener> {
    const { host, port } = at;
    return new Promise((resolve, reject) => {
      const server = createServer({ noDelay: true }, (socket) => accept(tcpStream(socket)));
      const refused = (error: Error): void => reject(systemError(error, `${host ?? '*'}:${port}`));
      server.once('error', refused);
      server.listen({ port, ...(host !== undefined && { host }) }, () => {
        server.off('error', refused);
        resolve(this.#listener(server));
      });
    });
  }

  /**
   * Resolves when what was written to connections that are ending has gone to the kernel, and whoever
   * was connected to a listener that is closed has gone, or had time to.
   */
  async flush(): Promise<void> {
    const gone = [...this.#closing].map((server) => new Promise<void>((resolve) => server.once('close', resolve)));
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<void>((resolve) => (timer = setTimeout(resolve, LAST_WORDS_MS)));
    await Promise.race([Promise.all(gone), late]);
    clearTimeout(timer);
    const ending = [...this.#sockets].filter((socket) => socket.writableEnded && !socket.writableFinished);
    await Promise.all(
      ending.map(
        (socket) => new Promise<void>((resolve) => socket.once('finish', resolve).once('close', () => resolve())),
      ),
    );
  }

  #listener(server: Server): Listener {
    const address = server.address();
    if (address === null || typeof address === 'string') {
      throw new Error('A TCP server listens at an address and a port');
    }
    const close = (): void => {
      this.#closing.add(server);
      server.close(() => this.#closing.delete(server));
    };
    return { address: { host: address.address, port: address.port }, close };
  }
}

/** What few connections need is loaded for those: a broker does without. */
async function prepareTls(tls: TlsOptions): Promise<(plain: Socket, host: string) => Promise<Socket>> {
  const { openTls, secureContext } = await import('./tls-socket.ts');
  const context = await secureContext(tls);
  return (plain, host) => openTls(plain, host, tls, context);
}

async function throughProxy(to: Destination, proxy: NonNullable<Destination['proxy']>): Promise<Socket> {
  return (await import('./socks-proxy.ts')).openThroughProxy(to, proxy);
}
