/** pushd, popd, dirs: directories to come back to (bash(1), The Directory Stack). */
import type { Builtin, Shell } from '../shell.ts';
import { enter } from './directory.ts';
import { invalidOption, refuse, takeOptions } from './usage.ts';

/** The working directory and what lies below it. */
const stackOf = (shell: Shell): string[] => [shell.variables.get('PWD') ?? shell.process.cwd, ...shell.directories];

const shortened = (shell: Shell, path: string): string => {
  const home = shell.variables.get('HOME');
  if (home === undefined || home === '/') return path;
  return path === home || path.startsWith(`${home}/`) ? `~${path.slice(home.length)}` : path;
};

const show = async (shell: Shell): Promise<number> => {
  await shell.print(
    `${stackOf(shell)
      .map((path) => shortened(shell, path))
      .join(' ')}\n`,
  );
  return 0;
};

/** The place that `+1` (from the left) or `-0` (from the right) means; undefined: it is none of these. */
const placeOf = (text: string, size: number): number | undefined => {
  const match = /^([-+])(\d+)$/.exec(text);
  if (match === null) return undefined;
  return match[1] === '+' ? Number(match[2]) : size - 1 - Number(match[2]);
};

/** `-n` and where it stands, apart from the rest. */
const readArguments = (args: readonly string[]): { stays: boolean; rest: readonly string[]; bad?: string } => {
  let stays = false;
  let index = 1;
  for (; index < args.length; index++) {
    const argument = args[index] ?? '';
    if (argument === '-n') stays = true;
    else if (argument === '--') {
      index++;
      break;
    } else if (/^-./.test(argument) && !/^-\d+$/.test(argument)) return { stays, rest: [], bad: argument };
    else break;
  }
  return { stays, rest: args.slice(index) };
};

export const pushd: Builtin = async (shell, args) => {
  const { stays, rest, bad } = readArguments(args);
  if (bad !== undefined) {
    await shell.complain(`pushd: ${bad}: invalid number`);
    await shell.print('pushd: usage: pushd [-n] [+N | -N | dir]\n', 2);
    return 2;
  }
  if (rest.length > 1) return refuse(shell, 'pushd: too many arguments');
  const stack = stackOf(shell);
  const [given] = rest;
  if (given === undefined) {
    const [here = '', next, ...others] = stack;
    if (next === undefined) return refuse(shell, 'pushd: no other directory');
    if (!stays) {
      const problem = enter(shell, next);
      if (problem !== undefined) return refuse(shell, `pushd: ${next}: ${problem}`);
      shell.directories = [here, ...others];
    }
    return show(shell);
  }
  const place = placeOf(given, stack.length);
  if (place !== undefined) {
    const target = stack[place];
    if (target === undefined || place < 0) return refuse(shell, `pushd: ${given}: directory stack index out of range`);
    const turned = [...stack.slice(place), ...stack.slice(0, place)];
    if (!stays) {
      const problem = enter(shell, target);
      if (problem !== undefined) return refuse(shell, `pushd: ${target}: ${problem}`);
    }
    shell.directories = turned.slice(1);
    return show(shell);
  }
  if (stays) shell.directories = [given, ...shell.directories];
  else {
    const [here = ''] = stack;
    const problem = enter(shell, given);
    if (problem !== undefined) return refuse(shell, `pushd: ${given}: ${problem}`);
    shell.directories = [here, ...shell.directories];
  }
  return show(shell);
};

export const popd: Builtin = async (shell, args) => {
  const { stays, rest, bad } = readArguments(args);
  const [given = '+0'] = rest;
  const stack = stackOf(shell);
  const place = bad === undefined ? placeOf(given, stack.length) : undefined;
  if (place === undefined) {
    await shell.complain(`popd: ${bad ?? given}: invalid argument`);
    await shell.print('popd: usage: popd [-n] [+N | -N]\n', 2);
    return 2;
  }
  if (stack.length < 2) return refuse(shell, 'popd: directory stack empty');
  if (place < 0 || place >= stack.length) return refuse(shell, `popd: ${given}: directory stack index out of range`);
  if (place === 0 && !stays) {
    const [, next = ''] = stack;
    const problem = enter(shell, next);
    if (problem !== undefined) return refuse(shell, `popd: ${next}: ${problem}`);
    shell.directories = stack.slice(2);
  } else {
    shell.directories = stack.toSpliced(Math.max(1, place), 1).slice(1);
  }
  return show(shell);
};

export const dirs: Builtin = async (shell, args) => {
  const places = args.slice(1).filter((argument) => /^[-+]\d+$/.test(argument));
  const others = [args[0] ?? '', ...args.slice(1).filter((argument) => !/^[-+]\d+$/.test(argument))];
  const { options, rest, bad } = takeOptions(others, 'clpv');
  const usage = 'dirs [-clpv] [+N] [-N]';
  if (bad !== undefined) return invalidOption(shell, 'dirs', bad, usage);
  if (rest[0] !== undefined) return refuse(shell, `dirs: ${rest[0]}: invalid argument`);
  if (options.has('c')) {
    shell.directories = [];
    return 0;
  }
  const stack = stackOf(shell);
  const text = (path: string): string => (options.has('l') ? path : shortened(shell, path));
  const [wanted] = places;
  if (wanted !== undefined) {
    const place = placeOf(wanted, stack.length) ?? -1;
    const path = stack[place];
    if (path === undefined || place < 0) return refuse(shell, `dirs: ${wanted}: directory stack index out of range`);
    await shell.print(`${options.has('v') ? `${String(place).padStart(2)}  ` : ''}${text(path)}\n`);
    return 0;
  }
  if (options.has('v'))
    for (const [index, path] of stack.entries()) await shell.print(`${String(index).padStart(2)}  ${text(path)}\n`);
  else await shell.print(`${stack.map(text).join(options.has('p') ? '\n' : ' ')}\n`);
  return 0;
};
