import { contextOf } from './context.ts';
import { expandText } from './expand.ts';
import { Parser } from './parser.ts';
import type { Shell } from './shell.ts';
import { SyntaxProblem } from './syntax-problem.ts';

/**
 * A text with its parameters and substitutions expanded as in double quotes: PS4, after its backslashes PS1.
 * One that cannot be read stays as it is.
 */
export const expandPromptText = async (shell: Shell, text: string): Promise<string> => {
  if (!/[$`\\]/.test(text)) return text;
  try {
    const [item] = new Parser(`_="${text.replaceAll('"', '\\"')}"`).line() ?? [];
    const command = item?.andOr.first.commands[0];
    const value = command?.kind === 'simple' ? command.assignments[0]?.value : undefined;
    return value === undefined ? text : await expandText(value, contextOf(shell));
  } catch (error) {
    if (error instanceof SyntaxProblem) return text;
    throw error;
  }
};
