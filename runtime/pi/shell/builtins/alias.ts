/** alias and unalias: names for the beginnings of commands (bash(1), ALIASES). */
import { singleQuoted } from '../quote.ts';
import type { Builtin } from '../shell.ts';
import { invalidOption, showUsage, takeOptions } from './usage.ts';

/** A word that may not name one. */
const NOT_A_NAME = /[\s/$`=|&;()<>'"\\]/;

const written = (name: string, value: string): string =>
  `alias ${name.startsWith('-') ? '-- ' : ''}${name}=${singleQuoted(value)}\n`;

export const alias: Builtin = async (shell, args) => {
  const { options, rest, bad } = takeOptions(args, 'p');
  if (bad !== undefined) return invalidOption(shell, 'alias', bad, 'alias [-p] [name[=value] ... ]');
  if (rest.length === 0 || options.has('p')) {
    for (const [name, value] of [...shell.aliases].toSorted(([a], [b]) => (a < b ? -1 : 1)))
      await shell.print(written(name, value));
  }
  let status = 0;
  for (const argument of rest) {
    const end = argument.indexOf('=', 1);
    const name = end < 0 ? argument : argument.slice(0, end);
    const value = shell.aliases.get(name);
    if (end > 0 && NOT_A_NAME.test(name)) {
      await shell.complain(`alias: \`${name}': invalid alias name`);
      status = 1;
    } else if (end > 0) {
      shell.aliases.set(name, argument.slice(end + 1));
    } else if (value !== undefined) {
      await shell.print(written(name, value));
    } else {
      await shell.complain(`alias: ${name}: not found`);
      status = 1;
    }
  }
  return status;
};

const UNALIAS_USAGE = 'unalias [-a] name [name ...]';

export const unalias: Builtin = async (shell, args) => {
  const { options, rest, bad } = takeOptions(args, 'a');
  if (bad !== undefined) return invalidOption(shell, 'unalias', bad, UNALIAS_USAGE);
  if (rest.length === 0 && !options.has('a')) return showUsage(shell, 'unalias', UNALIAS_USAGE);
  if (options.has('a')) shell.aliases.clear();
  let status = 0;
  for (const name of rest) {
    if (shell.aliases.delete(name)) continue;
    await shell.complain(`unalias: ${name}: not found`);
    status = 1;
  }
  return status;
};
