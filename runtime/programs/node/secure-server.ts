import { createServer } from 'node:tls';
import type { TlsServerOptions } from '#runtime/ports.ts';
import type { Accept, MadeServer, Refused } from './node-server.ts';
import { tcpStream } from './tcp-stream.ts';
import { peerOf, renewable, tlsServerOptions } from './tls-server.ts';

/** TLS, and the bytes of the connection in it. @throws SystemError `EINVAL`, see `Network.listen` */
export async function secureServer(tls: TlsServerOptions, accept: Accept, refused: Refused): Promise<MadeServer> {
  const server = createServer({ noDelay: true, ...(await tlsServerOptions(tls)) }, (socket) => {
    accept(tcpStream(socket, peerOf(socket)));
  });
  return renewable(server, refused);
}
