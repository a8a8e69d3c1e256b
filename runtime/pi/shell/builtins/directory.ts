/** cd and pwd. The shell knows by which path it came (`$PWD`), links and all. */
import { codeOf, reason } from '../shell.ts';
import type { Builtin, Shell } from '../shell.ts';
import { invalidOption, takeOptions } from './usage.ts';

/** Removes `.`, `..` and doubled slashes by name alone: `cd ..` out of a link leads back to where it was taken. */
export const logicalPath = (from: string, to: string): string => {
  const names: string[] = [];
  for (const name of (to.startsWith('/') ? to : `${from}/${to}`).split('/')) {
    if (name === '..') names.pop();
    else if (name !== '' && name !== '.') names.push(name);
  }
  return `/${names.join('/')}`;
};

const enter = (shell: Shell, path: string): void => {
  const { process } = shell;
  if (process.fs.stat(path).kind !== 'directory') process.fs.list(path);
  process.cwd = path;
};

export const cd: Builtin = async (shell, args) => {
  const { options, rest, bad } = takeOptions(args, 'LPe@');
  if (bad !== undefined && bad !== '-') {
    return invalidOption(shell, 'cd', bad, 'cd [-L|[-P [-e]] [-@]] [dir]');
  }
  if (rest.length > 1) {
    await shell.complain('cd: too many arguments');
    return 1;
  }
  const [given] = rest;
  const variable = given === undefined ? 'HOME' : given === '-' ? 'OLDPWD' : undefined;
  const target = variable === undefined ? given : shell.variables.get(variable);
  if (target === undefined) {
    await shell.complain(`cd: ${variable} not set`);
    return 1;
  }
  const from = shell.variables.get('PWD') ?? shell.process.cwd;
  const path = options.has('P') ? shell.process.fs.resolve(target) : logicalPath(from, target);
  try {
    if (target !== '') enter(shell, path);
  } catch (error) {
    await shell.complain(`cd: ${target}: ${codeOf(error) === 'ENOTDIR' ? 'Not a directory' : reason(error)}`);
    return 1;
  }
  shell.variables.set('OLDPWD', from);
  shell.variables.set('PWD', target === '' ? from : path);
  if (given === '-') await shell.print(`${path}\n`);
  return 0;
};

export const pwd: Builtin = async (shell, args) => {
  const { options, bad } = takeOptions(args, 'LP');
  if (bad !== undefined) return invalidOption(shell, 'pwd', bad, 'pwd [-LP]');
  const logical = shell.variables.get('PWD') ?? shell.process.cwd;
  await shell.print(`${options.has('P') ? shell.process.fs.resolve('.') : logical}\n`);
  return 0;
};
