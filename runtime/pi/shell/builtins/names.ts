/** Builtins whose code comes late. Known here by name, so that `type`, Tab and the executor know them. */
export const LATE_BUILTINS = [
  'bg', 'bind', 'builtin', 'caller', 'cd', 'command', 'compgen', 'complete', 'compopt', 'declare', 'dirs',
  'disown', 'echo', 'enable', 'exec', 'export', 'fc', 'fg', 'getopts', 'hash', 'help', 'history', 'jobs', 'kill',
  'let', 'local', 'mapfile', 'popd', 'printf', 'pushd', 'pwd', 'read', 'readarray', 'readonly', 'set', 'shift',
  'shopt', 'suspend', 'times', 'trap', 'type', 'typeset', 'ulimit', 'umask', 'unset', 'wait',
] as const; // prettier-ignore

export type LateBuiltinName = (typeof LATE_BUILTINS)[number];
