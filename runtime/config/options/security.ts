/** Who may come in, and what they may do: for all listeners or, with `per_listener_settings true`, for each. */
import { ConfigError } from '../config-error.ts';
import type { ConfigOption } from '../option.ts';
import { booleanOption, textOption } from '../option-kinds.ts';

const perListenerSettings = booleanOption('global', 'per_listener_settings', {
  default: false,
  after(reading, isOn) {
    if (isOn && reading.hasSecurity) {
      throw new ConfigError('Error: per_listener_settings must be set before any other security settings.');
    }
  },
});

export const SECURITY_OPTIONS: readonly ConfigOption[] = [
  textOption('security', 'acl_file', { kind: 'file' }),
  booleanOption('security', 'allow_anonymous'),
  booleanOption('security', 'allow_zero_length_clientid', { default: true }),
  textOption('security', 'auto_id_prefix', { value: 'PREFIX', default: 'auto-' }),
  textOption('security', 'password_file', { kind: 'file' }),
  perListenerSettings,
  textOption('security', 'psk_file', { kind: 'file' }),
];
