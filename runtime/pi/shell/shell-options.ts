/** The options of `set -o` and of `shopt` (bash(1), SHELL BUILTIN COMMANDS), with what bash sets at first. */
import type { Shell } from './shell.ts';

const OFF = {
  allexport: false,
  braceexpand: true,
  emacs: false,
  errexit: false,
  errtrace: false,
  functrace: false,
  hashall: true,
  histexpand: false,
  history: false,
  ignoreeof: false,
  'interactive-comments': true,
  keyword: false,
  monitor: false,
  noclobber: false,
  noexec: false,
  noglob: false,
  nolog: false,
  notify: false,
  nounset: false,
  onecmd: false,
  physical: false,
  pipefail: false,
  posix: false,
  privileged: false,
  verbose: false,
  vi: false,
  xtrace: false,
};

export type OptionName = keyof typeof OFF;
export type ShellOptions = Record<OptionName, boolean>;

export const shellOptions = (): ShellOptions => ({ ...OFF });

export const OPTION_NAMES = Object.keys(OFF) as readonly OptionName[];

export const isOptionName = (name: string): name is OptionName => Object.hasOwn(OFF, name);

/** Letters of `set`, in the order in which `$-` shows them. */
export const OPTION_LETTERS: Readonly<Record<string, OptionName>> = {
  a: 'allexport',
  b: 'notify',
  e: 'errexit',
  f: 'noglob',
  h: 'hashall',
  k: 'keyword',
  m: 'monitor',
  n: 'noexec',
  p: 'privileged',
  t: 'onecmd',
  u: 'nounset',
  v: 'verbose',
  x: 'xtrace',
  B: 'braceexpand',
  C: 'noclobber',
  E: 'errtrace',
  H: 'histexpand',
  P: 'physical',
  T: 'functrace',
};

/** `$-` */
export const shellFlags = (shell: Shell): string => {
  let flags = '';
  for (const [letter, name] of Object.entries(OPTION_LETTERS)) {
    if (letter === 'k' && shell.interactive) flags += 'i';
    if (name === 'monitor' ? shell.jobControl : shell.options[name]) flags += letter;
  }
  return `${flags}${shell.fromArgument ? 'c' : ''}${shell.fromInput || shell.interactive ? 's' : ''}`;
};

/** Names that `shopt` knows; those that are on at first. */
const SHOPTS =
  'autocd assoc_expand_once cdable_vars cdspell checkhash checkjobs checkwinsize cmdhist compat31 compat32 compat40 ' +
  'compat41 compat42 compat43 compat44 complete_fullquote direxpand dirspell dotglob execfail expand_aliases ' +
  'extdebug extglob extquote failglob force_fignore globasciiranges globskipdots globstar gnu_errfmt histappend ' +
  'histreedit histverify hostcomplete huponexit inherit_errexit interactive_comments lastpipe lithist ' +
  'localvar_inherit localvar_unset login_shell mailwarn no_empty_cmd_completion nocaseglob nocasematch ' +
  'noexpand_translation nullglob patsub_replacement progcomp progcomp_alias promptvars restricted_shell ' +
  'shift_verbose sourcepath syslog_history varredir_close xpg_echo';

const ON: ReadonlySet<string> = new Set(
  (
    'checkwinsize cmdhist complete_fullquote expand_aliases extquote force_fignore globasciiranges globskipdots ' +
    'hostcomplete interactive_comments patsub_replacement progcomp promptvars sourcepath'
  ).split(' '),
);

export const shoptDefaults = (): Map<string, boolean> => new Map(SHOPTS.split(' ').map((name) => [name, ON.has(name)]));
