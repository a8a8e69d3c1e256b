import { SystemError } from '#runtime/ports.ts';
import type { Exit, PiProcess } from '../../system.ts';

export interface RunAs {
  /** Path of an executable. */
  readonly run: string;
  readonly argv: readonly string[];
  readonly user: string;
  readonly env: Record<string, string>;
  readonly cwd?: string;
}

const SHELL = '/bin/sh';

/** Starts it with the caller's descriptors. What is no program and names no interpreter is a script of sh. @throws SystemError */
export const startAs = (process: PiProcess, wish: RunAs): number => {
  const start = (run: string, argv: readonly string[]) =>
    process.spawn({
      run,
      argv,
      user: wish.user,
      env: wish.env,
      files: process.fds,
      ...(wish.cwd === undefined ? {} : { cwd: wish.cwd }),
    });
  try {
    return start(wish.run, wish.argv);
  } catch (error) {
    if (!(error instanceof SystemError) || error.code !== 'ENOEXEC') throw error;
    return start(SHELL, [SHELL, wish.run, ...wish.argv.slice(1)]);
  }
};

/**
 * Stands in for a child until it ends, as sudo(8) and su(1) do: keys reach both by the terminal, other
 * signals are handed on, a child that stops stops its keeper, and its end is the keeper's.
 * @returns its status
 */
export const keep = async (process: PiProcess, child: number): Promise<number> => {
  for (const signal of ['SIGINT', 'SIGQUIT'] as const) process.onSignal(signal, () => {});
  for (const signal of ['SIGTERM', 'SIGHUP', 'SIGUSR1', 'SIGUSR2'] as const)
    process.onSignal(signal, () => process.kill(child, signal));
  for (;;) {
    let exit: Exit;
    try {
      exit = await process.wait(child, { untraced: true });
    } catch (error) {
      if (error instanceof SystemError && error.code === 'EINTR') continue;
      throw error;
    }
    if (exit.stopped === true) {
      process.kill(process.pid, 'SIGSTOP');
      await process.yield();
      continue;
    }
    if (exit.signal !== undefined) {
      if (exit.signal !== 'SIGKILL') process.onSignal(exit.signal, 'default');
      process.kill(process.pid, exit.signal);
    }
    return exit.status;
  }
};
