import { BUILTIN_HELP } from './help-text.ts';
import { searchPath } from '../launch.ts';
import { matcher } from '../pattern.ts';
import { codeOf } from '../shell.ts';
import type { Builtin, Shell } from '../shell.ts';
import { invalidOption, takeOptions } from './usage.ts';

const columns = (names: readonly string[], width: number): string => {
  const cell = Math.max(...names.map((name) => name.length)) + 2;
  const perLine = Math.max(1, Math.floor((width - 2) / cell));
  const lines: string[] = [];
  for (let at = 0; at < names.length; at += perLine) {
    const row = names.slice(at, at + perLine).map((name) => name.padEnd(cell));
    lines.push(`  ${row.join('')}`.trimEnd());
  }
  return lines.join('\n');
};

/** Every name in the directories of PATH. */
const programs = (shell: Shell): string[] => {
  const names = searchPath(shell).flatMap((directory) => {
    try {
      return shell.process.fs.list(directory);
    } catch (error) {
      codeOf(error);
      return []; // PATH may name directories that do not exist.
    }
  });
  return [...new Set(names)].toSorted();
};

/** What `help NAME` and `NAME --help` print. */
export const helpText = (name: string): string | undefined => {
  const found = BUILTIN_HELP.get(name);
  if (found === undefined) return undefined;
  const [synopsis, text] = found;
  return `${name}: ${synopsis}\n    ${text}\n`;
};

const USAGE = 'help [-dms] [pattern ...]';

/** What this shell and this Pi have. */
export const help: Builtin = async (shell, args) => {
  const { options, rest, bad } = takeOptions(args, 'dms');
  if (bad !== undefined) return invalidOption(shell, 'help', bad, USAGE);
  if (rest.length === 0) {
    await overview(shell);
    return 0;
  }
  let found = false;
  for (const pattern of rest) {
    const matches = matcher(pattern);
    const exact = BUILTIN_HELP.has(pattern) ? [pattern] : [];
    const names =
      exact.length > 0 ? exact : [...BUILTIN_HELP.keys()].filter((name) => matches(name) || name.startsWith(pattern));
    for (const name of names) {
      found = true;
      const [synopsis = '', text = ''] = BUILTIN_HELP.get(name) ?? [];
      if (options.has('d')) await shell.print(`${name} - ${text.split('.')[0] ?? ''}.\n`);
      else await shell.print(options.has('s') ? `${name}: ${synopsis}\n` : (helpText(name) ?? ''));
    }
  }
  if (found) return 0;
  const [topic = ''] = rest;
  await shell.complain(
    `help: no help topics match \`${topic}'.  Try \`help help' or \`man -k ${topic}' or \`info ${topic}'.`,
  );
  return 1;
};

const overview = async (shell: Shell): Promise<void> => {
  const width = shell.process.terminal?.columns ?? 80;
  const names = programs(shell);
  const parts = [
    'This is the shell of a simulated Raspberry Pi. It does as bash 5.2 does, as far as it goes.',
    `Builtins (help NAME says more):\n${columns([...shell.setting.builtins.keys()].toSorted(), width)}`,
    'Words of its grammar:\n  if then elif else fi   case esac   for select while until do done   function   time   ! { } ( ) [[ ]] (( ))',
    ...(names.length === 0 ? [] : [`Commands of this Pi (man NAME says more):\n${columns(names, width)}`]),
    'Keys: Tab completes, Up and Ctrl-R look back, Ctrl-C ends a command, Ctrl-Z stops it, Ctrl-D leaves.',
  ];
  await shell.print(`${parts.join('\n\n')}\n`);
};
