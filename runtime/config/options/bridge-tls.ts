/** How a bridge encrypts: by certificates, or by a key that both ends know. */
import { ConfigError } from '../config-error.ts';
import type { ConfigOption } from '../option.ts';
import { booleanOption, onlyOption, textOption } from '../option-kinds.ts';
import type { BridgeValues } from '../values.ts';
import { tlsVersionOption } from './tls-version.ts';

const both = (what: string): ConfigError =>
  new ConfigError(`Error: Cannot use both certificate and ${what} encryption in a single bridge.`);

function withoutPsk({ bridge_identity, bridge_psk }: BridgeValues): void {
  if (bridge_identity !== undefined || bridge_psk !== undefined) throw both('psk');
}

const withoutCertificate =
  (what: string) =>
  ({ bridge_cafile, bridge_capath, bridge_certfile, bridge_keyfile }: BridgeValues): void => {
    if ([bridge_cafile, bridge_capath, bridge_certfile, bridge_keyfile].some((each) => each !== undefined)) {
      throw both(what);
    }
  };

const OCSP =
  'this broker cannot ask for the state of a certificate by OCSP. Take the line out; a certificate that is trusted no more has to leave bridge_cafile.';

export const BRIDGE_TLS_OPTIONS: readonly ConfigOption[] = [
  textOption('bridge', 'bridge_alpn', { value: 'PROTOCOL' }),
  textOption('bridge', 'bridge_cafile', { kind: 'file', before: withoutPsk }),
  textOption('bridge', 'bridge_capath', { kind: 'directory', before: withoutPsk }),
  textOption('bridge', 'bridge_certfile', { kind: 'file', before: withoutPsk }),
  textOption('bridge', 'bridge_identity', { value: 'NAME', before: withoutCertificate('identity') }),
  booleanOption('bridge', 'bridge_insecure', {
    default: false,
    after(reading, isInsecure) {
      if (!isInsecure) return;
      reading.say('warning', `Warning: Bridge ${reading.currentBridge().connection} using insecure mode.`);
    },
  }),
  textOption('bridge', 'bridge_keyfile', { kind: 'file', before: withoutPsk }),
  textOption('bridge', 'bridge_psk', { value: 'KEY', before: withoutCertificate('psk') }),
  onlyOption('bridge', 'bridge_require_ocsp', false, OCSP),
  tlsVersionOption('bridge', 'bridge_tls_version'),
];
