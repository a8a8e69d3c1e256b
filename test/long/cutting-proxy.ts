import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';

export interface CuttingProxy {
  readonly port: number;
  /** How often it has cut. */
  readonly cuts: number;
  /** From now on everything gets through. */
  relent(): void;
  close(): Promise<void>;
}

/**
 * Between a client and a broker: breaks each connection off after some bytes, both ways counted.
 *
 * @param bytes until the next cut
 */
export async function cuttingProxy(to: number, bytes: () => number): Promise<CuttingProxy> {
  const open = new Set<Socket>();
  let cuts = 0;
  let relents = false;
  const server = createServer((client) => {
    const broker = connect({ port: to, host: '127.0.0.1' });
    let left = bytes();
    const cut = (): void => {
      client.resetAndDestroy();
      broker.resetAndDestroy();
    };
    const pass = (from: Socket, into: Socket): void => {
      from.on('data', (data: Buffer) => {
        if (relents || data.length < left) {
          left -= data.length;
          into.write(data);
          return;
        }
        // What lies before the cut may be a part of a packet.
        into.write(data.subarray(0, left), () => setImmediate(cut));
        left = 0;
        cuts++;
        from.pause();
      });
      from.on('error', () => into.destroy());
      from.on('close', () => (open.delete(from), into.destroy()));
      open.add(from);
    };
    pass(client, broker);
    pass(broker, client);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    get cuts() {
      return cuts;
    },
    relent: () => void (relents = true),
    async close() {
      server.close();
      for (const socket of open) socket.destroy();
      await once(server, 'close');
    },
  };
}
