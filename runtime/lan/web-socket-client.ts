/**
 * How a WebSocket is opened by somebody on the LAN. A listener that knows WebSocket says so when it begins to
 * listen; then the handshake and the frames are left out, and the stream carries what is in them. To any
 * other listener the handshake is sent (RFC 6455, 4.1), and it does not understand: Mosquitto's plain port takes
 * `GET ` for a packet of a type and a length that make no sense before CONNECT, and hangs up:
 *
 *     GET /mqtt HTTP/1.1
 *     Host: 192.168.1.3:1883
 *     …
 */
import { toBase64 } from '#runtime/base64.ts';
import { SystemError, type ByteStream, type Clock, type Random } from '#runtime/ports.ts';
import type { WireProtocol } from './lan-connection.ts';

/** [MQTT-6.0.0-4]: what a broker chooses among the subprotocols offered. */
export const SUBPROTOCOL = 'mqtt';

/** How long the other end may take to answer a closing handshake before it counts as lost, in milliseconds. */
export const CLOSING_MS = 10_000;

/** As in CloseEvent (RFC 6455, 7.4.1). */
export const CLOSE_CODE = { normal: 1000, unsupportedData: 1003, noStatus: 1005, abnormal: 1006 } as const;

/** Chromium waits this long for an answer to its handshake. */
const HANDSHAKE_MS = 240_000;

export interface WebSocketTarget {
  readonly host: string;
  readonly port: number;
  /** With the query: `/mqtt`. */
  readonly path: string;
  /** `wss:` */
  readonly secure: boolean;
}

export interface WebSocketPorts {
  readonly clock: Clock;
  readonly random: Random;
  /** Connects as whoever wants the WebSocket; `protocol` of the stream is what both ends speak. */
  connect(to: {
    readonly host: string;
    readonly port: number;
    readonly protocol?: WireProtocol;
  }): Promise<ByteStream & { readonly protocol?: WireProtocol | undefined }>;
}

/**
 * @param protocols the subprotocols offered, the favourite first
 * @returns the stream of what is in the frames
 * @throws SystemError (rejects) as a connection of the LAN; for the handshake `ECONNREFUSED` (the subprotocol `mqtt`
 * is not among those offered), `ECONNRESET`, `ETIMEDOUT`
 */
export async function connectWebSocket(
  { host, port, path, secure }: WebSocketTarget,
  protocols: readonly string[],
  ports: WebSocketPorts,
): Promise<ByteStream> {
  if (secure) {
    // Nobody on the LAN speaks TLS, and a broker hangs up on what begins like it.
    const stream = await ports.connect({ host, port });
    stream.destroy();
    throw new SystemError('ECONNRESET', `${host}:${port}`);
  }
  const stream = await ports.connect({ host, port, protocol: 'websockets' });
  if (stream.protocol === undefined) return handshakeInVain(stream, { host, port, path, protocols }, ports);
  // [MQTT-6.0.0-3]: a client that does not offer "mqtt" is no MQTT client.
  if (protocols.includes(SUBPROTOCOL)) return stream;
  stream.destroy();
  throw new SystemError('ECONNREFUSED', `${host}:${port}`);
}

interface Handshake {
  readonly host: string;
  readonly port: number;
  readonly path: string;
  readonly protocols: readonly string[];
}

const requestOf = ({ host, port, path, protocols }: Handshake, random: Random): string =>
  [
    `GET ${path} HTTP/1.1`,
    `Host: ${host}:${port}`,
    'Connection: Upgrade',
    'Upgrade: websocket',
    'Sec-WebSocket-Version: 13',
    `Sec-WebSocket-Key: ${toBase64(random.bytes(16))}`,
    ...(protocols.length === 0 ? [] : [`Sec-WebSocket-Protocol: ${protocols.join(', ')}`]),
    '',
    '',
  ].join('\r\n');

/** @returns always rejected, once the other side has answered something else, hung up, or kept silent */
function handshakeInVain(
  stream: ByteStream,
  handshake: Handshake,
  ports: Pick<WebSocketPorts, 'clock' | 'random'>,
): Promise<never> {
  return new Promise((_, reject) => {
    const fail = (error: SystemError): void => {
      timer.cancel();
      stream.destroy();
      reject(error);
    };
    const timer = ports.clock.timer(HANDSHAKE_MS, () => fail(new SystemError('ETIMEDOUT')));
    const noHandshake = (): void => fail(new SystemError('ECONNRESET'));
    stream.open({ data: noHandshake, drain() {}, closed: noHandshake });
    stream.write(new TextEncoder().encode(requestOf(handshake, ports.random)));
  });
}
