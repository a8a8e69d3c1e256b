import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { Duplex } from 'node:stream';
import { TLSSocket } from 'node:tls';
import { WebSocketServer } from 'ws';
import type { ListenAt } from '#runtime/ports.ts';
import { SystemError } from '#runtime/ports.ts';
import { type Accept, localOf, type MadeServer, type Refused, remoteOf } from './node-server.ts';
import { peerOf, renewable, tlsServerOptions } from './tls-server.ts';
import { webSocketStream } from './websocket-stream.ts';

/** One message may be split over many frames; one frame need not be larger than this. */
const LARGEST_FRAME = 32 * 1024 * 1024;
/** [MQTT-6.0.0-3] [MQTT5-6.0.0-3]; clients of 3.1 offer a name of their own. */
const SUBPROTOCOLS = ['mqtt', 'mqttv3.1'];

/**
 * MQTT in the binary frames of a WebSocket, at whatever path is asked for; every other request gets a
 * file of `httpDirectory`, if there is one.
 * @throws SystemError `EINVAL`, see `Network.listen`; `ENOENT`: there is no such `httpDirectory`
 */
export async function webSocketServer(at: ListenAt, accept: Accept, refused: Refused): Promise<MadeServer> {
  const { tls, httpDirectory, headersSize } = at;
  const webSockets = new WebSocketServer({
    noServer: true,
    maxPayload: LARGEST_FRAME,
    perMessageDeflate: false,
    handleProtocols: (offered) => SUBPROTOCOLS.find((name) => offered.has(name)) ?? false,
  });
  const onRequest = httpDirectory === undefined ? notFound : await filesOf(httpDirectory);
  const onUpgrade = (request: IncomingMessage, socket: Duplex, head: Buffer): void => {
    // A client that is gone before it was answered.
    socket.on('error', () => socket.destroy());
    if (!offersMqtt(request)) return refuse(socket);
    webSockets.handleUpgrade(request, socket, head, (client) => {
      const beneath = request.socket;
      const peer = beneath instanceof TLSSocket ? { peer: peerOf(beneath) } : {};
      accept(webSocketStream(client, { local: localOf(beneath), remote: remoteOf(beneath), ...peer }));
    });
  };
  const options = { noDelay: true, ...(headersSize !== undefined && { maxHeaderSize: headersSize }) };
  if (tls === undefined) return { server: createServer(options, onRequest).on('upgrade', onUpgrade) };
  const server = createSecureServer({ ...options, ...(await tlsServerOptions(tls)) }, onRequest);
  server.on('upgrade', onUpgrade);
  return renewable(server, refused);
}

const offersMqtt = ({ headers }: IncomingMessage): boolean => {
  const offered = (headers['sec-websocket-protocol'] ?? '').split(',').map((word) => word.trim());
  return SUBPROTOCOLS.some((name) => offered.includes(name));
};

function refuse(socket: Duplex): void {
  const why = 'MQTT over WebSocket needs the subprotocol "mqtt"\n';
  socket.end(`HTTP/1.1 400 Bad Request\r\nContent-Type: text/plain\r\nConnection: close\r\n\r\n${why}`);
}

const notFound = (_: IncomingMessage, response: ServerResponse): void => {
  response.writeHead(404, { 'Content-Type': 'text/plain' }).end('Only MQTT over WebSocket is here.\n');
};

async function filesOf(directory: string): Promise<RequestListener> {
  const { stat } = await import('node:fs/promises');
  const found = await stat(directory).catch(() => undefined);
  if (found?.isDirectory() !== true) throw new SystemError('ENOENT', 'httpDirectory', `no directory ${directory}`);
  const { default: sirv } = await import('sirv');
  const files = sirv(directory, { dev: true, etag: true });
  return (request, response) => files(request, response, () => notFound(request, response));
}
