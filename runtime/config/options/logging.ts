import { ConfigError } from '../config-error.ts';
import { type ConfigOption, wordsOf } from '../option.ts';
import { booleanOption, choose, integerOption, textOption } from '../option-kinds.ts';
import { emptyValue, firstWord } from '../read-value.ts';
import type { Reading } from '../reading.ts';
import { ALL_LOG_TYPES, type LogDestination, type LogType } from '../values.ts';

const TYPES: Readonly<Record<string, readonly LogType[]>> = {
  none: [],
  all: [...ALL_LOG_TYPES, 'internal', 'websockets'],
  error: ['error'],
  warning: ['warning'],
  notice: ['notice'],
  information: ['info'],
  debug: ['debug'],
  subscribe: ['subscribe'],
  unsubscribe: ['unsubscribe'],
  internal: ['internal'],
  websockets: ['websockets'],
};

const logType: ConfigOption = {
  name: 'log_type',
  kind: 'choice',
  scope: 'global',
  value: 'WORD',
  default: 'error, warning, notice and information',
  choices: Object.keys(TYPES),
  repeatable: true,
  reloaded: true,
  take(reading, rest) {
    const { values } = reading;
    const [word] = wordsOf(rest);
    // Mosquitto complains, and goes on.
    if (word === undefined) return reading.say('error', emptyValue('log_type').message);
    const chosen = choose('log_type', word, Object.keys(TYPES));
    const types = TYPES[chosen] ?? [];
    values.log_type = chosen === 'none' ? [] : [...new Set([...(values.log_type ?? []), ...types])];
  },
};

const DLT =
  'this broker does not write to the Diagnostic Log and Trace of cars; stdout, stderr, syslog, topic and file are there.';

const KINDS = ['none', 'stdout', 'stderr', 'syslog', 'topic', 'file'] as const;

const logDest: ConfigOption = {
  name: 'log_dest',
  kind: 'choice',
  scope: 'global',
  value: 'WORD [FILE]',
  default: 'stderr',
  choices: KINDS,
  refusedValues: { dlt: DLT },
  repeatable: true,
  reloaded: true,
  take(reading, rest) {
    const word = firstWord('log_dest', rest);
    const kind = choose('log_dest', word, KINDS, { refusedValues: { dlt: DLT } });
    const { values } = reading;
    switch (kind) {
      case 'none':
        values.log_dest = [];
        return;
      case 'file':
        return addDestination(reading, { kind, path: logFile(reading, rest) });
      case 'stdout':
      case 'stderr':
      case 'syslog':
      case 'topic':
        return addDestination(reading, { kind });
    }
  },
};

function logFile(reading: Reading, rest: string): string {
  if (reading.hasLogFile) throw new ConfigError('Error: Duplicate "log_dest file" value.');
  const [, path = ''] = /^ *file[ \t]*(.*)$/s.exec(rest) ?? [];
  if (path === '') throw new ConfigError('Error: Empty "log_dest file" value in configuration.');
  reading.hasLogFile = true;
  return path;
}

function addDestination({ values }: Reading, destination: LogDestination): void {
  const others = values.log_dest ?? [];
  const isThere = destination.kind !== 'file' && others.some(({ kind }) => kind === destination.kind);
  values.log_dest = isThere ? others : [...others, destination];
}

export const LOG_OPTIONS: readonly ConfigOption[] = [
  booleanOption('global', 'connection_messages', { default: true }),
  logDest,
  integerOption('global', 'log_facility', { min: 0, max: 7 }),
  booleanOption('global', 'log_timestamp', { default: true }),
  textOption('global', 'log_timestamp_format', { value: 'FORMAT' }),
  logType,
];
