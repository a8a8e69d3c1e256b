/**
 * What a browser says to open a WebSocket (RFC 6455, 4.1), said to a listener that may not know it.
 * Mosquitto's plain port takes `GET ` for a packet of a type and a length that make no sense before
 * CONNECT, and hangs up:
 *
 *     GET /mqtt HTTP/1.1
 *     Host: 192.168.1.3:1883
 *     …
 */
import { toBase64 } from '#runtime/base64.ts';
import { SystemError, type ByteStream, type Clock, type Random } from '#runtime/ports.ts';

/** Chromium waits this long for an answer to its handshake. */
const HANDSHAKE_MS = 240_000;
export interface Handshake {
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

/**
 * Sends the handshake by a stream behind which nobody understands it: on the LAN, who speaks
 * WebSocket says so when it begins to listen.
 * @returns always rejected, once the other side has answered something else, hung up, or kept silent
 * @throws SystemError `ECONNRESET`, `ETIMEDOUT`
 */
export function handshakeInVain(
  stream: ByteStream,
  handshake: Handshake,
  ports: { clock: Clock; random: Random },
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
