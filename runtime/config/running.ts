import { type ConfigValues, type ListenerValues, type SecurityValues, defaultValues } from './values.ts';

const SECURITY = [
  'allow_anonymous',
  'allow_zero_length_clientid',
  'auto_id_prefix',
  'password_file',
  'acl_file',
  'psk_file',
] as const satisfies readonly (keyof SecurityValues)[];

function withoutSecurity<Listener extends ListenerValues>(listener: Listener): Listener {
  const copy = { ...listener };
  for (const name of SECURITY) delete copy[name];
  return copy;
}

/**
 * What a broker that reads its file again begins with: its listeners and bridges, its user and process id
 * file as they are, who may come in forgotten, and all else at its default.
 */
export const runningAgain = (running: ConfigValues): ConfigValues => ({
  ...defaultValues(),
  ...(running.pid_file !== undefined && { pid_file: running.pid_file }),
  ...(running.user !== undefined && { user: running.user }),
  default_listener: withoutSecurity(running.default_listener),
  listeners: running.listeners.map(withoutSecurity),
  bridges: [...running.bridges],
});
