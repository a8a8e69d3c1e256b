/** Finds programs and starts them (bash(1), COMMAND EXECUTION). */
import { SystemError } from '#runtime/ports.ts';
import type { Signal } from '../process.ts';
import type { OpenFile, PiProcess } from '../system.ts';
import type { Shell } from './shell.ts';
import { codeOf, reason } from './shell.ts';
import { forkShell } from './subshell.ts';

export interface LaunchPlace {
  readonly files: ReadonlyMap<number, OpenFile>;
  readonly group?: 'new' | number;
  readonly ignore?: readonly Signal[];
}

/** `status`: it could not be started, and that was reported. */
export type Started = { readonly pid: number } | { readonly status: number };

export const NOT_FOUND = 127;
export const NOT_EXECUTABLE = 126;

/** Directories of PATH, in order; an empty one is the working directory. */
export const searchPath = (shell: Shell): string[] =>
  (shell.variables.get('PATH') ?? '').split(':').map((directory) => (directory === '' ? '.' : directory));

const isFile = (process: PiProcess, path: string): boolean => {
  try {
    return process.fs.stat(path).kind === 'file';
  } catch (error) {
    codeOf(error);
    return false;
  }
};

/** Every file of that name on PATH that may be executed, in order; a name with a slash stands for itself. */
export const findAll = (shell: Shell, name: string): string[] => {
  const { process } = shell;
  const executable = (path: string): boolean => isFile(process, path) && process.fs.access(path, 'execute');
  if (name.includes('/')) return executable(name) ? [name] : [];
  if (name === '') return [];
  return searchPath(shell)
    .map((directory) => `${directory.replace(/\/$/, '')}/${name}`)
    .filter(executable);
};

/** What to run for a name: the first that is executable, else the first that is there. */
const locate = (shell: Shell, name: string): string | undefined => {
  if (name.includes('/')) return name;
  const [found] = findAll(shell, name);
  if (found !== undefined || name === '') return found;
  return searchPath(shell)
    .map((directory) => `${directory.replace(/\/$/, '')}/${name}`)
    .find((path) => isFile(shell.process, path));
};

/** @param assignments `VAR=x` before the command: in its environment only */
export const startExternal = async (
  shell: Shell,
  argv: readonly string[],
  assignments: readonly (readonly [string, string])[],
  place: LaunchPlace,
): Promise<Started> => {
  const name = argv[0] ?? '';
  const errors = place.files.get(2);
  const path = locate(shell, name);
  if (path === undefined) {
    await shell.complain(`${name}: command not found`, errors);
    return { status: NOT_FOUND };
  }
  const env = { ...shell.variables.environment(), ...Object.fromEntries(assignments), _: path };
  try {
    if (isDirectory(shell.process, path)) throw new SystemError('EISDIR', path);
    return { pid: shell.process.spawn({ run: path, argv, env, cwd: shell.process.cwd, ...place }) };
  } catch (error) {
    const code = codeOf(error);
    if (code === 'ENOEXEC') return { pid: startScript(shell, path, argv, env, place) };
    if (code === 'EAGAIN') {
      await shell.complain(`fork: ${reason(error)}`, errors);
      return { status: 254 };
    }
    await shell.complain(`${path}: ${reason(error)}`, errors);
    return { status: code === 'ENOENT' ? NOT_FOUND : NOT_EXECUTABLE };
  }
};

const isDirectory = (process: PiProcess, path: string): boolean => {
  try {
    return process.fs.stat(path).kind === 'directory';
  } catch (error) {
    codeOf(error);
    return false;
  }
};

/** An executable text without `#!` is a script for a shell like this one. */
const startScript = (
  shell: Shell,
  path: string,
  argv: readonly string[],
  env: Record<string, string>,
  place: LaunchPlace,
): number => {
  const run = shell.setting.runScript;
  return forkShell(shell, place, (copy) => run(copy.process, path, argv.slice(1), env));
};
