import { ConfigError } from './config-error.ts';
import { type ConfigOption, atoi, emptyValue, firstWord, invalidValue } from './option.ts';
import type { ConfigValues, ListenerValues } from './values.ts';

/**
 * A listener is a port, and an address to bind it to: `listener 1883`, `listener 1883 127.0.0.1`.
 * Options of a listener that follow belong to it. `port` and `bind_address` are the older way, for
 * one listener that needs no name.
 */
function readPort(word: string): number {
  const port = atoi(word);
  if (port < 1 || port > 65_535) throw invalidValue('port', port);
  return port;
}

const deprecated = (name: string, instead: string): string =>
  `The '${name}' option is now deprecated and will be removed in a future version. ${instead}`;

const listener: ConfigOption = {
  name: 'listener',
  kind: 'listener',
  scope: 'broker',
  range: { min: 1, max: 65_535 },
  take(values, value) {
    const word = firstWord('listener', value);
    const [, host] = value.split(' ').filter((each) => each !== '');
    if (atoi(word) === 0) {
      if (host === undefined) {
        throw new ConfigError('Error: A listener with port 0 must provide a Unix socket path.');
      }
      throw new ConfigError(`Error: Unix sockets are not there yet in this broker: "listener ${value.trim()}".`);
    }
    values.listeners.push({ port: readPort(word), ...(host !== undefined && { host }) });
  },
};

const port: ConfigOption = {
  name: 'port',
  kind: 'integer',
  scope: 'broker',
  default: '1883',
  range: { min: 1, max: 65_535 },
  take({ default_listener }, value, say) {
    say(deprecated('port', "Please use 'listener' instead."));
    if (default_listener.port !== undefined) {
      say('Warning: Default listener port specified multiple times. Only the latest will be used.');
    }
    default_listener.port = readPort(firstWord('port', value));
  },
};

const bindAddress: ConfigOption = {
  name: 'bind_address',
  kind: 'string',
  scope: 'broker',
  take({ default_listener }, value, say) {
    say(deprecated('bind_address', 'The behaviour will default to true.'));
    const text = value.trim();
    if (text === '') throw emptyValue('bind_address');
    if (default_listener.bind_address !== undefined) {
      throw new ConfigError('Error: Duplicate bind_address value in configuration.');
    }
    default_listener.bind_address = text;
  },
};

/** The listener that an option speaks of: the last one named, or the default one. */
const current = ({ listeners, default_listener }: ConfigValues): ListenerValues => listeners.at(-1) ?? default_listener;

const maxConnections: ConfigOption = {
  name: 'max_connections',
  kind: 'integer',
  scope: 'listener',
  default: '-1',
  take(values, value) {
    const count = atoi(firstWord('max_connections', value));
    // As Mosquitto: nobody at all cannot be meant.
    current(values).max_connections = count <= 0 ? -1 : count;
  },
};

const maxQos: ConfigOption = {
  name: 'max_qos',
  kind: 'integer',
  scope: 'listener',
  default: '2',
  range: { min: 0, max: 2 },
  take(values, value) {
    const qos = atoi(firstWord('max_qos', value));
    if (qos !== 0 && qos !== 1 && qos !== 2) {
      throw new ConfigError('Error: max_qos must be between 0 and 2 inclusive.');
    }
    current(values).max_qos = qos;
  },
};

const maxTopicAlias: ConfigOption = {
  name: 'max_topic_alias',
  kind: 'integer',
  scope: 'listener',
  default: '10',
  range: { min: 0, max: 65_535 },
  take(values, value) {
    const count = atoi(firstWord('max_topic_alias', value));
    if (count < 0 || count > 65_535) {
      throw new ConfigError('Error: Invalid max_topic_alias value in configuration.');
    }
    current(values).max_topic_alias = count;
  },
};

const protocol: ConfigOption = {
  name: 'protocol',
  kind: 'choice',
  scope: 'listener',
  default: 'mqtt',
  choices: ['mqtt'],
  take(_, value, say) {
    const [word] = value.split(' ').filter((each) => each !== '');
    // Mosquitto complains, and goes on.
    if (word === undefined) return say('Error: Empty protocol value in configuration.');
    if (word === 'websockets') {
      throw new ConfigError(
        'Error: "protocol websockets" is not there yet in this broker; `npx kleber serve` has MQTT over WebSocket at /mqtt.',
      );
    }
    if (word !== 'mqtt') throw invalidValue('protocol', word);
  },
};

export const LISTENER_OPTIONS: readonly ConfigOption[] = [
  listener,
  port,
  bindAddress,
  maxConnections,
  maxQos,
  maxTopicAlias,
  protocol,
];
