import { isIP } from 'node:net';
import type { Socket } from 'node:net';
import { connect, createSecureContext, getCACertificates } from 'node:tls';
import type { ConnectionOptions, SecureContext, TLSSocket } from 'node:tls';
import type { TlsOptions } from '#runtime/ports.ts';
import { SystemError } from '#runtime/ports.ts';
import { certificatesIn, certificatesUnder, CIPHERS_1_3 } from './certificates.ts';

/**
 * Certificates, keys and ciphers, before anything is connected.
 * @throws SystemError `EINVAL` with OpenSSL's reason: a file that is no certificate, a key of another one
 */
export async function secureContext(tls: TlsOptions): Promise<SecureContext> {
  const { certificate, key, minimumVersion, ciphers, psk } = tls;
  const ca = await trusted(tls);
  try {
    return createSecureContext({
      ca,
      ciphers: `${CIPHERS_1_3}:${ciphers ?? (psk === undefined ? 'DEFAULT' : 'PSK')}`,
      ...(certificate !== undefined && { cert: Buffer.from(certificate) }),
      ...(key !== undefined && { key: Buffer.from(key) }),
      ...(minimumVersion !== undefined && { minVersion: `TLSv${minimumVersion}` as const }),
    });
  } catch (error) {
    throw new SystemError('EINVAL', undefined, error instanceof Error ? error.message : String(error));
  }
}

/**
 * A socket's two ends agree on keys; from then on it is encrypted.
 * @param host the name that the certificate must bear
 * @throws SystemError `EPROTO` with the reason: who signed it is not trusted, it bears another name, the
 * other end refuses or speaks something else
 */
export function openTls(socket: Socket, host: string, tls: TlsOptions, context: SecureContext): Promise<TLSSocket> {
  const { alpn, psk, insecure = false } = tls;
  const options: ConnectionOptions = {
    socket,
    secureContext: context,
    ...(isIP(host) === 0 ? { servername: host, host } : { host }),
    ...(alpn !== undefined && { ALPNProtocols: [alpn] }),
    ...((insecure || psk !== undefined) && { checkServerIdentity: () => undefined }),
    ...(psk !== undefined && { pskCallback: () => ({ psk: psk.key, identity: psk.identity }) }),
  };
  return new Promise((resolve, reject) => {
    const secure = connect(options);
    const refused = (error: Error): void => {
      socket.destroy();
      reject(new SystemError('EPROTO', host, error.message.trim()));
    };
    secure.once('error', refused);
    secure.once('secureConnect', () => {
      secure.off('error', refused);
      resolve(secure);
    });
  });
}

async function trusted({ ca, caPath, systemCertificates = false }: TlsOptions): Promise<(string | Buffer)[]> {
  return [
    ...(ca === undefined ? [] : [certificatesIn(Buffer.from(ca))]),
    ...(caPath === undefined ? [] : await certificatesUnder(caPath)),
    ...(systemCertificates ? getCACertificates('system') : []),
  ];
}
