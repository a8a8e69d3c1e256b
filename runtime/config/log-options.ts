import { ConfigError } from './config-error.ts';
import { type ConfigOption, booleanOption, firstWord, invalidValue, stringOption } from './option.ts';
import { ALL_LOG_TYPES, type LogType } from './values.ts';

/** `log_type` may be written several times: the types add up. */
const TYPES: Readonly<Record<string, readonly LogType[]>> = {
  none: [],
  all: ALL_LOG_TYPES,
  error: ['error'],
  warning: ['warning'],
  notice: ['notice'],
  information: ['info'],
  debug: ['debug'],
  subscribe: ['subscribe'],
  unsubscribe: ['unsubscribe'],
  // Of what these would show there is nothing here.
  internal: [],
  websockets: [],
};

const logType: ConfigOption = {
  name: 'log_type',
  kind: 'choice',
  scope: 'broker',
  default: 'error, warning, notice and information',
  choices: Object.keys(TYPES),
  take(values, value, say) {
    const [word] = value.split(' ').filter((each) => each !== '');
    // Mosquitto complains, and goes on.
    if (word === undefined) return say('Error: Empty log_type value in configuration.');
    const types = TYPES[word];
    if (types === undefined) throw invalidValue('log_type', word);
    values.log_type = word === 'none' ? [] : [...(values.log_type ?? []), ...types];
  },
};

const logDest: ConfigOption = {
  name: 'log_dest',
  kind: 'choice',
  scope: 'broker',
  default: 'stderr',
  choices: ['none', 'stdout', 'stderr'],
  take(values, value) {
    const word = firstWord('log_dest', value);
    switch (word) {
      case 'none':
        values.log_dest = [];
        return;
      case 'stdout':
      case 'stderr':
        values.log_dest = [...(values.log_dest ?? []).filter((each) => each !== word), word];
        return;
      case 'file':
      case 'topic':
      case 'syslog':
      case 'dlt':
        throw new ConfigError(
          `Error: "log_dest ${word}" is not there yet in this broker; stdout, stderr and none are.`,
        );
    }
    throw invalidValue('log_dest', word);
  },
};

export const LOG_OPTIONS: readonly ConfigOption[] = [
  logType,
  logDest,
  booleanOption('log_timestamp', true),
  stringOption('log_timestamp_format'),
];
