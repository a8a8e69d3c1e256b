import { AssignmentProblem } from './expansion-problem.ts';
import type { Shell } from './shell.ts';

/**
 * Assignments before a command: they hold while it runs. One that cannot be made is told of; the command runs
 * nevertheless.
 */
export const setTemporaries = async (
  shell: Shell,
  assignments: readonly (readonly [string, string])[],
): Promise<void> => {
  for (const [name, value] of assignments) {
    try {
      shell.variables.setTemporary(name, value);
    } catch (error) {
      if (!(error instanceof AssignmentProblem)) throw error;
      await shell.complain(error.message);
    }
  }
};
