/** A bridge begins with `connection NAME`; what follows belongs to it until the next one begins. */
import { ConfigError } from '../config-error.ts';
import { type ConfigOption, wordsOf } from '../option.ts';
import { booleanOption, choose, integerOption, textOption } from '../option-kinds.ts';
import { atoi, emptyValue, firstWord, invalidValue } from '../read-value.ts';
import { newBridge } from '../values.ts';
import { topicOption } from './bridge-topic.ts';

const connection: ConfigOption = {
  name: 'connection',
  kind: 'text',
  scope: 'global',
  value: 'NAME',
  repeatable: true,
  reloaded: false,
  take(reading, rest) {
    const name = firstWord('connection', rest);
    const { bridges } = reading.values;
    if (bridges.some((bridge) => bridge.connection === name)) {
      throw new ConfigError(`Error: Duplicate bridge name "${name}".`);
    }
    reading.bridge = newBridge(name);
    bridges.push(reading.bridge);
  },
};

/** `host`, `host:port`; the last colon counts, so that an IPv6 address needs its port. */
function readAddress(word: string): { host: string; port: number } {
  const colon = word.lastIndexOf(':');
  if (colon === -1) return { host: word, port: 1883 };
  const port = atoi(word.slice(colon + 1));
  if (port < 1 || port > 65_535) throw invalidValue('port', port);
  return { host: word.slice(0, colon), port };
}

const address: ConfigOption = {
  name: 'address',
  aliases: ['addresses'],
  kind: 'words',
  scope: 'bridge',
  value: 'HOST[:PORT]...',
  reloaded: false,
  take(reading, rest) {
    const bridge = reading.currentBridge();
    if (bridge.addresses.length > 0) throw new ConfigError('Error: Invalid bridge configuration.');
    const words = wordsOf(rest);
    const comment = words.findIndex((word) => word.startsWith('#'));
    const addresses = words.slice(0, comment === -1 ? words.length : comment).map(readAddress);
    if (addresses.length === 0) throw emptyValue('address');
    bridge.addresses = addresses;
  },
};

const PROTOCOLS = ['mqttv31', 'mqttv311', 'mqttv50'] as const;

const protocolVersion: ConfigOption = {
  name: 'bridge_protocol_version',
  kind: 'choice',
  scope: 'bridge',
  value: 'VERSION',
  default: 'mqttv311',
  choices: PROTOCOLS,
  reloaded: false,
  take(reading, rest) {
    const bridge = reading.currentBridge();
    if (rest === '') throw emptyValue('bridge_protocol_version');
    // The line to its end: a space too many is one too many.
    bridge.bridge_protocol_version = choose('bridge_protocol_version', rest, PROTOCOLS);
  },
};

const restartTimeout: ConfigOption = {
  name: 'restart_timeout',
  kind: 'words',
  scope: 'bridge',
  value: 'BASE [CAP]',
  default: '5 30',
  unit: 'seconds',
  range: { min: 1 },
  reloaded: false,
  take(reading, rest) {
    const bridge = reading.currentBridge();
    let base = atoi(firstWord('restart_timeout', rest));
    if (base < 1) {
      reading.say('notice', 'restart_timeout interval too low, using 1 second.');
      base = 1;
    }
    const [, word] = wordsOf(rest);
    const cap = word === undefined ? base : atoi(word);
    if (cap < base) throw new ConfigError('Error: backoff cap is lower than the base in restart_timeout.');
    bridge.restart_timeout = { base, cap };
  },
};

const START_TYPES = ['automatic', 'lazy', 'once'] as const;

const startType: ConfigOption = {
  name: 'start_type',
  kind: 'choice',
  scope: 'bridge',
  value: 'WORD',
  default: 'automatic',
  choices: START_TYPES,
  reloaded: false,
  take(reading, rest) {
    const bridge = reading.currentBridge();
    const complaint = (word: string): string =>
      word === 'manual'
        ? 'Error: Manual start_type not supported.'
        : `Error: Invalid start_type value in configuration (${word}).`;
    bridge.start_type = choose('start_type', firstWord('start_type', rest), START_TYPES, { complaint });
  },
};

const localOnly = booleanOption('bridge', 'notifications_local_only', { default: false });

const notificationsLocalOnly: ConfigOption = {
  ...localOnly,
  take(reading, rest, called) {
    // This one has no full stop there.
    reading.currentBridge('Error: Invalid bridge configuration');
    localOnly.take(reading, rest, called);
  },
};

export const BRIDGE_OPTIONS: readonly ConfigOption[] = [
  connection,
  address,
  booleanOption('bridge', 'bridge_attempt_unsubscribe', { default: true }),
  textOption('bridge', 'bridge_bind_address', { value: 'ADDRESS' }),
  integerOption('bridge', 'bridge_max_packet_size', { default: 0, unit: 'bytes', min: 0, below: 0 }),
  booleanOption('bridge', 'bridge_outgoing_retain', { default: true }),
  protocolVersion,
  booleanOption('bridge', 'cleansession', { default: false }),
  integerOption('bridge', 'idle_timeout', {
    default: 60,
    unit: 'seconds',
    min: 1,
    below: 1,
    belowNotice: 'idle_timeout interval too low, using 1 second.',
  }),
  integerOption('bridge', 'keepalive_interval', {
    default: 60,
    unit: 'seconds',
    min: 5,
    max: 65_535,
    below: 5,
    belowNotice: 'keepalive interval too low, using 5 seconds.',
    complaint: 'Error: Bridge keepalive value too high.',
  }),
  booleanOption('bridge', 'local_cleansession'),
  textOption('bridge', 'local_clientid', { value: 'ID', label: 'bridge local clientd' }),
  textOption('bridge', 'local_password', { label: 'bridge local_password' }),
  textOption('bridge', 'local_username', { value: 'NAME', label: 'bridge local_username' }),
  textOption('bridge', 'notification_topic', { value: 'TOPIC' }),
  booleanOption('bridge', 'notifications', { default: true }),
  notificationsLocalOnly,
  textOption('bridge', 'remote_clientid', { value: 'ID', aliases: ['clientid'], label: 'bridge remote clientid' }),
  textOption('bridge', 'remote_password', { aliases: ['password'], label: 'bridge remote_password' }),
  textOption('bridge', 'remote_username', {
    value: 'NAME',
    aliases: ['username'],
    label: 'bridge remote_username',
  }),
  restartTimeout,
  booleanOption('bridge', 'round_robin', { default: false }),
  startType,
  integerOption('bridge', 'threshold', {
    default: 10,
    unit: 'messages',
    min: 1,
    below: 1,
    belowNotice: 'threshold too low, using 1 message.',
  }),
  topicOption,
  booleanOption('bridge', 'try_private', { default: true }),
];
