/** How a listener encrypts, and what it asks of who connects: by certificates or by a key that both ends know. */
import { ConfigError } from '../config-error.ts';
import type { ConfigOption } from '../option.ts';
import { booleanOption, refusedOption, textOption } from '../option-kinds.ts';
import { readText } from '../read-value.ts';
import type { ListenerValues } from '../values.ts';
import { tlsVersionOption } from './tls-version.ts';

function withoutPsk({ psk_hint }: ListenerValues): void {
  if (psk_hint === undefined) return;
  throw new ConfigError('Error: Cannot use both certificate and psk encryption in a single listener.');
}

const ENGINE =
  'this broker cannot ask an OpenSSL engine for its key. Put the key into a PEM file, and name it by keyfile.';

/** What is neither `pem` nor `engine` is taken for `pem` there. */
const tlsKeyform: ConfigOption = {
  name: 'tls_keyform',
  kind: 'choice',
  scope: 'listener',
  value: 'WORD',
  default: 'pem',
  choices: ['pem'],
  refusedValues: { engine: ENGINE },
  reloaded: false,
  take(_, rest) {
    if (readText('tls_keyform', rest, false) === 'engine') {
      throw new ConfigError(`Error: "tls_keyform engine": ${ENGINE}`);
    }
  },
};

export const TLS_OPTIONS: readonly ConfigOption[] = [
  textOption('listener', 'cafile', { kind: 'file', before: withoutPsk }),
  textOption('listener', 'capath', { kind: 'directory' }),
  textOption('listener', 'certfile', { kind: 'file', before: withoutPsk }),
  textOption('listener', 'ciphers', { value: 'CIPHER:...' }),
  textOption('listener', 'ciphers_tls1.3', { value: 'CIPHER:...' }),
  textOption('listener', 'crlfile', { kind: 'file' }),
  textOption('listener', 'dhparamfile', { kind: 'file' }),
  textOption('listener', 'keyfile', { kind: 'file' }),
  textOption('listener', 'psk_hint'),
  booleanOption('listener', 'require_certificate', { default: false }),
  refusedOption('listener', 'tls_engine', ENGINE, { kind: 'text', value: 'ENGINE' }),
  refusedOption('listener', 'tls_engine_kpass_sha1', ENGINE, { kind: 'text', value: 'SHA1' }),
  tlsKeyform,
  tlsVersionOption('listener', 'tls_version'),
  booleanOption('listener', 'use_identity_as_username', { default: false }),
  booleanOption('listener', 'use_subject_as_username', { default: false }),
];
