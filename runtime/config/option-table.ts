import type { ConfigOption } from './option.ts';
import { BRIDGE_TLS_OPTIONS } from './options/bridge-tls.ts';
import { BRIDGE_OPTIONS } from './options/bridge.ts';
import { GENERAL_OPTIONS } from './options/general.ts';
import { LIMIT_OPTIONS } from './options/limits.ts';
import { LISTENER_OPTIONS } from './options/listener.ts';
import { LOG_OPTIONS } from './options/logging.ts';
import { PERSISTENCE_OPTIONS } from './options/persistence.ts';
import { PLUGIN_OPTIONS, PLUGIN_OPTION_PREFIXES } from './options/plugins.ts';
import { SECURITY_OPTIONS } from './options/security.ts';
import { TLS_OPTIONS } from './options/tls.ts';

/** What belongs together, in an order to be read in. */
export const OPTION_GROUPS = {
  general: GENERAL_OPTIONS,
  security: [...SECURITY_OPTIONS, ...PLUGIN_OPTIONS],
  limits: LIMIT_OPTIONS,
  persistence: PERSISTENCE_OPTIONS,
  log: LOG_OPTIONS,
  listener: LISTENER_OPTIONS,
  tls: TLS_OPTIONS,
  bridge: BRIDGE_OPTIONS,
  'bridge-tls': BRIDGE_TLS_OPTIONS,
} as const satisfies Readonly<Record<string, readonly ConfigOption[]>>;

export type OptionGroup = keyof typeof OPTION_GROUPS;

/** Every option of mosquitto.conf(5) 2.0, those that this broker cannot have included. */
export const OPTION_TABLE: readonly ConfigOption[] = Object.values(OPTION_GROUPS).flat();

const byName = new Map(
  OPTION_TABLE.flatMap((option) => [option.name, ...(option.aliases ?? [])].map((name) => [name, option] as const)),
);

/** @param name as it stands in a file: `max_qos`, `maximum_qos`, `auth_opt_db_host` */
export const optionNamed = (name: string): ConfigOption | undefined =>
  byName.get(name) ?? byName.get(`${PLUGIN_OPTION_PREFIXES.find((prefix) => name.startsWith(prefix)) ?? ''}*`);
