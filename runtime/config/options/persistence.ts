/** What outlives the broker, and for how long a client that is away is remembered. */
import { ConfigError } from '../config-error.ts';
import { type ConfigOption, wordsOf } from '../option.ts';
import { booleanOption, integerOption, textOption } from '../option-kinds.ts';
import { atoi, emptyValue } from '../read-value.ts';

const SECONDS: Readonly<Record<string, number>> = {
  h: 3_600,
  d: 86_400,
  w: 7 * 86_400,
  m: 30 * 86_400,
  y: 365 * 86_400,
};

/** `2d`: a number of hours, days, weeks, months or years. */
const persistentClientExpiration: ConfigOption = {
  name: 'persistent_client_expiration',
  kind: 'duration',
  scope: 'global',
  value: 'NUMBER{h|d|w|m|y}',
  reloaded: true,
  take(reading, rest) {
    const [word] = wordsOf(rest);
    // Mosquitto complains, and goes on.
    if (word === undefined) return reading.say('error', emptyValue('persistent_client_expiration').message);
    const seconds = atoi(word) * (SECONDS[word.at(-1) ?? ''] ?? 0);
    if (seconds <= 0) {
      throw new ConfigError('Error: Invalid persistent_client_expiration duration in configuration.');
    }
    reading.values.persistent_client_expiration = seconds;
  },
};

export const PERSISTENCE_OPTIONS: readonly ConfigOption[] = [
  integerOption('global', 'autosave_interval', { default: 1_800, unit: 'seconds', min: 0, below: 0 }),
  booleanOption('global', 'autosave_on_changes', { default: false }),
  booleanOption('global', 'persistence', { default: false, aliases: ['retained_persistence'] }),
  textOption('global', 'persistence_file', { kind: 'file', default: 'mosquitto.db' }),
  textOption('global', 'persistence_location', { kind: 'directory' }),
  persistentClientExpiration,
];
