import { SystemError } from '#runtime/ports.ts';
import type { PiProcess, Stat } from '../../system.ts';

/** What is there, links followed; undefined: nothing, or no way to it. */
export const statOf = (process: PiProcess, path: string): Stat | undefined => attempted(() => process.fs.stat(path));

/** What is there, a link itself; undefined: nothing, or no way to it. */
export const lstatOf = (process: PiProcess, path: string): Stat | undefined => attempted(() => process.fs.lstat(path));

export const isDirectory = (process: PiProcess, path: string): boolean => statOf(process, path)?.kind === 'directory';

const attempted = <Result>(call: () => Result): Result | undefined => {
  try {
    return call();
  } catch (error) {
    if (error instanceof SystemError) return undefined;
    throw error;
  }
};
