import type { Server, Socket } from 'node:net';
import type { Address, ByteStream, Destination, ListenAt, Listener, Network, TlsOptions } from '#runtime/ports.ts';
import { bind, makeServer } from './node-server.ts';
import { openSocket } from './open-socket.ts';
import { tcpStream } from './tcp-stream.ts';

/** Milliseconds that connections of a closed listener have to end before the program does. */
const LAST_WORDS_MS = 300;

/** TCP and Unix sockets of the machine that Node runs on, with TLS, SOCKS5 for those who connect, WebSockets for those who listen. */
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

  async listen(
    at: ListenAt,
    accept: (stream: ByteStream) => void,
    refused: (why: string, from: Address) => void = () => undefined,
  ): Promise<Listener> {
    const { server, renew } = await makeServer(at, accept, refused);
    await bind(server, at);
    return this.#listener(server, at, renew);
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

  #listener(server: Server, { path }: ListenAt, renew: Listener['renew']): Listener {
    const at = server.address();
    const address =
      at === null || typeof at === 'string' ? { host: path ?? '', port: 0 } : { host: at.address, port: at.port };
    const close = (): void => {
      this.#closing.add(server);
      server.close(() => this.#closing.delete(server));
    };
    return { address, close, ...(renew !== undefined && { renew }) };
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
