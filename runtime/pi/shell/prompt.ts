import type { Shell } from './shell.ts';

/** As Raspberry Pi OS sets them in ~/.bashrc. */
export const PS1 = '\\[\\e[01;32m\\]\\u@\\h\\[\\e[00m\\]:\\[\\e[01;34m\\]\\w \\$\\[\\e[00m\\] ';
export const PS2 = '> ';

/** What bash(1), PROMPTING, says of the backslashes in PS1 and PS2. Unknown ones stay. */
export const expandPrompt = (template: string, shell: Shell): string =>
  template.replace(/\\(\[|\]|[0-7]{3}|.)/gs, (whole, escape: string) => {
    if (/^[0-7]{3}$/.test(escape)) return String.fromCharCode(Number.parseInt(escape, 8));
    return values(shell)[escape]?.() ?? whole;
  });

const values = (shell: Shell): Readonly<Record<string, () => string>> => ({
  u: () => shell.process.user,
  h: () => shell.process.hostname.split('.')[0] ?? '',
  H: () => shell.process.hostname,
  w: () => shortened(shell),
  W: () => shortened(shell).replace(/^.*\/(?=.)/, ''),
  $: () => (shell.process.user === 'root' ? '#' : '$'),
  s: () => 'bash',
  j: () => String(shell.jobs.all.length),
  '!': () => String(shell.history?.next ?? 1),
  n: () => '\n',
  r: () => '\r',
  a: () => '\x07',
  e: () => '\x1b',
  t: () => new Date(shell.process.clock.now()).toISOString().slice(11, 19),
  A: () => new Date(shell.process.clock.now()).toISOString().slice(11, 16),
  '\\': () => '\\',
  '[': () => '',
  ']': () => '',
});

/** The working directory, with ~ for home. */
const shortened = (shell: Shell): string => {
  const directory = shell.variables.get('PWD') ?? shell.process.cwd;
  const home = shell.variables.get('HOME');
  if (home === undefined || home === '/') return directory;
  if (directory === home) return '~';
  return directory.startsWith(`${home}/`) ? `~${directory.slice(home.length)}` : directory;
};
