/** Plugins are libraries in C, made for one program. What is said of one without it is wrong there, too. */
import { ConfigError } from '../config-error.ts';
import type { ConfigOption } from '../option.ts';
import { refusedOption } from '../option-kinds.ts';

const WHY =
  'plugins are C libraries for Mosquitto itself, and this broker cannot load them. Take the line out: password_file and acl_file say who may come in and what they may do.';

const withoutPlugin = (option: ConfigOption, called: string): ConfigOption => ({
  ...option,
  take() {
    throw new ConfigError(`Error: An ${called} option exists in the config file without an auth_plugin.`);
  },
});

/** Their names are what the plugin makes of them: `auth_opt_db_host`. */
export const PLUGIN_OPTION_PREFIXES = ['auth_opt_', 'plugin_opt_'];

export const PLUGIN_OPTIONS: readonly ConfigOption[] = [
  withoutPlugin(
    refusedOption('security', 'auth_opt_*', WHY, { kind: 'text', value: 'TEXT', aliases: ['plugin_opt_*'] }),
    'auth_opt_',
  ),
  refusedOption('security', 'auth_plugin', WHY, { kind: 'file', value: 'FILE', aliases: ['plugin'], reloaded: false }),
  withoutPlugin(
    refusedOption('security', 'auth_plugin_deny_special_chars', WHY, { kind: 'boolean', value: 'true|false' }),
    'auth_plugin_deny_special_chars',
  ),
];
