import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import type { AddressInfo, Server, Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { NodeNetwork } from '#runtime/programs/node/node-network.ts';
import type { ByteStream, Destination } from '#runtime/ports.ts';

/** A certificate or key made for tests (`certificates/make.sh`). */
export const pem = (name: string): Buffer => readFileSync(new URL(`./certificates/${name}`, import.meta.url));

/** Gives back what it gets. */
export const echo = (socket: Socket): void => void socket.pipe(socket).on('error', () => undefined);

/** Servers of this machine that last for one test, and a network that connects to them. */
export class Loopback {
  readonly network = new NodeNetwork();
  readonly #servers: Server[] = [];
  readonly #sockets: (Socket | ByteStream)[] = [];
  readonly #folders: string[] = [];

  /** @returns its port; 0 for a Unix socket */
  async listening(server: Server, path?: string): Promise<number> {
    this.#servers.push(server);
    server.on('connection', (socket: Socket) => this.keep(socket.on('error', () => undefined)));
    await new Promise<void>((resolve) => server.listen(path ?? { port: 0, host: '127.0.0.1' }, resolve));
    return path === undefined ? (server.address() as AddressInfo).port : 0;
  }

  /** To be closed at the end. */
  keep(socket: Socket | ByteStream): void {
    this.#sockets.push(socket);
  }

  /** A directory that is there for one test. */
  folder(): string {
    const path = mkdtempSync(join(tmpdir(), 'kleber-network-'));
    this.#folders.push(path);
    return path;
  }

  /** Sends "ping" and waits for as much to come back. */
  async ping(to: Destination): Promise<string> {
    const stream = await this.network.connect(to);
    this.keep(stream);
    return new Promise((resolve, reject) => {
      let text = '';
      stream.open({
        data(bytes) {
          text += Buffer.from(bytes).toString();
          if (text.length >= 4) resolve(text);
        },
        drain: () => undefined,
        closed: (error) => reject(error ?? new Error('closed')),
      });
      stream.write(Buffer.from('ping'));
    });
  }

  async end(): Promise<void> {
    for (const socket of this.#sockets.splice(0)) socket.destroy();
    await Promise.all(this.#servers.splice(0).map((server) => new Promise((resolve) => server.close(resolve))));
    for (const path of this.#folders.splice(0)) rmSync(path, { recursive: true, force: true });
  }
}
