import { executeCommand } from './execute.ts';
import type { SimpleCommand, Word } from './ast.ts';
import { callBuiltin, runProgram } from './simple.ts';
import type { Shell } from './shell.ts';

/** Runs words that are expanded already, as a command that is no function: `command`, `builtin`, `jobs -x`. */
export const commandOf = (shell: Shell, words: readonly string[]): Promise<number> => {
  const [name = ''] = words;
  const builtin = shell.builtin(name);
  if (builtin !== undefined) return callBuiltin(shell, builtin, { argv: words, assignments: [] });
  return runProgram(shell, words, { files: new Map(shell.process.fds), assignments: [], command: words.join(' ') });
};

/** The same, and functions too: `fc -s`, hooks. */
export const anyCommandOf = (shell: Shell, words: readonly string[]): Promise<number> => {
  const quoted: Word[] = words.map((text) => ({ parts: [{ kind: 'quoted', text }], source: text }));
  const command: SimpleCommand = { kind: 'simple', assignments: [], words: quoted, redirections: [], line: shell.line };
  return executeCommand(shell, command);
};
