import { executeReporting } from './execute.ts';
import { Parser } from './parser.ts';
import type { Shell } from './shell.ts';
import { SyntaxProblem } from './syntax-problem.ts';

/** Status of a line that cannot be parsed. */
export const SYNTAX_STATUS = 2;

/**
 * Runs a whole text, line by line as it is parsed: what stands before a mistake has run.
 * @param name how messages about its grammar name it: `eval`, `-c`, a sourced file; absent: not at all
 * @returns status of the last command; 2 after a mistake in the grammar
 */
export const runText = async (shell: Shell, text: string, { name }: { name?: string } = {}): Promise<number> => {
  const parser = new Parser(text, shell.interactive ? { aliases: shell.aliases } : {});
  let status = 0;
  try {
    for (let list = parser.line(); list !== undefined; list = parser.line()) {
      await reportWarnings(shell, parser);
      status = await executeReporting(shell, list);
    }
  } catch (error) {
    if (!(error instanceof SyntaxProblem)) throw error;
    await reportSyntax(shell, error, text, name);
    shell.status = SYNTAX_STATUS;
    return SYNTAX_STATUS;
  }
  return status;
};

export const reportWarnings = async (shell: Shell, parser: Parser): Promise<void> => {
  for (const warning of parser.warnings.splice(0)) {
    shell.line = warning.line;
    await shell.complain(`warning: ${warning.text}`);
  }
};

/** bash shows the line after an unexpected token, unless it was typed at the prompt. */
export const reportSyntax = async (
  shell: Shell,
  problem: SyntaxProblem,
  text: string,
  name?: string,
): Promise<void> => {
  const where = name === undefined ? '' : `${name}: `;
  const line = shell.showLines || name !== undefined ? `line ${problem.line}: ` : '';
  const prefix = `${shell.name}: ${where}${line}`;
  const source = text.split('\n')[problem.line - 1] ?? '';
  const shown = problem.kind === 'unexpected' && line !== '' ? `${prefix}\`${source}'\n` : '';
  await shell.print(`${prefix}${problem.message}\n${shown}`, 2);
};
