import type { Files } from '#runtime/pi/process.ts';
import type { TlsOptions } from '#runtime/ports.ts';
import { SystemError } from '#runtime/ports.ts';
import { hexadecimal } from './hexadecimal.ts';
import { optionError } from './usage-error.ts';
import { TLS_VERSIONS } from './tls-versions.ts';

/** What the command line says of encryption: names of files, and words as they were typed. */
export interface TlsSettings {
  caFile?: string;
  caPath?: string;
  certificate?: string;
  key?: string;
  keyForm?: string;
  ciphers?: string;
  version?: string;
  alpn?: string;
  insecure?: boolean;
  engine?: string;
  enginePassword?: string;
  systemCertificates?: boolean;
  psk?: string;
  pskIdentity?: string;
}

/** IANA's port for MQTT over TLS, at which the operating system's certificates are trusted unasked. */
export const TLS_PORT = 8883;

/** Whether a certificate to trust, or a key instead, was named: then 8883 is the port unless told otherwise. */
export const isTlsPortMeant = ({ caFile, caPath, psk }: TlsSettings): boolean =>
  caFile !== undefined || caPath !== undefined || psk !== undefined;

/** Whether the connection is to be encrypted at all. `--insecure` or a certificate of one's own alone do not ask for it. */
export const isTlsWanted = (tls: TlsSettings, port: number): boolean =>
  isTlsPortMeant(tls) || tls.systemCertificates === true || port === TLS_PORT;

/** @throws UsageError */
export function checkTlsTogether(tls: TlsSettings): void {
  const { certificate, key, keyForm, engine, enginePassword, psk, pskIdentity, caFile, caPath } = tls;
  if ((certificate === undefined) !== (key === undefined)) {
    throw optionError('Both certfile and keyfile must be provided if one of them is set.');
  }
  if (keyForm !== undefined && key === undefined) {
    throw optionError('If keyform is set, keyfile must be also specified.');
  }
  if (enginePassword !== undefined && (engine === undefined || keyForm === undefined)) {
    throw optionError('when using tls-engine-kpass-sha1, both tls-engine and keyform must also be provided.');
  }
  if (psk !== undefined && (caFile !== undefined || caPath !== undefined)) {
    throw optionError('Only one of --psk or --cafile/--capath may be used at once.');
  }
  if (psk !== undefined && pskIdentity === undefined) throw optionError('--psk-identity required if --psk used.');
}

const isVersion = (name: string): name is keyof typeof TLS_VERSIONS => name in TLS_VERSIONS;

/**
 * Reads the files and translates the words, in the order in which mosquitto_sub complains.
 * @param wanted whether the connection is to be encrypted; if not, the words are checked nevertheless
 * @returns undefined when it is not, or what is wrong, as the mosquitto_* programs say it
 */
export async function loadTls(
  files: Files,
  tls: TlsSettings,
  wanted: boolean,
): Promise<TlsOptions | undefined | { error: string }> {
  const named = wanted ? [tls.caFile, tls.certificate, tls.key] : [];
  const [ca, certificate, key] = await Promise.all(
    named.map(async (path) => (path === undefined ? undefined : readPem(files, path))),
  );
  if (ca === null || certificate === null || key === null) return problem('TLS options: File not found');
  // OpenSSL's engines are not there: none that is named is a valid one.
  if (tls.engine !== undefined)
    return { error: `Error: Problem setting TLS engine, is ${tls.engine} a valid engine?\n` };
  if (tls.keyForm === 'engine' && wanted) {
    return { error: 'Error: Problem setting key form, a key in an engine needs --tls-engine.\n' };
  }
  if (tls.keyForm !== undefined && tls.keyForm !== 'pem' && tls.keyForm !== 'engine') {
    return problem("key form, it must be one of 'pem' or 'engine'");
  }
  const pskKey = tls.psk === undefined ? undefined : hexadecimal(tls.psk);
  if (pskKey === null) return problem('TLS-PSK options');
  if (tls.version !== undefined && !isVersion(tls.version)) return problem('TLS options, check the options are valid');
  if (!wanted) return undefined;
  const { caPath, insecure, ciphers, alpn, pskIdentity = '' } = tls;
  return {
    ...(ca !== undefined && { ca }),
    ...(caPath !== undefined && { caPath }),
    ...((tls.systemCertificates === true || !isTlsPortMeant(tls)) && { systemCertificates: true }),
    ...(certificate !== undefined && { certificate }),
    ...(key !== undefined && { key }),
    ...(insecure === true && { insecure }),
    ...(tls.version !== undefined && { minimumVersion: TLS_VERSIONS[tls.version] }),
    ...(ciphers !== undefined && { ciphers }),
    ...(alpn !== undefined && { alpn }),
    ...(pskKey !== undefined && { psk: { identity: pskIdentity, key: pskKey } }),
  };
}

const problem = (what: string): { error: string } => ({ error: `Error: Problem setting ${what}.\n` });

/** @returns null when it cannot be read */
async function readPem(files: Files, path: string): Promise<Uint8Array | null> {
  try {
    return await files.read(path);
  } catch (error) {
    if (error instanceof SystemError) return null;
    throw error;
  }
}
