import type { ListenerValues } from '#runtime/config/values.ts';
import { strerror } from '#runtime/pi/error-text.ts';
import type { Files } from '#runtime/pi/process.ts';
import type { TlsServerOptions } from '#runtime/ports.ts';
import { SystemError } from '#runtime/ports.ts';
import { TLS_VERSIONS } from './tls-versions.ts';

/** Keys that both ends know, by identity: `psk_file` of mosquitto.conf(5). */
export type Keys = ReadonlyMap<string, Uint8Array>;

/** A listener that cannot be had as it is described: what of it cannot be used, in the log's words. */
export class ListenerRefused extends Error {
  override readonly name = 'ListenerRefused';
  readonly lines: readonly string[];

  constructor(lines: readonly string[]) {
    super(lines[0]);
    this.lines = lines;
  }
}

/**
 * Whether a listener encrypts. As by Mosquitto a certificate counts only together with its key, and
 * without them, or `psk_hint`, the listener is a plain one.
 */
export const isEncrypted = ({ certfile, keyfile, psk_hint: hint }: ListenerValues): boolean =>
  hint !== undefined || (certfile !== undefined && keyfile !== undefined);

/**
 * Reads the files that a listener names.
 * @throws ListenerRefused when one cannot be read
 */
export async function loadServerTls(files: Files, values: ListenerValues, keys: () => Keys): Promise<TlsServerOptions> {
  const read = async (field: keyof TlsServerOptions, path: string | undefined): Promise<Uint8Array | undefined> => {
    if (path === undefined) return undefined;
    try {
      return await files.read(path);
    } catch (error) {
      if (error instanceof SystemError) throw refusal(values, field, strerror(error.code));
      throw error;
    }
  };
  const [ca, certificate, key, crl, dhParameters] = [
    await read('ca', values.cafile),
    await read('certificate', values.certfile),
    await read('key', values.keyfile),
    await read('crl', values.crlfile),
    await read('dhParameters', values.dhparamfile),
  ];
  const { capath, tls_version: version, ciphers, 'ciphers_tls1.3': cipherSuites, psk_hint: hint } = values;
  return {
    ...(ca !== undefined && { ca }),
    ...(capath !== undefined && { caPath: capath }),
    ...(certificate !== undefined && key !== undefined && { certificate, key }),
    ...(crl !== undefined && { crl }),
    ...(dhParameters !== undefined && { dhParameters }),
    ...(values.require_certificate === true && { requireCertificate: true }),
    ...(version !== undefined && { version: TLS_VERSIONS[version] }),
    ...(ciphers !== undefined && { ciphers }),
    ...(cipherSuites !== undefined && { cipherSuites }),
    ...(hint !== undefined && { psk: { hint, keyOf: (identity) => keys().get(identity) } }),
  };
}

/** The words for what the network says of them. @param field of `TlsServerOptions`, as `Network.listen` names it */
export function refusal(values: ListenerValues, field: string | undefined, why: string): ListenerRefused {
  const openssl = `OpenSSL Error[0]: ${why}`;
  switch (field) {
    case 'ca':
      return new ListenerRefused([`Error: Unable to load CA certificates. Check cafile "${values.cafile}".`, openssl]);
    case 'certificate':
      return new ListenerRefused([
        `Error: Unable to load server certificate "${values.certfile}". Check certfile.`,
        openssl,
      ]);
    case 'key':
      return new ListenerRefused([
        `Error: Unable to load server key file "${values.keyfile}". Check keyfile.`,
        openssl,
      ]);
    case 'crl':
      return new ListenerRefused([
        `Error: Unable to load certificate revocation file "${values.crlfile}". Check crlfile.`,
        openssl,
      ]);
    case 'dhParameters':
      return new ListenerRefused([`Error loading dhparamfile "${values.dhparamfile}".`]);
    case 'ciphers':
      return new ListenerRefused([`Error: Unable to set TLS ciphers. Check cipher list "${values.ciphers}".`]);
    case 'cipherSuites':
      return new ListenerRefused([
        `Error: Unable to set TLS 1.3 ciphersuites. Check cipher_tls13 list "${values['ciphers_tls1.3']}".`,
      ]);
    default:
      return new ListenerRefused([`Error: ${why}`]);
  }
}
