import { createServer } from 'node:net';
import type { Server } from 'node:net';

/** Below the range that the system gives to outgoing connections, which would take them away again. */
const FIRST = 21_000;
const LAST = 31_900;

const used = new Set<number>();
let next = FIRST + ((process.pid * 37) % 9000);

/** Ports of 127.0.0.1 that nobody listens on, each given out once. */
export async function freePorts(count: number): Promise<number[]> {
  const servers: Server[] = [];
  const ports: number[] = [];
  while (ports.length < count) {
    const port = next;
    next = next >= LAST ? FIRST : next + 1;
    if (used.has(port)) continue;
    const server = await listen(port);
    if (server === undefined) continue;
    used.add(port);
    servers.push(server);
    ports.push(port);
  }
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return ports;
}

function listen(port: number): Promise<Server | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(undefined));
    server.listen(port, '127.0.0.1', () => resolve(server));
  });
}
