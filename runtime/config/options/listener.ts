/**
 * A listener is a port, and an address to bind it to: `listener 1883`, `listener 1883 127.0.0.1`; port 0 and
 * a path is a Unix socket. Options of a listener that follow belong to it. `port` and `bind_address` are the
 * older way, for one listener that needs no name.
 */
import { ConfigError } from '../config-error.ts';
import { type ConfigOption, wordsOf } from '../option.ts';
import { booleanOption, choiceOption, integerOption, refusedOption, textOption } from '../option-kinds.ts';
import { atoi, emptyValue, firstWord, invalidValue, readText } from '../read-value.ts';
import type { Reading } from '../reading.ts';
import { isPublishTopic } from '../topic-check.ts';
import type { NamedListener } from '../values.ts';

function readPort(word: string, min: number): number {
  const port = atoi(word);
  if (port < min || port > 65_535) throw invalidValue('port', port);
  return port;
}

function readListener(rest: string): NamedListener {
  const port = readPort(firstWord('listener', rest), 0);
  const [, word] = wordsOf(rest);
  const host = word?.startsWith('#') ? undefined : word;
  if (port === 0 && host === undefined) {
    throw new ConfigError('Error: A listener with port 0 must provide a Unix socket path.');
  }
  return { port, ...(host !== undefined && { host }) };
}

const listener: ConfigOption = {
  name: 'listener',
  kind: 'words',
  scope: 'global',
  value: 'PORT [ADDRESS]',
  range: { min: 0, max: 65_535 },
  repeatable: true,
  reloaded: false,
  take(reading, rest) {
    const named = readListener(rest);
    reading.values.listeners.push(named);
    reading.listener = named;
  },
  again(reading, rest) {
    const { port, host } = readListener(rest);
    const found = reading.values.listeners.find((each) => each.port === port && each.host === host);
    if (found === undefined) {
      throw new ConfigError(
        'Error: It is not currently possible to add/remove listeners when reloading the config file.',
      );
    }
    reading.listener = found;
  },
};

const PORT_DEPRECATED =
  "The 'port' option is now deprecated and will be removed in a future version. Please use 'listener' instead.";
const BIND_ADDRESS_DEPRECATED =
  "The 'bind_address' option is now deprecated and will be removed in a future version. The behaviour will default to true.";

const again = (notice: string) => (reading: Reading) => reading.say('notice', notice);

const port: ConfigOption = {
  name: 'port',
  kind: 'integer',
  scope: 'global',
  value: 'NUMBER',
  default: '1883',
  range: { min: 1, max: 65_535 },
  reloaded: false,
  deprecated: true,
  take(reading, rest) {
    const { default_listener } = reading.values;
    reading.say('notice', PORT_DEPRECATED);
    if (default_listener.port !== undefined) {
      reading.say('warning', 'Warning: Default listener port specified multiple times. Only the latest will be used.');
    }
    default_listener.port = readPort(firstWord('port', rest), 1);
  },
  again: again(PORT_DEPRECATED),
};

const bindAddress: ConfigOption = {
  name: 'bind_address',
  kind: 'text',
  scope: 'global',
  value: 'ADDRESS',
  reloaded: false,
  deprecated: true,
  take(reading, rest) {
    const { default_listener } = reading.values;
    reading.say('notice', BIND_ADDRESS_DEPRECATED);
    const given = default_listener.bind_address !== undefined;
    default_listener.bind_address = readText('default listener bind_address', rest, given);
  },
  again: again(BIND_ADDRESS_DEPRECATED),
};

const maxConnections: ConfigOption = {
  name: 'max_connections',
  kind: 'integer',
  scope: 'listener',
  value: 'NUMBER',
  default: '-1',
  unit: 'clients',
  range: { min: -1 },
  reloaded: false,
  take(reading, rest) {
    const [word] = wordsOf(rest);
    // Mosquitto complains, and goes on.
    if (word === undefined) return reading.say('error', emptyValue('max_connections').message);
    const count = atoi(word);
    // As Mosquitto: nobody at all cannot be meant.
    reading.listener.max_connections = count <= 0 ? -1 : count;
  },
};

const maxQos: ConfigOption = {
  name: 'max_qos',
  aliases: ['maximum_qos'],
  kind: 'integer',
  scope: 'listener',
  value: 'NUMBER',
  default: '2',
  range: { min: 0, max: 2 },
  reloaded: false,
  take(reading, rest, called) {
    const qos = atoi(firstWord(called, rest));
    if (qos !== 0 && qos !== 1 && qos !== 2) {
      throw new ConfigError('Error: max_qos must be between 0 and 2 inclusive.');
    }
    reading.listener.max_qos = qos;
  },
};

const BIND_INTERFACE =
  'this broker cannot bind to a network interface by its name. Give the listener its address: listener PORT ADDRESS.';

const WEBSOCKETS_LOG =
  'WebSockets have no log of their own in this broker. Take the line out; log_type debug shows what comes and goes.';

const websocketsLogLevel: ConfigOption = {
  name: 'websockets_log_level',
  kind: 'integer',
  scope: 'global',
  value: 'NUMBER',
  default: '0',
  range: { min: 0, max: 0 },
  refused: WEBSOCKETS_LOG,
  reloaded: true,
  take(_, rest) {
    const level = atoi(firstWord('websockets_log_level', rest));
    if (level !== 0) throw new ConfigError(`Error: "websockets_log_level ${level}": ${WEBSOCKETS_LOG}`);
  },
};

export const LISTENER_OPTIONS: readonly ConfigOption[] = [
  bindAddress,
  refusedOption('listener', 'bind_interface', BIND_INTERFACE, { kind: 'text', value: 'DEVICE' }),
  textOption('listener', 'http_dir', { kind: 'directory' }),
  listener,
  maxConnections,
  maxQos,
  integerOption('listener', 'max_topic_alias', {
    default: 10,
    unit: 'aliases',
    min: 0,
    max: 65_535,
    complaint: 'Error: Invalid max_topic_alias value in configuration.',
  }),
  textOption('listener', 'mount_point', {
    value: 'PREFIX',
    before(_, { values }) {
      if (values.listeners.length > 0) return;
      throw new ConfigError(
        'Error: You must use create a listener before using the mount_point option in the configuration file.',
      );
    },
    check(prefix) {
      if (isPublishTopic(prefix)) return;
      throw new ConfigError(`Error: Invalid mount_point '${prefix}'. Does it contain a wildcard character?`);
    },
  }),
  port,
  choiceOption('listener', 'protocol', ['mqtt', 'websockets'], { default: 'mqtt', emptyIsNoted: true }),
  choiceOption('listener', 'socket_domain', ['ipv4', 'ipv6'], {
    complaint: (word) => `Error: Invalid socket_domain value "${word}" in configuration.`,
  }),
  booleanOption('listener', 'use_username_as_clientid', { default: false }),
  integerOption('global', 'websockets_headers_size', {
    unit: 'bytes',
    min: 0,
    max: 65_535,
    complaint: 'Error: Websockets headers size must be between 0 and 65535 inclusive.',
  }),
  websocketsLogLevel,
];
