/** cd and pwd. The shell knows by which path it came (`$PWD`), links and all. */
import { codeOf, reason } from '../shell.ts';
import type { Builtin, Shell } from '../shell.ts';
import { invalidOption, refuse, takeOptions } from './usage.ts';

/** Removes `.`, `..` and doubled slashes by name alone: `cd ..` out of a link leads back to where it was taken. */
export const logicalPath = (from: string, to: string): string => {
  const names: string[] = [];
  for (const name of (to.startsWith('/') ? to : `${from}/${to}`).split('/')) {
    if (name === '..') names.pop();
    else if (name !== '' && name !== '.') names.push(name);
  }
  return `/${names.join('/')}`;
};

/** What is wrong with a directory, in words; undefined: the shell is there. */
export const enter = (shell: Shell, target: string, physical = false): string | undefined => {
  const { process, variables } = shell;
  const from = variables.get('PWD') ?? process.cwd;
  try {
    const path = physical ? process.fs.canonical(target) : logicalPath(from, target);
    // By name alone, `nosuch/..` would be here; by its files it is nowhere.
    const through = /^(.*[^./][^/]*)\/+\.\.(?:\/|$)/.exec(target)?.[1];
    if (!physical && through !== undefined) process.fs.stat(through);
    process.cwd = path;
    variables.set('OLDPWD', from);
    variables.set('PWD', path);
    return undefined;
  } catch (error) {
    return codeOf(error) === 'ENOTDIR' ? 'Not a directory' : reason(error);
  }
};

/** The directories of CDPATH are tried for a name that does not say where it is. */
const searched = (shell: Shell, target: string): string[] => {
  const path = shell.variables.get('CDPATH');
  if (path === undefined || path === '' || /^\.{0,2}(?:\/|$)/.test(target)) return [];
  return path.split(':').map((directory) => (directory === '' ? target : `${directory.replace(/\/$/, '')}/${target}`));
};

export const cd: Builtin = async (shell, args) => {
  const { options, rest, bad } = takeOptions(args[1] === '-' ? [args[0] ?? '', '--', ...args.slice(1)] : args, 'LPe@');
  if (bad !== undefined) return invalidOption(shell, 'cd', bad, 'cd [-L|[-P [-e]] [-@]] [dir]');
  if (rest.length > 1) return refuse(shell, 'cd: too many arguments');
  const [given] = rest;
  const variable = given === undefined ? 'HOME' : given === '-' ? 'OLDPWD' : undefined;
  const target = variable === undefined ? given : shell.variables.get(variable);
  if (target === undefined) return refuse(shell, `cd: ${variable} not set`);
  const physical = (options.has('P') || shell.options.physical) && !options.has('L');
  if (target === '') return 0;
  for (const candidate of searched(shell, target)) {
    if (enter(shell, candidate, physical) !== undefined) continue;
    if (candidate !== target) await shell.print(`${shell.variables.get('PWD') ?? ''}\n`);
    return 0;
  }
  const problem = enter(shell, target, physical);
  if (problem !== undefined) return refuse(shell, `cd: ${target}: ${problem}`);
  if (given === '-') await shell.print(`${shell.variables.get('PWD') ?? ''}\n`);
  return 0;
};

export const pwd: Builtin = async (shell, args) => {
  const { options, bad } = takeOptions(args, 'LP');
  if (bad !== undefined) return invalidOption(shell, 'pwd', bad, 'pwd [-LP]');
  const { process, variables } = shell;
  const physical = options.has('P') || (shell.options.physical && !options.has('L'));
  await shell.print(`${physical ? process.fs.canonical('.') : (variables.get('PWD') ?? process.cwd)}\n`);
  return 0;
};
