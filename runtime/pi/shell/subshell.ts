import { SystemError } from '#runtime/ports.ts';
import type { Signal } from '../process.ts';
import type { OpenFile, PiProcess } from '../system.ts';
import { Dying, ExitShell, Interrupted } from './flow.ts';
import { Job } from './job.ts';
import { statusOfProblem } from './problem.ts';
import { reason } from './shell.ts';
import type { Shell } from './shell.ts';

export interface SubshellPlace {
  readonly files: ReadonlyMap<number, OpenFile>;
  readonly group?: 'new' | number;
  /** Started with `&` and without job control: keys do not end it. */
  readonly ignore?: readonly Signal[];
}

type Body = (copy: Shell) => Promise<number>;

/**
 * Forks: runs `body` with a copy of the shell in a new process.
 * @returns its pid
 * @throws SystemError `EAGAIN`
 */
const forkShell = (shell: Shell, place: SubshellPlace, body: Body): number => {
  // Made now: when the process begins, this shell may have gone on.
  const copy = shell.fork();
  copy.ignoresInterrupt = shell.ignoresInterrupt || (place.ignore?.includes('SIGINT') ?? false);
  const run = async (process: PiProcess): Promise<number> => {
    copy.beginIn(process);
    return untilExit(copy, body);
  };
  const { process } = shell;
  return process.spawn({
    run,
    argv: process.argv,
    env: shell.variables.environment(),
    cwd: process.cwd,
    files: place.files,
    ...(place.group === undefined ? {} : { group: place.group }),
    ...(place.ignore === undefined ? {} : { ignore: place.ignore }),
  });
};

/** Seconds until the last of bash's attempts to fork; each waits twice as long as the one before. */
const LONGEST_WAIT = 8;

/**
 * As bash forks: when there are too many processes it tells, waits and tries again, for 15 seconds in all.
 * @throws SystemError `EAGAIN`; Interrupted
 */
export const retrying = async (shell: Shell, start: () => number): Promise<number> => {
  for (let seconds = 1; ; seconds *= 2) {
    try {
      return start();
    } catch (error) {
      if (!(error instanceof SystemError && error.code === 'EAGAIN') || seconds > LONGEST_WAIT) throw error;
      await shell.complain(`fork: retry: ${reason(error)}`);
      await Promise.race([shell.process.sleep(seconds * 1_000), shell.interruption, shell.traps.doom]);
      if (shell.interrupted) throw new Interrupted();
    }
  }
};

/** `forkShell` that does not give up at once. */
export const forkRetrying = (shell: Shell, place: SubshellPlace, body: Body): Promise<number> =>
  retrying(shell, () => forkShell(shell, place, body));

/** As a job of its own, in the shell's process group. */
export const startSubshell = async (shell: Shell, place: SubshellPlace, body: Body): Promise<Job> => {
  const job = new Job('', shell);
  shell.jobs.adopt(job, await forkRetrying(shell, place, body));
  return job;
};

/** Runs to the end or to whatever leaves a shell early, then the EXIT trap. @returns the exit status */
export const untilExit = async (shell: Shell, body: Body): Promise<number> => {
  try {
    return await shell.traps.exit(await endOf(shell, body));
  } catch (error) {
    if (error instanceof Dying) return die(shell, error.signal);
    if (error instanceof ExitShell) return error.status; // `exit` in the trap.
    throw error;
  }
};

const endOf = async (shell: Shell, body: Body): Promise<number> => {
  try {
    const status = await body(shell);
    if (shell.traps.pending) await shell.traps.run();
    return status;
  } catch (error) {
    if (error instanceof ExitShell) return error.status;
    if (error instanceof Dying) {
      await shell.traps.exit(shell.status);
      throw error;
    }
    return statusOfProblem(shell, error);
  }
};

/** Ends by a signal, as if it had never been handled. */
const die = async (shell: Shell, signal: Signal): Promise<number> => {
  shell.process.onSignal(signal, 'default');
  shell.process.kill(shell.process.pid, signal);
  await shell.process.yield();
  return shell.status;
};
