import { singleQuoted } from '../quote.ts';
import { signalNumber, signalOf, SIGNALS, signalTable } from '../signal-names.ts';
import type { Builtin, Shell } from '../shell.ts';
import type { PseudoSignal } from '../traps.ts';
import type { Signal } from '../../process.ts';
import { invalidOption, showUsage, takeOptions } from './usage.ts';

const USAGE = 'trap [-lp] [[arg] signal_spec ...]';

const PSEUDO: readonly PseudoSignal[] = ['EXIT', 'DEBUG', 'ERR', 'RETURN'];

/** As traps are kept and listed: `SIGINT`, `EXIT`. */
const conditionNamed = (text: string): string | undefined => {
  if (text === '0') return 'EXIT';
  const pseudo = PSEUDO.find((name) => name === text.toUpperCase());
  if (pseudo !== undefined) return pseudo;
  const number = signalNumber(text);
  return number === undefined || number === 0 ? undefined : SIGNALS.get(number);
};

/** In the order of their numbers; EXIT first, what are no signals last. */
const ordered = (names: Iterable<string>): string[] => {
  const rank = (name: string): number => {
    if (name === 'EXIT') return 0;
    const pseudo = PSEUDO.indexOf(name as PseudoSignal);
    return pseudo > 0 ? 100 + pseudo : (signalNumber(name) ?? 0);
  };
  return [...names].toSorted((a, b) => rank(a) - rank(b));
};

export const trap: Builtin = async (shell, args) => {
  const { options, rest, bad } = takeOptions(args, 'lp');
  if (bad !== undefined) return invalidOption(shell, 'trap', bad, USAGE);
  if (options.has('l')) {
    await shell.print(signalTable());
    return 0;
  }
  if (options.has('p') || rest.length === 0) return show(shell, rest);
  const [command = '', ...given] = rest;
  // `trap INT`, `trap 2`: as `trap - INT`.
  const resets = given.length === 0 ? conditionNamed(command) !== undefined : command === '-' || /^\d+$/.test(command);
  if (given.length === 0 && !resets) return showUsage(shell, 'trap', USAGE);
  const names = given.length === 0 || /^\d+$/.test(command) ? rest : given;
  let status = 0;
  for (const text of names) {
    const name = conditionNamed(text);
    if (name === undefined) {
      await shell.complain(`trap: ${text}: invalid signal specification`);
      status = 1;
    } else {
      set(shell, name, resets ? undefined : command);
    }
  }
  return status;
};

const set = (shell: Shell, name: string, command: string | undefined): void => {
  if ((PSEUDO as readonly string[]).includes(name)) return shell.traps.set(name as PseudoSignal, command);
  const signal = signalOf(signalNumber(name) ?? 0);
  // One that never comes here is remembered nevertheless: `trap` lists it.
  shell.traps.set(signal ?? (name as Signal), command);
};

const show = async (shell: Shell, wanted: readonly string[]): Promise<number> => {
  const { all } = shell.traps;
  let status = 0;
  const names: string[] = [];
  for (const text of wanted) {
    const name = conditionNamed(text);
    if (name !== undefined) names.push(name);
    else {
      await shell.complain(`trap: ${text}: invalid signal specification`);
      status = 1;
    }
  }
  for (const name of wanted.length === 0 ? ordered(all.keys()) : names) {
    const command = all.get(name);
    if (command !== undefined) await shell.print(`trap -- ${singleQuoted(command)} ${name}\n`);
  }
  return status;
};
