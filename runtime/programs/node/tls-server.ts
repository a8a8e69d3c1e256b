import type { Socket } from 'node:net';
import { createSecureContext } from 'node:tls';
import type { SecureContextOptions, Server, TlsOptions as NodeTlsOptions, TLSSocket } from 'node:tls';
import type { Peer, TlsServerOptions } from '#runtime/ports.ts';
import { SystemError } from '#runtime/ports.ts';
import { certificatesIn, certificatesUnder, CIPHERS_1_3 } from './certificates.ts';
import { type MadeServer, type Refused, remoteOf } from './node-server.ts';

/** What the other end has proven, by the socket: known when the handshake is over, forgotten with the socket. */
const identities = new WeakMap<Socket, string>();

/**
 * What Node's servers take for TLS, tried part by part so that it can be said which one is wrong.
 * @throws SystemError `EINVAL` with OpenSSL's reason; `subject` is the field of `TlsServerOptions`
 */
export async function tlsServerOptions(tls: TlsServerOptions): Promise<NodeTlsOptions> {
  const { requireCertificate = false, psk } = tls;
  return {
    ...(await serverCertificates(tls)),
    requestCert: requireCertificate,
    rejectUnauthorized: true,
    ...(psk !== undefined && {
      pskIdentityHint: psk.hint,
      pskCallback(socket: TLSSocket, identity: string) {
        identities.set(socket, identity);
        return psk.keyOf(identity) ?? null;
      },
    }),
  };
}

/** That of it which can be changed while a server listens. @throws SystemError `EINVAL`, as above */
async function serverCertificates(tls: TlsServerOptions): Promise<SecureContextOptions> {
  const { certificate, key, ca, caPath, crl, dhParameters, version, ciphers, cipherSuites, psk } = tls;
  const whole: SecureContextOptions = {};
  const add = (field: keyof TlsServerOptions, part: SecureContextOptions): void => {
    Object.assign(whole, part);
    try {
      createSecureContext(whole);
    } catch (error) {
      throw invalid(field, error);
    }
  };
  // An empty list: nobody is trusted, and not everybody whom the system trusts.
  add('ca', { ca: [...authorities(ca), ...(caPath === undefined ? [] : await certificatesUnder(caPath))] });
  if (certificate !== undefined) add('certificate', { cert: Buffer.from(certificate) });
  if (key !== undefined) add('key', { key: Buffer.from(key) });
  if (crl !== undefined) add('crl', { crl: Buffer.from(crl) });
  if (version !== undefined) {
    add('version', { minVersion: `TLSv${version}` as const, maxVersion: `TLSv${version}` as const });
  }
  const older = ciphers ?? (psk === undefined ? 'DEFAULT' : 'PSK');
  add('ciphers', { ciphers: `${CIPHERS_1_3}:${older}` });
  if (cipherSuites !== undefined) add('cipherSuites', { ciphers: `${cipherSuites}:${older}` });
  if (dhParameters !== undefined) {
    // Node takes what it cannot read for none.
    if (!Buffer.from(dhParameters).includes('-----BEGIN DH PARAMETERS-----')) {
      throw invalid('dhParameters', new Error('the file of Diffie-Hellman parameters has none in it'));
    }
    add('dhParameters', { dhparam: Buffer.from(dhParameters) });
  }
  return whole;
}

function authorities(ca: Uint8Array | undefined): Buffer[] {
  if (ca === undefined) return [];
  try {
    return [certificatesIn(Buffer.from(ca))];
  } catch (error) {
    throw invalid('ca', error);
  }
}

const invalid = (field: keyof TlsServerOptions, error: unknown): SystemError =>
  new SystemError('EINVAL', field, error instanceof Error ? error.message : String(error));

/** A server with TLS: says what handshakes failed, and takes other certificates while it listens. */
export function renewable(server: Server, refused: Refused): MadeServer {
  server.on('tlsClientError', (error, socket) => refused(reasonOf(error), remoteOf(socket)));
  return { server, renew: async (renewed) => server.setSecureContext(await serverCertificates(renewed)) };
}

/** What OpenSSL says, without what Node puts before and behind it; '' when the other end just went. */
function reasonOf(error: Error & { reason?: string; code?: string }): string {
  if (error.code === 'ECONNRESET') return '';
  return error.reason ?? error.message;
}

/** Who the other end of a socket is, after the handshake. */
export function peerOf(socket: TLSSocket): Peer {
  const pskIdentity = identities.get(socket);
  if (pskIdentity !== undefined) return { pskIdentity };
  const subject = socket.getPeerX509Certificate()?.subject;
  if (subject === undefined || subject === '') return {};
  // The last one of several, as Mosquitto takes it.
  const commonName = socket.getPeerCertificate().subject?.CN;
  const name = Array.isArray(commonName) ? String(commonName.at(-1)) : commonName;
  return {
    ...(name !== undefined && { commonName: name }),
    // Node has an attribute a line, escaped as RFC 2253 says, in the order of the certificate.
    subject: subject.split('\n').reverse().join(','),
  };
}
