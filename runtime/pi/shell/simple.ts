/** Simple commands: assignments, functions, builtins, programs (bash(1), SIMPLE COMMAND EXPANSION). */
import { SystemError } from '#runtime/ports.ts';
import type { OpenFile } from '../system.ts';
import { assign, valueOf } from './assign.ts';
import type { Assignment, Command, SimpleCommand, Word } from './ast.ts';
import { callFunction } from './call-function.ts';
import { setTemporaries } from './temporaries.ts';
import { contextOf } from './context.ts';
import { expandWords } from './expand.ts';
import { AssignmentProblem } from './expansion-problem.ts';
import { Job } from './job.ts';
import { lateParts } from './late-part.ts';
import { startExternal } from './launch.ts';
import { assignmentOf } from './parser.ts';
import { quoteValue } from './quote.ts';
import { redirect, RedirectionProblem } from './redirect.ts';
import { reason } from './shell.ts';
import type { Builtin, Shell, ShellFunction } from './shell.ts';
import { withRedirections } from './with-redirections.ts';
import { plainText } from './word-reader.ts';
import { trace, traceWords } from './xtrace.ts';

export interface PreparedCommand {
  readonly argv: readonly string[];
  /** Before a command: for it alone. */
  readonly assignments: readonly (readonly [string, string])[];
}

/** Their arguments of the form name=value are assignments: neither split nor globbed. */
const DECLARING: ReadonlySet<string> = new Set(['export', 'readonly', 'declare', 'local', 'typeset', 'alias']);

/** @throws ExpansionProblem */
export const prepareSimple = async (shell: Shell, command: SimpleCommand): Promise<PreparedCommand> => {
  shell.substitutionStatus = undefined;
  shell.begins(command);
  if (shell.compounds.size > 0) shell.compounds.clear();
  const declaring = declaringAt(command.words);
  const argv =
    declaring < 0 ? await expandWords(command.words, contextOf(shell)) : await declaration(shell, command.words);
  const assignments: [string, string][] = [];
  // Without a command they are the shell's own; the next one may use the last one's value.
  if (argv.length === 0) for (const assignment of command.assignments) await assign(shell, assignment);
  else {
    for (const assignment of command.assignments) assignments.push(await temporary(shell, assignment));
    if (shell.options.xtrace) {
      for (const [name, value] of assignments) await trace(shell, `${name}=${quoteValue(value)}`);
      await traceWords(shell, argv);
    }
  }
  return { argv, assignments };
};

const temporary = async (shell: Shell, assignment: Assignment): Promise<[string, string]> => {
  const value = assignment.elements === undefined ? await valueOf(shell, assignment) : '';
  const before = assignment.append ? (shell.variables.get(assignment.name) ?? '') : '';
  return [assignment.name, before + value];
};

/** Where the name of a declaring builtin stands, behind any `command` and `builtin`; -1: nowhere */
const declaringAt = (words: readonly Word[]): number => {
  for (const [index, word] of words.entries()) {
    const text = plainText(word) ?? '';
    if (DECLARING.has(text)) return index;
    if (text !== 'command' && text !== 'builtin') return -1;
  }
  return -1;
};

/** `export x={a,b}`: braces come before assignments are looked for, and what they make are plain words. */
const isBraced = async (shell: Shell, word: Word): Promise<boolean> => {
  if (!shell.options.braceexpand) return false;
  if (!word.parts.some((part) => part.kind === 'text' && part.text.includes('{'))) return false;
  const { expandBraces } = await contextOf(shell).expansions();
  return expandBraces(word).length > 1;
};

const declaration = async (shell: Shell, words: readonly Word[]): Promise<string[]> => {
  const argv: string[] = [];
  for (const word of words) {
    const assignment = (await isBraced(shell, word)) ? undefined : assignmentOf(word);
    if (assignment === undefined) {
      argv.push(...(await expandWords([word], contextOf(shell))));
    } else if (assignment.elements !== undefined) {
      // The builtin makes the array first, and then has this assigned to it.
      shell.compounds.set(assignment.name, assignment);
      argv.push(assignment.name);
    } else {
      const subscript = assignment.subscript === undefined ? '' : `[${assignment.subscript.source}]`;
      const value = await valueOf(shell, assignment);
      argv.push(`${assignment.name}${subscript}${assignment.append ? '+' : ''}=${value}`);
    }
  }
  return argv;
};

export const runSimple = async (shell: Shell, command: SimpleCommand): Promise<number> => {
  shell.begins(command);
  await shell.traps.condition('DEBUG');
  const prepared = await prepareSimple(shell, command);
  const [name] = prepared.argv;
  if (name === undefined) {
    shell.lastArgument = '';
    const status = shell.substitutionStatus ?? 0;
    return withRedirections(shell, command.redirections, () => Promise.resolve(status));
  }
  const called = shell.functions.get(name);
  if (called !== undefined) return runFunction(shell, command, called, prepared);
  const builtin = shell.builtin(name);
  if (builtin !== undefined) {
    const status = await runBuiltin(shell, command, builtin, prepared);
    shell.lastArgument = prepared.argv.at(-1) ?? '';
    return status;
  }
  shell.lastArgument = prepared.argv.at(-1) ?? '';
  if (name.startsWith('%')) return resumeJob(shell, prepared.argv);
  return runExternal(shell, command, prepared);
};

