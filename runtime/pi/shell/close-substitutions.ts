import type { Shell } from './shell.ts';

/**
 * What `<(…)` of a command has opened is closed when it has run.
 * @param from how many were open before the command
 */
export const closeSubstitutions = (shell: Shell, from: number): void => {
  for (const fd of shell.substitutions.splice(from)) {
    shell.process.fds.get(fd)?.close();
    shell.process.fds.delete(fd);
  }
};
