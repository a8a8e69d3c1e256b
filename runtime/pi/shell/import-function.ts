import { defineFunction } from './call-function.ts';
import { parse } from './parser.ts';
import type { Shell } from './shell.ts';
import { SyntaxProblem } from './syntax-problem.ts';

/** A function from the environment (`export -f`): its definition, and nothing else. */
export const importFunction = async (shell: Shell, name: string, text: string): Promise<void> => {
  try {
    const list = parse(`${name} ${text}`);
    const command = list[0]?.andOr.first.commands[0];
    if (list.length !== 1 || command?.kind !== 'function') throw SyntaxProblem.unexpected(name, 1);
    await defineFunction(shell, command);
    const defined = shell.functions.get(name);
    if (defined !== undefined) shell.functions.set(name, { ...defined, source: 'environment' });
    shell.exportedFunctions.add(name);
  } catch (error) {
    if (!(error instanceof SyntaxProblem)) throw error;
    await shell.complain(`error importing function definition for \`${name}'`);
  }
};
