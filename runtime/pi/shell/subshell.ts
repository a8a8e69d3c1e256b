import type { Signal } from '../process.ts';
import type { OpenFile, PiProcess } from '../system.ts';
import { ExpansionProblem } from './expand.ts';
import { ExitShell, LeaveLoop, ReturnFromSource } from './flow.ts';
import { Job } from './job.ts';
import type { Shell } from './shell.ts';

export interface SubshellPlace {
  readonly files: ReadonlyMap<number, OpenFile>;
  readonly group?: 'new' | number;
  /** Started with `&` and without job control: keys do not end it. */
  readonly ignore?: readonly Signal[];
}

/**
 * Forks: runs `body` with a copy of the shell in a new process.
 * @returns its pid
 * @throws SystemError `EAGAIN`
 */
export const forkShell = (shell: Shell, place: SubshellPlace, body: (copy: Shell) => Promise<number>): number => {
  const run = async (process: PiProcess): Promise<number> => {
    const copy = shell.fork(process);
    copy.ignoresInterrupt = shell.ignoresInterrupt || (place.ignore?.includes('SIGINT') ?? false);
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

/** As a job of its own, in the shell's process group. */
export const startSubshell = (shell: Shell, place: SubshellPlace, body: (copy: Shell) => Promise<number>): Job => {
  const job = new Job('');
  shell.jobs.adopt(job, forkShell(shell, place, body));
  return job;
};

/** Runs to the end or to whatever leaves a shell early. @returns the exit status */
export const untilExit = async (shell: Shell, body: (shell: Shell) => Promise<number>): Promise<number> => {
  try {
    return await body(shell);
  } catch (error) {
    if (error instanceof ExitShell || error instanceof ReturnFromSource) return error.status;
    if (error instanceof LeaveLoop) return 0;
    if (error instanceof ExpansionProblem) return expansionStatus(error);
    throw error;
  }
};

/** `${x:?}` ends a script with 127, a bad substitution or an unset variable with 1. */
export const expansionStatus = ({ message }: ExpansionProblem): number =>
  /bad substitution$|cannot assign in this way$/.test(message) ? 1 : 127;
