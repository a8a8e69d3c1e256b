import { SystemError } from '#runtime/ports.ts';
import { strerror } from '../../error-text.ts';
import { becomeCommand } from '../../exec.ts';
import type { StartOptions } from '../../exec.ts';
import type { PiProcess } from '../../system.ts';
import { Complaints } from '../files/complaints.ts';
import type { StandardOut } from '../stdio.ts';

/** What coreutils end with when the program that they are to run cannot be run, or is not there. */
export const CANNOT_RUN = 126;
export const NOT_FOUND = 127;
/** …and after mistakes of their own. */
export const OWN_MISTAKE = 125;

/**
 * Runs another program in this one's place.
 * @param what `failed to run command ‘x’`, before the colon
 */
export const runAs = async (
  process: PiProcess,
  out: StandardOut,
  argv: readonly string[],
  what: string,
  options: StartOptions = {},
): Promise<number> => {
  await out.flush();
  try {
    return await becomeCommand(process, argv, options);
  } catch (error) {
    if (!(error instanceof SystemError)) throw error;
    await new Complaints(process, out).say(`${what}: ${strerror(error.code)}`);
    return error.code === 'ENOENT' ? NOT_FOUND : CANNOT_RUN;
  }
};
