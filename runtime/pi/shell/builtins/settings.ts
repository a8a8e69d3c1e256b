/** set and shopt: the options of the shell, and its positional parameters. */
import { isOptionName, OPTION_LETTERS, OPTION_NAMES } from '../shell-options.ts';
import type { OptionName } from '../shell-options.ts';
import type { Builtin, Shell } from '../shell.ts';
import { listAll } from './listing.ts';
import { invalidOption, refuse, takeOptions } from './usage.ts';

const SET_USAGE = 'set [-abefhkmnptuvxBCEHPT] [-o option-name] [--] [-] [arg ...]';
const SHOPT_USAGE = 'shopt [-pqsu] [-o] [optname ...]';

const isOn = (shell: Shell, name: OptionName): boolean => (name === 'monitor' ? shell.jobControl : shell.options[name]);

const turn = (shell: Shell, name: OptionName, on: boolean): void => {
  shell.options[name] = on;
  if (name === 'monitor') shell.jobControl = on;
  if (on && name === 'vi') shell.options.emacs = false;
  if (on && name === 'emacs') shell.options.vi = false;
};

const shown = (name: string, on: boolean): string => `${name.padEnd(15)}\t${on ? 'on' : 'off'}\n`;
const command = (name: string, on: boolean): string => `set ${on ? '-' : '+'}o ${name}\n`;

/** `set -o name`, `set +o`. */
const byName = async (shell: Shell, name: string | undefined, on: boolean): Promise<number> => {
  if (name === undefined) {
    for (const each of OPTION_NAMES) await shell.print((on ? shown : command)(each, isOn(shell, each)));
    return 0;
  }
  if (!isOptionName(name)) {
    await shell.complain(`set: ${name}: invalid option name`);
    return 2;
  }
  turn(shell, name, on);
  return 0;
};

/** `set`, `set -x`, `set +x`, `set -o nounset`, `set -- a b`. */
export const set: Builtin = async (shell, args) => {
  if (args.length === 1) return listAll(shell);
  for (let index = 1; index < args.length; index++) {
    const argument = args[index] ?? '';
    if (argument === '--' || argument === '-' || argument === '+' || !/^[-+]./.test(argument)) {
      if (argument === '-') {
        shell.options.xtrace = false;
        shell.options.verbose = false;
      }
      const marked = argument === '--' || argument === '-' || argument === '+';
      const rest = args.slice(marked ? index + 1 : index);
      // `set -` alone leaves the parameters as they are; `set --` takes them away.
      if (argument === '--' || rest.length > 0) shell.positional = rest;
      return 0;
    }
    const on = argument.startsWith('-');
    for (const letter of argument.slice(1)) {
      const option = OPTION_LETTERS[letter];
      if (letter === 'o') {
        const next = args[index + 1];
        const isName = next !== undefined && !/^[-+]/.test(next);
        const status = await byName(shell, isName ? next : undefined, on);
        if (status !== 0) return status;
        if (isName) index++;
      } else if (option !== undefined) {
        turn(shell, option, on);
      } else {
        return invalidOption(shell, 'set', `${argument[0]}${letter}`, SET_USAGE);
      }
    }
  }
  return 0;
};

/** One table of options, of `set -o` or of shopt. */
interface Options {
  readonly names: readonly string[];
  get(name: string): boolean | undefined;
  set(name: string, on: boolean): void;
  readonly problem: string;
  readonly command: (name: string, on: boolean) => string;
}

const setOptions = (shell: Shell): Options => ({
  names: OPTION_NAMES,
  get: (name) => (isOptionName(name) ? isOn(shell, name) : undefined),
  set: (name, on) => {
    if (isOptionName(name)) turn(shell, name, on);
  },
  problem: 'invalid option name',
  command,
});

const shoptOptions = (shell: Shell): Options => ({
  names: [...shell.shopts.keys()],
  get: (name) => shell.shopts.get(name),
  set: (name, on) => void shell.shopts.set(name, on),
  problem: 'invalid shell option name',
  command: (name, on) => `shopt ${on ? '-s' : '-u'} ${name}\n`,
});

export const shopt: Builtin = async (shell, args) => {
  const { options, rest, bad } = takeOptions(args, 'psuoq');
  if (bad !== undefined) return invalidOption(shell, 'shopt', bad, SHOPT_USAGE);
  if (options.has('s') && options.has('u'))
    return refuse(shell, 'shopt: cannot set and unset shell options simultaneously');
  const table = options.has('o') ? setOptions(shell) : shoptOptions(shell);
  const changes = options.has('s') || options.has('u');
  const on = options.has('s');
  if (rest.length === 0) {
    for (const name of table.names) {
      const is = table.get(name) === true;
      if ((changes && is !== on) || options.has('q')) continue;
      await shell.print(options.has('p') ? table.command(name, is) : shown(name, is));
    }
    return 0;
  }
  let status = 0;
  for (const name of rest) {
    const is = table.get(name);
    if (is === undefined) status = await refuse(shell, `shopt: ${name}: ${table.problem}`);
    else if (changes) table.set(name, on);
    else {
      if (!is) status = 1;
      if (!options.has('q')) await shell.print(options.has('p') ? table.command(name, is) : shown(name, is));
    }
  }
  return status;
};
