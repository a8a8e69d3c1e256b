import { ConfigError } from './config-error.ts';
import { LISTENER_OPTIONS } from './listener-options.ts';
import { LOG_OPTIONS } from './log-options.ts';
import {
  type ConfigOption,
  atoi,
  booleanOption,
  emptyValue,
  integerOption,
  readBoolean,
  stringOption,
} from './option.ts';

/** An option of which this broker has one value only: the other one is refused, with the reason. */
const only = (name: string, has: boolean, why: string): ConfigOption => ({
  name,
  kind: 'boolean',
  scope: 'broker',
  default: String(has),
  take(_, value) {
    const asked = readBoolean(name, value);
    if (asked !== has) throw new ConfigError(`Error: "${name} ${asked}": ${why}`);
  },
});

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
  scope: 'broker',
  take(values, value, say) {
    const [word] = value.split(' ').filter((each) => each !== '');
    // Mosquitto complains, and goes on.
    if (word === undefined) return say(emptyValue('persistent_client_expiration').message);
    const seconds = atoi(word) * (SECONDS[word.at(-1) ?? ''] ?? 0);
    if (seconds <= 0) {
      throw new ConfigError('Error: Invalid persistent_client_expiration duration in configuration.');
    }
    values.persistent_client_expiration = seconds;
  },
};

/** The options of mosquitto.conf whose behaviour this broker has, in the manual's order. */
export const OPTIONS: readonly ConfigOption[] = [
  booleanOption('allow_anonymous', undefined),
  booleanOption('allow_zero_length_clientid', true),
  stringOption('auto_id_prefix', 'auto-'),
  only(
    'connection_messages',
    true,
    'this broker cannot leave these messages out yet; "log_type" can leave out notices.',
  ),
  integerOption('max_inflight_messages', {
    default: 20,
    min: 0,
    max: 65_535,
    below: 0,
    beyond: 'Error: max_inflight_messages must be <= 65535.',
  }),
  integerOption('max_keepalive', { default: 65_535, min: 10, max: 65_535 }),
  integerOption('max_packet_size', { default: 0, min: 20, max: 2_147_483_647 }),
  integerOption('max_queued_bytes', { default: 0, min: 0, max: Number.MAX_SAFE_INTEGER, below: 0 }),
  integerOption('max_queued_messages', { default: 1_000, min: 0, max: 2_147_483_647, below: 0 }),
  integerOption('message_size_limit', {
    default: 0,
    min: 0,
    max: 268_435_455,
    note: 'Note: It is recommended to replace `message_size_limit` with `max_packet_size`.',
  }),
  only('per_listener_settings', false, 'listeners with settings of their own are not there yet in this broker.'),
  only('persistence', false, 'keeping messages on disk is not there yet in this broker.'),
  persistentClientExpiration,
  stringOption('pid_file'),
  booleanOption('queue_qos0_messages', false),
  booleanOption('retain_available', true),
  only('set_tcp_nodelay', true, 'this broker gathers what it sends by itself, and always sets TCP_NODELAY.'),
  integerOption('sys_interval', { default: 10, min: 0, max: 65_535 }),
  stringOption('user'),
  ...LISTENER_OPTIONS,
  ...LOG_OPTIONS,
];
