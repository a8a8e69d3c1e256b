/** Finds programs and starts them (bash(1), COMMAND EXECUTION). */
import { SystemError } from '#runtime/ports.ts';
import type { Signal } from '../process.ts';
import type { OpenFile, PiProcess } from '../system.ts';
import { exportedFunctions } from './function-text.ts';
import type { Shell } from './shell.ts';
import { codeOf, reason } from './shell.ts';
import { forkRetrying, retrying } from './subshell.ts';

export interface LaunchPlace {
  readonly files: ReadonlyMap<number, OpenFile>;
  readonly group?: 'new' | number;
  readonly ignore?: readonly Signal[];
}

/** `status`: it could not be started, and that was reported; `handled` false: a function is to deal with it. */
export type Started = { readonly pid: number } | { readonly status: number; readonly handled?: false };

export const NOT_FOUND = 127;
export const NOT_EXECUTABLE = 126;

/** Directories of PATH, in order; an empty one is the working directory. */
export const searchPath = (shell: Shell, path = shell.variables.get('PATH') ?? ''): string[] =>
  path.split(':').map((directory) => (directory === '' ? '.' : directory));

const isFile = (process: PiProcess, path: string): boolean => {
  try {
    return process.fs.stat(path).kind === 'file';
  } catch (error) {
    codeOf(error);
    return false;
  }
};

/** Every file of that name on PATH that may be executed, in order; a name with a slash stands for itself. */
export const findAll = (shell: Shell, name: string, path?: string): string[] => {
  const { process } = shell;
  const executable = (path: string): boolean => isFile(process, path) && process.fs.access(path, 'execute');
  if (name.includes('/')) return executable(name) ? [name] : [];
  if (name === '') return [];
  return searchPath(shell, path)
    .map((directory) => `${directory.replace(/\/$/, '')}/${name}`)
    .filter(executable);
};

/** What to run for a name: the first that is executable, else the first that is there. */
const locate = (shell: Shell, name: string, path?: string): string | undefined => {
  if (name.includes('/')) return name;
  const known = path === undefined ? shell.hashed.get(name) : undefined;
  if (known !== undefined && (isFile(shell.process, known.path) || shell.shopts.get('checkhash') !== true)) {
    known.hits++;
    return known.path;
  }
  const [found] = findAll(shell, name, path);
  if (found !== undefined || name === '') {
    if (found !== undefined && path === undefined && shell.options.hashall && found.startsWith('/'))
      shell.hashed.set(name, { path: found, hits: 1 });
    return found;
  }
  return searchPath(shell, path)
    .map((directory) => `${directory.replace(/\/$/, '')}/${name}`)
    .find((candidate) => isFile(shell.process, candidate));
};

/**
 * @param assignments `VAR=x` before the command: in its environment only
 * @param found the file, if that is known already
 */
export const startExternal = async (
  shell: Shell,
  argv: readonly string[],
  assignments: readonly (readonly [string, string])[],
  place: LaunchPlace,
  found?: string,
): Promise<Started> => {
  const name = argv[0] ?? '';
  const errors = place.files.get(2);
  const given = assignments.find(([variable]) => variable === 'PATH')?.[1];
  const path = found ?? locate(shell, name, given);
  if (path === undefined) {
    if (shell.functions.has('command_not_found_handle')) return { status: NOT_FOUND, handled: false };
    await shell.complain(`${name}: command not found`, errors);
    return { status: NOT_FOUND };
  }
  const env = {
    ...shell.variables.environment(),
    ...exportedFunctions(shell),
    ...Object.fromEntries(assignments),
    _: path,
  };
  try {
    if (isDirectory(shell.process, path)) throw new SystemError('EISDIR', path);
    const { cwd } = shell.process;
    return { pid: await retrying(shell, () => shell.process.spawn({ run: path, argv, env, cwd, ...place })) };
  } catch (error) {
    const code = codeOf(error);
    if (code === 'ENOEXEC') return startScript(shell, path, argv, env, place);
    if (code === 'EAGAIN') throw error;
    await shell.complain(`${path}: ${interpreterProblem(shell, path, code) ?? reason(error)}`, errors);
    return { status: code === 'ENOENT' ? NOT_FOUND : NOT_EXECUTABLE };
  }
};

/** The file is there, and yet "no such file": what its `#!` names is not. */
const interpreterProblem = (shell: Shell, path: string, code: string): string | undefined =>
  code === 'ENOENT' && isFile(shell.process, path) ? 'cannot execute: required file not found' : undefined;

const isDirectory = (process: PiProcess, path: string): boolean => {
  try {
    return process.fs.stat(path).kind === 'directory';
  } catch (error) {
    codeOf(error);
    return false;
  }
};

/** How far bash looks into a file for what is no text. */
const SAMPLE = 80;

/** An executable text without `#!` is a script for a shell like this one; anything else is nothing to run. */
const startScript = async (
  shell: Shell,
  path: string,
  argv: readonly string[],
  env: Record<string, string>,
  place: LaunchPlace,
): Promise<Started> => {
  try {
    const file = shell.process.open(path, { read: true });
    const start = (await file.read(SAMPLE)) ?? new Uint8Array();
    file.close();
    const firstLine = start.subarray(0, start.includes(10) ? start.indexOf(10) : undefined);
    if (firstLine.includes(0)) {
      await shell.complain(`${path}: cannot execute binary file: Exec format error`, place.files.get(2));
      return { status: NOT_EXECUTABLE };
    }
  } catch (error) {
    // It may be executed and not be read: the script's own shell says so.
    codeOf(error);
  }
  const run = shell.setting.runScript;
  return { pid: await forkRetrying(shell, place, (copy) => run(copy.process, path, argv.slice(1), env)) };
};
