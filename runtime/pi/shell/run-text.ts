import type { List } from './ast.ts';
import { executeReporting } from './execute.ts';
import { ExitShell, Interrupted } from './flow.ts';
import { LinesRead } from './lines-read.ts';
import { Parser } from './parser.ts';
import type { ParserOptions } from './parser.ts';
import type { Shell } from './shell.ts';
import { SyntaxProblem } from './syntax-problem.ts';

/** Status of a line that cannot be parsed. */
export const SYNTAX_STATUS = 2;

/** What a parser has to know of the shell that it reads for. */
export const parserOptions = (shell: Shell): ParserOptions => ({
  get aliases() {
    return shell.expandsAliases ? shell.aliases : NONE;
  },
  get extglob() {
    return shell.shopts.get('extglob') === true;
  },
});

const NONE: ReadonlyMap<string, string> = new Map();

export interface TextSetting {
  /** How messages about its grammar name it: `eval`, `-c`, a sourced file; absent: not at all */
  readonly name?: string;
  readonly firstLine?: number;
}

/**
 * Runs a whole text, line by line as it is parsed: what stands before a mistake has run.
 * @returns status of the last command; 2 after a mistake in the grammar
 */
export const runText = async (
  shell: Shell,
  text: string,
  { name, firstLine = 1 }: TextSetting = {},
): Promise<number> => {
  // Text that runs itself (eval, source) must not fill the stack of JavaScript: it unwinds here.
  await Promise.resolve();
  const parser = new Parser(text, Object.assign(parserOptions(shell), { firstLine }));
  const lines = new LinesRead(shell, text);
  const next = (): Promise<List | undefined> =>
    lines.during(
      () => parser.line(),
      () => parser.left,
    );
  let status = 0;
  try {
    for (let list = await next(); list !== undefined; list = await next()) {
      await reportWarnings(shell, parser);
      status = await executeReporting(shell, list);
      if (shell.options.onecmd) throw new ExitShell(shell.status);
    }
  } catch (error) {
    if (!(error instanceof SyntaxProblem)) throw error;
    await reportSyntax(shell, error, text, name, firstLine);
    // bash ends a whole script that goes wrong inside [[ … ]] with the status of what ran before, but for `set -e`.
    if (error.kind !== 'conditional' || shell.options.errexit || (name !== undefined && name !== '-c'))
      shell.status = SYNTAX_STATUS;
    return shell.status;
  }
  if (shell.interrupted) throw new Interrupted();
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
  firstLine = 1,
): Promise<void> => {
  const where = name === undefined ? '' : `${name}: `;
  const line = shell.showLines || name !== undefined ? `line ${problem.line}: ` : '';
  const prefix = `${shell.showLines ? (shell.calls.source ?? shell.name) : shell.name}: ${where}${line}`;
  const source = text.split('\n')[problem.line - firstLine] ?? '';
  const more = problem.more.map((text) => `${prefix}${text}\n`).join('');
  const shown = problem.kind === 'unexpected' && line !== '' ? `${prefix}\`${source}'\n` : '';
  await shell.print(`${prefix}${problem.message}\n${more}${shown}`, 2);
};
