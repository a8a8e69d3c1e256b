/** Simple commands: assignments, builtins, programs (bash(1), SIMPLE COMMAND EXPANSION). */
import { SystemError } from '#runtime/ports.ts';
import type { OpenFile } from '../system.ts';
import type { Assignment, SimpleCommand, Word } from './ast.ts';
import { contextOf } from './context.ts';
import { expandText, expandWords } from './expand.ts';
import { formatCommand } from './format.ts';
import { Job } from './job.ts';
import { startExternal } from './launch.ts';
import { assignmentOf } from './parser.ts';
import { redirect, RedirectionProblem } from './redirect.ts';
import { reason } from './shell.ts';
import type { Builtin, Shell } from './shell.ts';
import { quoteValue } from './variables.ts';
import { withRedirections } from './with-redirections.ts';
import { plainText } from './word-reader.ts';

export interface PreparedCommand {
  readonly argv: readonly string[];
  readonly assignments: readonly (readonly [string, string])[];
}

/** Their arguments of the form name=value are assignments: neither split nor globbed. */
const DECLARING: ReadonlySet<string> = new Set(['export', 'readonly', 'declare', 'local', 'typeset']);

/** @throws ExpansionProblem */
export const prepareSimple = async (shell: Shell, command: SimpleCommand): Promise<PreparedCommand> => {
  shell.substitutionStatus = undefined;
  const declaring = command.words[0] !== undefined && DECLARING.has(plainText(command.words[0]) ?? '');
  const argv = declaring ? await declaration(shell, command.words) : await expandWords(command.words, contextOf(shell));
  const assignments: [string, string][] = [];
  for (const assignment of command.assignments) {
    const value = await assignedValue(shell, assignment);
    assignments.push([assignment.name, value]);
    // Without a command they are the shell's own; the next one may use the last one's value.
    if (argv.length === 0) shell.assign(assignment.name, value);
  }
  if (shell.options.xtrace) await trace(shell, argv, assignments);
  return { argv, assignments };
};

const assignedValue = async (shell: Shell, { name, append, value }: Assignment): Promise<string> =>
  (append ? (shell.variables.get(name) ?? '') : '') + (await expandText(value, contextOf(shell), true));

const declaration = async (shell: Shell, words: readonly Word[]): Promise<string[]> => {
  const argv: string[] = [];
  for (const word of words) {
    const assignment = assignmentOf(word);
    if (assignment === undefined) argv.push(...(await expandWords([word], contextOf(shell))));
    else argv.push(`${assignment.name}=${await assignedValue(shell, assignment)}`);
  }
  return argv;
};

/** `set -x` */
const trace = async (
  shell: Shell,
  argv: readonly string[],
  assignments: readonly (readonly [string, string])[],
): Promise<void> => {
  const prefix = shell.variables.get('PS4') ?? '+ ';
  const set = assignments.map(([name, value]) => `${name}=${quoteValue(value)}`);
  const words = argv.map((word) => (word === '' ? "''" : quoteValue(word)));
  for (const line of [...set, ...(words.length > 0 ? [words.join(' ')] : [])])
    await shell.print(`${prefix}${line}\n`, 2);
};

export const runSimple = async (shell: Shell, command: SimpleCommand): Promise<number> => {
  const prepared = await prepareSimple(shell, command);
  const [name] = prepared.argv;
  if (name === undefined) {
    const status = shell.substitutionStatus ?? 0;
    return withRedirections(shell, command.redirections, () => Promise.resolve(status));
  }
  const builtin = shell.setting.builtins.get(name);
  if (builtin === undefined) return runExternal(shell, command, prepared);
  if (name === 'exec') return runExec(shell, command, prepared);
  return withRedirections(shell, command.redirections, () => runBuiltin(shell, builtin, prepared));
};

/** Assignments before a builtin hold while it runs. */
const runBuiltin = async (shell: Shell, builtin: Builtin, { argv, assignments }: PreparedCommand): Promise<number> => {
  const before = assignments.map(([name]) => [name, shell.variables.get(name)] as const);
  for (const [name, value] of assignments) shell.assign(name, value);
  try {
    return await builtin(shell, argv);
  } catch (error) {
    if (!(error instanceof SystemError) || error.code === 'EAGAIN') throw error;
    await shell.complain(`${argv[0]}: write error: ${reason(error)}`);
    return 1;
  } finally {
    for (const [name, value] of before) {
      if (value === undefined) shell.variables.unset(name);
      else shell.variables.set(name, value);
    }
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
    return await runProgram(shell, argv, { files, assignments, text: formatCommand(command) });
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
  readonly text: string;
}

/** Starts a program in the foreground and waits for it. @returns its status; 126 or 127 if it did not start */
export const runProgram = async (
  shell: Shell,
  argv: readonly string[],
  { files, assignments, text }: ProgramSetting,
): Promise<number> => {
  const group = shell.jobControl ? ({ group: 'new' } as const) : {};
  const started = await startExternal(shell, argv, assignments, { files, ...group });
  if ('status' in started) return started.status;
  const job = new Job(text);
  if (shell.jobControl) {
    job.group = started.pid;
    if (shell.process.terminal !== undefined) shell.process.terminal.foreground = started.pid;
  }
  shell.jobs.adopt(job, started.pid);
  return shell.jobs.foreground(job);
};

/** `exec >file`: the redirections stay. `exec cmd`: the builtin ends this shell with the command. */
const runExec = async (shell: Shell, command: SimpleCommand, prepared: PreparedCommand): Promise<number> => {
  const exec = shell.setting.builtins.get('exec');
  if (exec === undefined || prepared.argv.length > 1) {
    return withRedirections(shell, command.redirections, async () => (await exec?.(shell, prepared.argv)) ?? 0);
  }
  const { fds } = shell.process;
  const table = new Map(fds);
  try {
    await redirect(shell, command.redirections, table, []);
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
