/** What ends a command line before its end: reported at the outermost level, where it becomes a status. */
import { SystemError } from '#runtime/ports.ts';
import { ExpansionProblem } from './expansion-problem.ts';
import { DiscardLine, ExitShell, LeaveLoop, ReturnFromSource } from './flow.ts';
import { reason } from './shell.ts';
import type { Shell } from './shell.ts';

/** No process could be had: bash gives up the line. */
const NO_PROCESS = 254;

/**
 * @returns the status of the line; the next one is run
 * @throws ExitShell when the shell itself is to end; anything that is no such problem
 */
export const reportProblem = async (shell: Shell, error: unknown): Promise<number> => {
  if (error instanceof DiscardLine) return error.status;
  if (error instanceof SystemError && error.code === 'EAGAIN') {
    await shell.complain(`fork: ${reason(error)}`);
    return NO_PROCESS;
  }
  if (!(error instanceof ExpansionProblem)) throw error;
  if (error.where === undefined) await shell.complain(error.message);
  else await shell.print(`${error.where}${error.message}\n`, 2);
  if (!error.fatal || shell.interactive) return 1;
  // A subshell, and the shell of a file, say 1 where -c says 127.
  throw new ExitShell(error.status === 127 && (shell.subshell || !shell.fromArgument) ? 1 : error.status);
};

/** The same for a subshell, which such a problem ends. */
export const statusOfProblem = async (shell: Shell, error: unknown): Promise<number> => {
  if (error instanceof ReturnFromSource) return error.status;
  if (error instanceof LeaveLoop) return 0;
  try {
    return await reportProblem(shell, error);
  } catch (ended) {
    if (ended instanceof ExitShell) return ended.status;
    throw ended;
  }
};
