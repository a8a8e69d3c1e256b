/**
 * Starts programs by name, for programs that start others (env, xargs, nohup, find -exec): execvp(3)
 * behind fork(2).
 */
import { SystemError } from '#runtime/ports.ts';
import type { Signal } from './process.ts';
import type { Exit, PiProcess, SpawnOptions } from './system.ts';

const SHELL = '/usr/bin/bash';
/** confstr(3), _CS_PATH: where execvp looks when PATH is not set. */
const USUAL_PATH = '/bin:/usr/bin';

export type StartOptions = Omit<SpawnOptions, 'run' | 'argv' | 'files'> & Partial<Pick<SpawnOptions, 'files'>>;

/**
 * The file that a name stands for: the first on PATH that may be executed; a name with a slash is a path.
 * @throws SystemError `ENOENT`, `EACCES` (there is one, and it may not be executed)
 */
export const findCommand = (process: PiProcess, name: string, path = process.env['PATH'] ?? USUAL_PATH): string => {
  if (name.includes('/')) return name;
  let refused: SystemError | undefined;
  for (const directory of name === '' ? [] : path.split(':')) {
    const candidate = `${directory === '' ? '.' : directory.replace(/(.)\/$/, '$1')}/${name}`;
    try {
      if (process.fs.stat(candidate).kind === 'file' && process.fs.access(candidate, 'execute')) return candidate;
      refused = new SystemError('EACCES', name);
    } catch (error) {
      if (!(error instanceof SystemError)) throw error;
      if (error.code === 'EACCES') refused = error;
    }
  }
  throw refused ?? new SystemError('ENOENT', name);
};

/**
 * Starts a program with this process's descriptors, unless others are given. A script without `#!` is
 * the shell's.
 * @returns its pid. @throws SystemError `ENOENT`, `EACCES`, `EAGAIN`, `ELOOP`
 */
export const startCommand = (process: PiProcess, argv: readonly string[], options: StartOptions = {}): number => {
  const run = findCommand(process, argv[0] ?? '', (options.env ?? process.env)['PATH']);
  const files = options.files ?? process.fds;
  try {
    return process.spawn({ ...options, run, argv, files });
  } catch (error) {
    if (!(error instanceof SystemError) || error.code !== 'ENOEXEC') throw error;
    return process.spawn({ ...options, run: SHELL, argv: ['sh', run, ...argv.slice(1)], files });
  }
};

/** waitpid(2), again after each signal that was handled. */
export const waitFor = async (process: PiProcess, pid: number): Promise<Exit> => {
  for (;;) {
    try {
      return await process.wait(pid);
    } catch (error) {
      if (!(error instanceof SystemError) || error.code !== 'EINTR') throw error;
    }
  }
};

const FORWARDED: readonly Signal[] = [
  'SIGHUP',
  'SIGINT',
  'SIGQUIT',
  'SIGTERM',
  'SIGUSR1',
  'SIGUSR2',
  'SIGALRM',
  'SIGWINCH',
];
/** These come from the terminal to the whole group at once. */
const KEYS: ReadonlySet<Signal> = new Set(['SIGINT', 'SIGQUIT', 'SIGWINCH']);

/**
 * As good as execve(2): starts the program, hands on the signals that come, and ends as it ends. (A real
 * exec leaves one process; here the log shall show each program that ran, so there are two.)
 * @param ignored signals that this process and the program ignore
 * @returns the exit status; does not return when the program was ended by a signal
 * @throws SystemError as startCommand
 */
export const becomeCommand = async (
  process: PiProcess,
  argv: readonly string[],
  options: StartOptions = {},
): Promise<number> => {
  const pid = startCommand(process, argv, options);
  const ignored = new Set(options.ignore ?? []);
  for (const signal of FORWARDED) {
    if (ignored.has(signal)) process.onSignal(signal, 'ignore');
    else
      process.onSignal(signal, () => {
        const isKey = KEYS.has(signal) && process.terminal?.foreground === process.group;
        if (!isKey) passOn(process, pid, signal);
      });
  }
  const exit = await waitFor(process, pid);
  if (exit.signal !== undefined) dieOf(process, exit.signal);
  return exit.status;
};

/** Ends this process as another was ended: by its signal, not with a status. */
export const dieOf = (process: PiProcess, signal: Signal): void => {
  if (signal !== 'SIGKILL' && signal !== 'SIGSTOP') process.onSignal(signal, 'default');
  process.kill(process.pid, signal);
};

const passOn = (process: PiProcess, pid: number, signal: Signal): void => {
  try {
    process.kill(pid, signal);
  } catch (error) {
    // It has ended meanwhile: waiting will tell.
    if (!(error instanceof SystemError)) throw error;
  }
};
