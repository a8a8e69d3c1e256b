import type { OpenFile } from '../system.ts';
import { executeReporting } from './execute.ts';
import { Parser } from './parser.ts';
import { parserOptions, reportSyntax, reportWarnings, SYNTAX_STATUS } from './run-text.ts';
import type { Shell } from './shell.ts';
import { SyntaxProblem } from './syntax-problem.ts';

/**
 * Runs commands as they come from standard input. Read byte by byte, as bash does on a pipe: what
 * follows a line belongs to the command in it, `cat` or `read`, if that reads.
 */
export const runStandardInput = async (shell: Shell): Promise<number> => {
  let text = '';
  let firstLine = 1;
  for (;;) {
    const input = shell.process.fds.get(0);
    const line = input === undefined ? null : await readLine(input);
    text += line ?? '';
    if (line !== null && shell.options.verbose) await shell.print(`${line.replace(/\n$/, '')}\n`, 2);
    if (line === null && text === '') return shell.status;
    try {
      await runLines(shell, text, firstLine, line !== null);
      firstLine += text.split('\n').length - 1;
      text = '';
    } catch (error) {
      if (!(error instanceof SyntaxProblem)) throw error;
      if (error.kind === 'unfinished' && line !== null) continue;
      await reportSyntax(shell, error, '\n'.repeat(firstLine - 1) + text);
      shell.status = SYNTAX_STATUS;
      return SYNTAX_STATUS;
    }
    if (line === null) return shell.status;
  }
};

const runLines = async (shell: Shell, text: string, firstLine: number, open: boolean): Promise<void> => {
  const parser = new Parser(text, Object.assign(parserOptions(shell), { firstLine, open }));
  const list = parser.line();
  await reportWarnings(shell, parser);
  if (list !== undefined) await executeReporting(shell, list);
};

/** @returns a line with its newline, at the end of input maybe without; null: there is no more */
const readLine = async (input: OpenFile): Promise<string | null> => {
  const bytes: number[] = [];
  for (;;) {
    const byte = (await input.read(1))?.[0];
    if (byte !== undefined) bytes.push(byte);
    if (byte === undefined && bytes.length === 0) return null;
    if (byte === undefined || byte === 10) return new TextDecoder().decode(new Uint8Array(bytes));
  }
};