/** `%2` means `fg %2`. */
const resumeJob = async (shell: Shell, argv: readonly string[]): Promise<number> =>
  (await shell.builtin('fg')?.(shell, ['fg', ...argv])) ?? 1;

const runFunction = async (
  shell: Shell,
  { redirections }: Pick<SimpleCommand, 'redirections'>,
  called: ShellFunction,
  { argv, assignments }: PreparedCommand,
): Promise<number> =>
  withRedirections(shell, redirections, () =>
    callFunction(shell, called, {
      argv,
      assignments,
      run: () => runBody(shell, called.command.body),
    }),
  );

/** A body in parentheses is a process of its own, like any command in parentheses. */
const runBody = (shell: Shell, body: Command): Promise<number> => {
  if (body.kind !== 'subshell') return shell.setting.executeCommand(shell, body);
  return shell.setting.execute(shell, [
    { andOr: { first: { negated: false, commands: [body] }, rest: [] }, background: false },
  ]);
};

const runBuiltin = async (
  shell: Shell,
  { redirections }: SimpleCommand,
  builtin: Builtin,
  prepared: PreparedCommand,
): Promise<number> => {
  const { argv } = prepared;
  // `exec >file`: the redirections stay.
  if (argv[0] === 'exec' && argv.length === 1) return redirectForGood(shell, redirections);
  return withRedirections(shell, redirections, () => callBuiltin(shell, builtin, prepared));
};

/** To these, `--help` is a word like any other. */
const WITHOUT_HELP: ReadonlySet<string> = new Set([':', '[', 'echo', 'false', 'test', 'true']);

/** `cd --help`: as `help cd`, but nothing was done: the status is that of a mistake. */
const showHelp = async (shell: Shell, name: string): Promise<2> => {
  const { helpText } = await lateParts(shell);
  await shell.print(helpText(name) ?? '');
  return 2;
};

/** Assignments before a builtin hold while it runs. */
export const callBuiltin = async (
  shell: Shell,
  builtin: Builtin,
  { argv, assignments }: PreparedCommand,
): Promise<number> => {
  const { variables } = shell;
  if (assignments.length > 0) variables.pushScope('temporary');
  try {
    await setTemporaries(shell, assignments);
    if (argv[1] === '--help' && !WITHOUT_HELP.has(argv[0] ?? '')) return await showHelp(shell, argv[0] ?? '');
    return await builtin(shell, argv);
  } catch (error) {
    if (error instanceof AssignmentProblem) {
      await shell.complain(`${argv[0]}: ${error.message}`);
      return 1;
    }
    if (!(error instanceof SystemError) || error.code === 'EAGAIN') throw error;
    await shell.complain(`${argv[0]}: write error: ${reason(error)}`);
    return 1;
  } finally {
    if (assignments.length > 0) variables.popScope();
  }
};

const runExternal = async (
  shell: Shell,
  command: SimpleCommand,
  { argv, assignments }: PreparedCommand,
): Promise<number> => {
  const opened: OpenFile[] = [];
  const files = new Map(shell.process.fds);
  try {
    await redirect(shell, command.redirections, files, opened);
    return await runProgram(shell, argv, { files, assignments, command });
  } catch (error) {
    if (!(error instanceof RedirectionProblem)) throw error;
    await shell.complain(error.message);
    return 1;
  } finally {
    for (const file of opened) file.close();
  }
};

export interface ProgramSetting {
  readonly files: ReadonlyMap<number, OpenFile>;
  readonly assignments: readonly (readonly [string, string])[];
  /** As jobs show it. */
  readonly command: SimpleCommand | string;
}

/** bash(1), COMMAND EXECUTION: a function that is asked to deal with a command that is not there. */
const NOT_FOUND_HANDLER = 'command_not_found_handle';

/** Starts a program in the foreground and waits for it. @returns its status; 126 or 127 if it did not start */
export const runProgram = async (
  shell: Shell,
  argv: readonly string[],
  { files, assignments, command }: ProgramSetting,
): Promise<number> => {
  const group = shell.jobControl ? ({ group: 'new' } as const) : {};
  const started = await startExternal(shell, argv, assignments, { files, ...group });
  if ('status' in started) {
    const handler = started.handled === false ? shell.functions.get(NOT_FOUND_HANDLER) : undefined;
    if (handler === undefined) return started.status;
    return runFunction(shell, { redirections: [] }, handler, { argv: [NOT_FOUND_HANDLER, ...argv], assignments });
  }
  const job = new Job(typeof command === 'string' ? command : [command], shell);
  if (shell.jobControl) {
    job.group = started.pid;
    if (shell.process.terminal !== undefined) shell.process.terminal.foreground = started.pid;
  }
  shell.jobs.adopt(job, started.pid);
  return shell.jobs.foreground(job);
};

const redirectForGood = async (shell: Shell, redirections: SimpleCommand['redirections']): Promise<number> => {
  const { fds } = shell.process;
  const table = new Map(fds);
  try {
    await redirect(shell, redirections, table, []);
  } catch (error) {
    if (!(error instanceof RedirectionProblem)) throw error;
    await shell.complain(error.message);
    return 1;
  }
  const kept = new Set(table.values());
  for (const [fd, file] of fds) if (table.get(fd) !== file && !kept.has(file)) file.close();
  fds.clear();
  for (const [fd, file] of table) fds.set(fd, file);
  return 0;
};
