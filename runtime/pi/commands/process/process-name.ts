import type { ProcessInfo } from '../../system.ts';

/** comm of /proc: the program's name without its path, at most 15 characters. */
export const processName = ({ argv }: Pick<ProcessInfo, 'argv'>): string => wholeName({ argv }).slice(0, 15);

/** The same, as long as it is. */
export const wholeName = ({ argv }: Pick<ProcessInfo, 'argv'>): string =>
  (argv[0] ?? '').replace(/^.*\//, '').replace(/^-/, '');

/** The whole command line; in brackets the name of one that is no more. */
export const commandLine = (info: ProcessInfo): string =>
  info.state === 'zombie' || info.argv.length === 0 ? `[${processName(info)}]` : info.argv.join(' ');

/** `pts/0`; undefined: no terminal. */
export const terminalOf = ({ line }: ProcessInfo): string | undefined => line;
