/** export, unset, set, shift: the shell's variables and parameters. */
import type { Builtin, Shell, ShellOptions } from '../shell.ts';
import { isName, quoteValue } from '../variables.ts';
import { invalidOption, takeOptions } from './usage.ts';

const declared = (shell: Shell, name: string): string => {
  const value = shell.variables.get(name);
  return `declare -x ${name}${value === undefined ? '' : `="${value.replace(/[\\"$`]/g, '\\$&')}"`}\n`;
};

export const exportVariables: Builtin = async (shell, args) => {
  const { options, rest, bad } = takeOptions(args, 'fnp');
  if (bad !== undefined) return invalidOption(shell, 'export', bad, 'export [-fn] [name[=value] ...] or export -p');
  const { variables } = shell;
  if (rest.length === 0) {
    for (const name of variables.names()) if (variables.isExported(name)) await shell.print(declared(shell, name));
    return 0;
  }
  let status = 0;
  for (const argument of rest) {
    const [name = ''] = argument.split('=', 1);
    if (!isName(name)) {
      await shell.complain(`export: \`${argument}': not a valid identifier`);
      status = 1;
      continue;
    }
    if (argument.length > name.length) shell.assign(name, argument.slice(name.length + 1));
    variables.export(name, !options.has('n'));
  }
  return status;
};

export const unset: Builtin = async (shell, args) => {
  const { rest, bad } = takeOptions(args, 'fvn');
  if (bad !== undefined) return invalidOption(shell, 'unset', bad, 'unset [-f] [-v] [-n] [name ...]');
  let status = 0;
  for (const name of rest) {
    if (isName(name)) shell.variables.unset(name);
    else {
      await shell.complain(`unset: \`${name}': not a valid identifier`);
      status = 1;
    }
  }
  return status;
};

const LETTERS: Readonly<Record<string, keyof ShellOptions>> = {
  u: 'nounset',
  f: 'noglob',
  C: 'noclobber',
  e: 'errexit',
  x: 'xtrace',
};
const SET_USAGE = 'set [-abefhkmnptuvxBCEHPT] [-o option-name] [--] [-] [arg ...]';

const byName = async (shell: Shell, name: string | undefined, on: boolean): Promise<number> => {
  const options = Object.values(LETTERS).toSorted();
  if (name === undefined) {
    for (const option of options) {
      const state = shell.options[option];
      await shell.print(
        on ? `${option.padEnd(15)}\t${state ? 'on' : 'off'}\n` : `set ${state ? '-' : '+'}o ${option}\n`,
      );
    }
    return 0;
  }
  const option = options.find((known) => known === name);
  if (option !== undefined) {
    shell.options[option] = on;
    return 0;
  }
  await shell.complain(`set: ${name}: invalid option name`);
  return 2;
};

/** `set`, `set -x`, `set +x`, `set -o nounset`, `set -- a b`. */
export const set: Builtin = async (shell, args) => {
  if (args.length === 1) {
    for (const name of shell.variables.names()) {
      const value = shell.variables.get(name);
      if (value !== undefined) await shell.print(`${name}=${quoteValue(value)}\n`);
    }
    return 0;
  }
  for (let index = 1; index < args.length; index++) {
    const argument = args[index] ?? '';
    if (argument === '--' || argument === '-' || !/^[-+]./.test(argument)) {
      shell.positional = args.slice(argument === '--' || argument === '-' ? index + 1 : index);
      return 0;
    }
    const on = argument.startsWith('-');
    for (const letter of argument.slice(1)) {
      const option = LETTERS[letter];
      if (letter === 'o') {
        const status = await byName(shell, args[++index], on);
        if (status !== 0) return status;
      } else if (option !== undefined) {
        shell.options[option] = on;
      } else {
        return invalidOption(shell, 'set', `${argument[0]}${letter}`, SET_USAGE);
      }
    }
  }
  return 0;
};

export const shift: Builtin = async (shell, args) => {
  const count = args[1] ?? '1';
  if (!/^-?\d+$/.test(count)) {
    await shell.complain(`shift: ${count}: numeric argument required`);
    return 1;
  }
  if (Number(count) < 0) {
    await shell.complain(`shift: ${count}: shift count out of range`);
    return 1;
  }
  if (Number(count) > shell.positional.length) return 1;
  shell.positional = shell.positional.slice(Number(count));
  return 0;
};
