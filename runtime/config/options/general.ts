/** Options of the whole broker: who it runs as, what it tells of itself, what it does with messages. */
import type { ConfigOption } from '../option.ts';
import { booleanOption, integerOption, onlyOption, textOption } from '../option-kinds.ts';

const deprecated = (name: string, behaviour = ''): string =>
  `The '${name}' option is now deprecated and will be removed in a future version.${behaviour}`;

const allowDuplicateMessages: ConfigOption = {
  ...onlyOption(
    'global',
    'allow_duplicate_messages',
    false,
    'this broker sends a client with overlapping subscriptions each message once, as MQTT 3.1.1 has it in 3.3.5. Take the line out.',
    { notice: deprecated('allow_duplicate_messages', ' The behaviour will default to true.') },
  ),
  deprecated: true,
};

const clientidPrefixes: ConfigOption = {
  ...textOption('global', 'clientid_prefixes', { value: 'PREFIX', notice: deprecated('clientid_prefixes') }),
  deprecated: true,
};

/** Mosquitto has let go of it, says so, and goes on. */
const retryInterval: ConfigOption = {
  name: 'retry_interval',
  kind: 'integer',
  scope: 'global',
  value: 'NUMBER',
  unit: 'seconds',
  reloaded: true,
  deprecated: true,
  take(reading) {
    reading.say('warning', 'Warning: The retry_interval option is no longer available.');
  },
};

/** Files of this directory are read in its place (include-dir.ts); in such a file it counts for nothing. */
export const INCLUDE_DIR = 'include_dir';

const includeDir: ConfigOption = {
  name: INCLUDE_DIR,
  kind: 'directory',
  scope: 'global',
  value: 'DIRECTORY',
  repeatable: true,
  reloaded: true,
  take() {},
};

const NODELAY = 'this broker gathers what it sends by itself, and has TCP send that at once. Take the line out.';

export const GENERAL_OPTIONS: readonly ConfigOption[] = [
  allowDuplicateMessages,
  booleanOption('global', 'check_retain_source', {
    default: true,
    // It is global, and Mosquitto counts it among the security settings all the same.
    after: (reading) => reading.noticeSecurity(),
  }),
  clientidPrefixes,
  includeDir,
  textOption('global', 'pid_file', { kind: 'file', reloaded: false }),
  booleanOption('global', 'queue_qos0_messages', { default: false }),
  booleanOption('global', 'retain_available', { default: true }),
  retryInterval,
  onlyOption('global', 'set_tcp_nodelay', true, NODELAY),
  integerOption('global', 'sys_interval', { default: 10, unit: 'seconds', min: 0, max: 65_535 }),
  booleanOption('global', 'upgrade_outgoing_qos', { default: false }),
  textOption('global', 'user', { value: 'NAME', default: 'mosquitto', reloaded: false }),
];
