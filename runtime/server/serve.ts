/**
 * `kleber serve`: the pages, `/seat` and `/mqtt` on one http port, and MQTT over TCP on another.
 */
import { createServer, type IncomingMessage, type Server } from 'node:http';
import { createServer as createTcpServer, Socket, type AddressInfo, type Server as TcpServer } from 'node:net';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import type { Broker, LogLine } from '#runtime/broker/broker.ts';
import { NodeClock } from '#runtime/programs/node/node-clock.ts';
import { nodeRandom } from '#runtime/programs/node/node-random.ts';
import { tcpStream } from '#runtime/programs/node/tcp-stream.ts';
import { ownNames, refuseUpgrade } from './guard.ts';
import { pages } from './pages.ts';
import { Refusal } from './refusal.ts';
import { Seats } from './seats.ts';
import { holdSeat } from './seat-socket.ts';
import { webSocketStream } from '#runtime/programs/node/websocket-stream.ts';

export interface ServerOptions {
  /** The built site. */
  readonly folder: string;
  /** 0: any free one. */
  readonly port: number;
  readonly mqttPort: number;
  /** The broker of seat 1, which listens by itself, and where: `mqttPort` counts for nothing then. */
  readonly configured?: { readonly broker: Broker; readonly port: number };
  readonly lan?: boolean;
  readonly names?: readonly string[];
  readonly log?: (seat: string, line: LogLine) => void;
  readonly graceMs?: number;
}

export interface KleberServer {
  readonly port: number;
  readonly mqttPort: number;
  readonly seats: Seats;
  /** Ends every connection, wills first, and both ports. */
  close(): Promise<void>;
}

/** One message may be split over many frames; one frame need not be larger than this. */
const LARGEST_FRAME = 32 * 1024 * 1024;
/** How long clients have to read what was written to them last and to close. */
const LAST_WORDS_MS = 300;
const LOOPBACK = ['127.0.0.1', '::1'];

/**
 * Binds a server, to this machine alone or to all addresses.
 * @throws Refusal when the port is taken or not allowed
 */
function bind(
  server: Server | TcpServer,
  port: number,
  host: string | undefined,
  what: string,
  option: string,
): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE') {
        reject(
          new Refusal(
            `port ${port} (${what}) is in use; end the program that holds it or choose another with --${option}`,
          ),
        );
      } else if (error.code === 'EACCES') {
        reject(new Refusal(`port ${port} (${what}) is not allowed to you; choose one above 1023 with --${option}`));
      } else reject(error);
    });
    server.listen({ port, host }, () => resolve((server.address() as AddressInfo).port));
  });
}

/** @throws Refusal when a port cannot be had */
export async function serve(options: ServerOptions): Promise<KleberServer> {
  const { configured } = options;
  const names = ownNames(options.names);
  const seats = new Seats({
    clock: new NodeClock(),
    random: nodeRandom,
    ...(options.log === undefined ? {} : { log: options.log }),
    ...(options.graceMs === undefined ? {} : { graceMs: options.graceMs }),
    ...(configured === undefined ? {} : { first: configured.broker }),
  });
  const onRequest = pages(options.folder);
  const webSockets = new WebSocketServer({
    noServer: true,
    maxPayload: LARGEST_FRAME,
    perMessageDeflate: false,
    // [MQTT-6.0.0-3]: the client offers "mqtt"; a seat's socket offers nothing.
    handleProtocols: (offered) => (offered.has('mqtt') ? 'mqtt' : false),
  });
  let mqttPort = configured?.port ?? options.mqttPort;

  const onUpgrade = (request: IncomingMessage, socket: Duplex, head: Buffer): void => {
    const refuse = (status: string, why: string): void => {
      socket.end(`HTTP/1.1 ${status}\r\nContent-Type: text/plain; charset=utf-8\r\nConnection: close\r\n\r\n${why}\n`);
    };
    // A client that is gone before it was answered.
    socket.on('error', () => socket.destroy());
    const why = refuseUpgrade(request, names);
    if (why !== undefined) return refuse('403 Forbidden', why);
    const url = new URL(request.url ?? '/', 'http://localhost');
    if (url.pathname === '/seat') {
      const token = url.searchParams.get('token') ?? '';
      if (!/^[\w-]{16,64}$/.test(token))
        return refuse('400 Bad Request', 'a seat is taken with ?token=, 16 to 64 letters and digits');
      webSockets.handleUpgrade(request, socket, head, (client) => holdSeat(client, token, seats, mqttPort));
      return;
    }
    const [, mqtt, name = seats.first.name, ...rest] = url.pathname.split('/');
    const seat = mqtt === 'mqtt' && rest.length === 0 ? seats.get(name === '' ? seats.first.name : name) : undefined;
    if (seat === undefined) return refuse('404 Not Found', `nothing answers at ${url.pathname}; MQTT is at /mqtt`);
    const offered = (request.headers['sec-websocket-protocol'] ?? '').split(',').map((word) => word.trim());
    if (!offered.includes('mqtt')) return refuse('400 Bad Request', 'MQTT over WebSocket needs the subprotocol "mqtt"');
    webSockets.handleUpgrade(request, socket, head, (client) => {
      const { remoteAddress, remotePort, localAddress, localPort } = request.socket;
      const stream = webSocketStream(client, {
        local: { host: localAddress ?? '', port: localPort ?? 0 },
        remote: { host: remoteAddress ?? '', port: remotePort ?? 0 },
      });
      seat.broker.accept(stream);
    });
  };

  const sockets = new Set<Socket>();
  const https: Server[] = [];
  const tcps: TcpServer[] = [];
  const close = async (): Promise<void> => {
    for (const server of [...https, ...tcps]) server.close();
    seats.close();
    for (const client of webSockets.clients) client.close(1001);
    // What the brokers wrote last, wills above all, gets a moment to leave.
    const open = [...sockets, ...webSockets.clients].filter(
      (socket) => !(socket instanceof Socket && socket.destroyed),
    );
    let timer: NodeJS.Timeout | undefined;
    await Promise.race([
      Promise.all(open.map((socket) => new Promise((resolve) => socket.once('close', resolve)))),
      new Promise((resolve) => (timer = setTimeout(resolve, LAST_WORDS_MS))),
    ]);
    clearTimeout(timer);
    for (const client of webSockets.clients) client.terminate();
    for (const server of https) server.closeAllConnections();
    for (const socket of sockets) socket.destroy();
  };

  let { port } = options;
  try {
    for (const host of options.lan === true ? [undefined] : LOOPBACK) {
      const http = createServer(onRequest).on('upgrade', onUpgrade);
      const tcp = createTcpServer({ noDelay: true }, (socket) => {
        sockets.add(socket);
        socket.once('close', () => sockets.delete(socket));
        seats.first.broker.accept(tcpStream(socket));
      });
      try {
        port = await bind(http, port, host, 'pages', 'port');
        https.push(http);
        if (configured !== undefined) continue;
        mqttPort = await bind(tcp, mqttPort, host, 'MQTT over TCP', 'mqtt-port');
        tcps.push(tcp);
      } catch (error) {
        // A machine without IPv6 has no ::1; 127.0.0.1 is enough.
        const { code } = error as NodeJS.ErrnoException;
        if (host !== '::1' || (code !== 'EADDRNOTAVAIL' && code !== 'EAFNOSUPPORT')) throw error;
      }
    }
  } catch (error) {
    await close();
    throw error;
  }
  return { port, mqttPort, seats, close };
}
