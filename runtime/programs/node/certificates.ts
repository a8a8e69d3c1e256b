import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { SystemError } from '#runtime/ports.ts';

/** Those of TLS 1.3 are not chosen by a list of ciphers, which OpenSSL reads for the older versions only. */
export const CIPHERS_1_3 = 'TLS_AES_256_GCM_SHA384:TLS_CHACHA20_POLY1305_SHA256:TLS_AES_128_GCM_SHA256';

/** Node reads past what is no certificate; OpenSSL would have said so. @throws SystemError `EINVAL` */
export function certificatesIn(pem: Buffer): Buffer {
  if (isPem(pem)) return pem;
  throw new SystemError('EINVAL', undefined, 'the file of trusted certificates has none in it');
}

/** As OpenSSL: a directory that is not there is one without certificates. */
export async function certificatesUnder(directory: string): Promise<Buffer[]> {
  const names = await readdir(directory).catch(() => []);
  const files = await Promise.all(names.map((name) => readFile(join(directory, name)).catch(() => Buffer.of())));
  return files.filter(isPem);
}

const isPem = (bytes: Buffer): boolean =>
  bytes.includes('-----BEGIN CERTIFICATE-----') || bytes.includes('-----BEGIN TRUSTED CERTIFICATE-----');
