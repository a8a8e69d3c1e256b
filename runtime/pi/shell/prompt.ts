/**
 * Prompts (bash(1), PROMPTING): the backslashes first, then parameters and commands as in double quotes.
 *
 *     \u@\h:\w \$    pi@rpi-broker:~ $
 *     \[\e[01;32m\]  colours, in marks that say that they take no room
 *     \D{%F %R}      the time as strftime(3) writes it
 *     \z             is none, and stays
 *
 * What the backslashes stand for is text: a `$` in the name of a directory begins nothing.
 */
import { lateParts } from './late-part.ts';
import { expandPromptText } from './prompt-text.ts';
import type { Shell } from './shell.ts';

/** What an interactive shell has when no start-up file says otherwise. */
export const DEFAULT_PROMPTS: Readonly<Record<string, string>> = { PS1: '\\s-\\v\\$ ', PS2: '> ', PS4: '+ ' };

/** Around what takes no room on the screen: readline's marks, which are taken off when it is written. */
const UNSEEN = { '[': '\x01', ']': '\x02' } as const;

/** The prompt in a variable, ready to be shown. */
export const promptOf = async (shell: Shell, name: string): Promise<string> =>
  promptText(shell, shell.variables.get(name) ?? '');

export const promptText = async (shell: Shell, template: string): Promise<string> => {
  if (/\\[dtT@AD]/.test(template)) await lateParts(shell);
  const decoded = expandPrompt(template, shell);
  return expandsVariables(shell) ? expandPromptText(shell, decoded) : decoded;
};

const expandsVariables = (shell: Shell): boolean => shell.shopts.get('promptvars') === true;

/** A value as a prompt, `${x@P}`: its backslashes, then its parameters and commands. */
export const expandedPrompt = (shell: Shell, template: string): Promise<string> =>
  expandPromptText(shell, expandPrompt(template, shell));

/** The backslashes of a prompt. What they stand for is quoted, if parameters are expanded next. */
export const expandPrompt = (template: string, shell: Shell): string => {
  const text = expandsVariables(shell)
    ? (value: string): string => value.replace(/[\\$`]/g, '\\$&')
    : (value: string): string => value;
  return template.replace(/\\(D\{([^}]*)\}|[0-7]{1,3}|.)/gs, (whole, escape: string, format?: string) => {
    if (format !== undefined) return text(timeNow(format === '' ? '%X' : format, shell));
    if (/^[0-7]+$/.test(escape)) return text(String.fromCharCode(Number.parseInt(escape, 8) & 0xff));
    if (escape === '[' || escape === ']') return UNSEEN[escape];
    const value = VALUES[escape]?.(shell);
    return value === undefined ? whole : text(value);
  });
};

/** What the clock shows comes late: few prompts show it. */
const timeNow = (format: string, shell: Shell): string => shell.atHand.written(format, shell);

const VALUES: Readonly<Record<string, (shell: Shell) => string>> = {
  a: () => '\x07',
  d: (shell) => timeNow('%a %b %d', shell),
  e: () => '\x1b',
  h: ({ process }) => process.hostname.split('.')[0] ?? '',
  H: ({ process }) => process.hostname,
  j: ({ jobs }) => String(jobs.all.length),
  l: ({ process }) => process.terminal?.name.replace(/^.*\//, '') ?? 'tty',
  n: () => '\n',
  r: () => '\r',
  s: ({ name }) => name.replace(/^.*\//, ''),
  t: (shell) => timeNow('%H:%M:%S', shell),
  T: (shell) => timeNow('%I:%M:%S', shell),
  '@': (shell) => timeNow('%I:%M %p', shell),
  A: (shell) => timeNow('%H:%M', shell),
  u: ({ process }) => process.user,
  v: () => '5.2',
  V: () => '5.2.15',
  w: (shell) => trimmed(shortened(shell), shell),
  W: (shell) => shortened(shell).replace(/^.*\/(?=.)/, ''),
  '!': ({ history }) => String(history?.next ?? 1),
  '#': ({ commandNumber }) => String(commandNumber + 1),
  $: ({ process }) => (process.user === 'root' ? '#' : '$'),
  '\\': () => '\\',
};

/** The working directory, with ~ for home. */
const shortened = (shell: Shell): string => {
  const directory = shell.variables.get('PWD') ?? shell.process.cwd;
  const home = shell.variables.get('HOME');
  if (home === undefined || home === '/') return directory;
  if (directory === home) return '~';
  return directory.startsWith(`${home}/`) ? `~${directory.slice(home.length)}` : directory;
};

/** PROMPT_DIRTRIM=2: `~/.../c/d` */
const trimmed = (directory: string, shell: Shell): string => {
  const keep = Number(shell.variables.get('PROMPT_DIRTRIM') ?? '');
  const root = directory.startsWith('~') ? '~' : '';
  const parts = directory.slice(root.length).split('/').slice(1);
  if (!Number.isInteger(keep) || keep < 1 || parts.length <= keep) return directory;
  return `${root}/.../${parts.slice(-keep).join('/')}`.replace(/^\//, '');
};
