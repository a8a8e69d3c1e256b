import { createServer } from 'node:tls';
import type { TlsServerOptions } from '#runtime/ports.ts';
import { type Accept, type MadeServer, reasonOf, type Refused, remoteOf } from './node-server.ts';
import { tcpStream } from './tcp-stream.ts';
import { peerOf, serverCertificates, tlsServerOptions } from './tls-server.ts';

/** TLS, and the bytes of the connection in it. @throws SystemError `EINVAL`, see `Network.listen` */
export async function secureServer(tls: TlsServerOptions, accept: Accept, refused: Refused): Promise<MadeServer> {
  const server = createServer({ noDelay: true, ...(await tlsServerOptions(tls)) }, (socket) => {
    accept(tcpStream(socket, peerOf(socket)));
  });
  server.on('tlsClientError', (error, socket) => refused(reasonOf(error), remoteOf(socket)));
  return {
    server,
    renew: async (renewed) => server.setSecureContext(await serverCertificates(renewed)),
  };
}
