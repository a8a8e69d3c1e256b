/**
 * Runs what the parser has read: lists, pipelines, compound commands. Simple commands are in
 * simple.ts.
 */
import { SystemError } from '#runtime/ports.ts';
import type { AndOr, Command, ForCommand, IfCommand, List, LoopCommand, Pipeline } from './ast.ts';
import { contextOf } from './context.ts';
import { ExpansionProblem, expandWords } from './expand.ts';
import { ExitShell, Interrupted, LeaveLoop } from './flow.ts';
import { formatAndOr, formatCommand } from './format.ts';
import { Job } from './job.ts';
import { startPipeline } from './pipeline.ts';
import { reason } from './shell.ts';
import type { Shell } from './shell.ts';
import { runSimple } from './simple.ts';
import { expansionStatus, forkShell } from './subshell.ts';
import { isName } from './variables.ts';
import { withRedirections } from './with-redirections.ts';

export const executeList = async (shell: Shell, list: List): Promise<number> => {
  for (const { andOr, background } of list) {
    shell.status = background ? await startBackground(shell, andOr) : await executeAndOr(shell, andOr);
  }
  return shell.status;
};

const executeAndOr = async (shell: Shell, { first, rest }: AndOr): Promise<number> => {
  let status = await executePipeline(shell, first, rest.length > 0);
  for (const [index, { operator, pipeline }] of rest.entries()) {
    if ((status === 0) !== (operator === '&&')) continue;
    status = await executePipeline(shell, pipeline, index < rest.length - 1);
  }
  return status;
};

/** @param condition its status is asked for by `&&` or `||`: `set -e` looks away */
const executePipeline = async (shell: Shell, { negated, commands }: Pipeline, condition: boolean): Promise<number> => {
  const lenient = condition || negated;
  if (lenient) shell.conditions++;
  try {
    const status = await runPipeline(shell, commands);
    shell.status = negated ? Number(status === 0) : status;
  } finally {
    if (lenient) shell.conditions--;
  }
  if (shell.options.errexit && shell.status !== 0 && !lenient && shell.conditions === 0)
    throw new ExitShell(shell.status);
  return shell.status;
};

const runPipeline = async (shell: Shell, commands: readonly Command[]): Promise<number> => {
  const [only] = commands;
  if (only !== undefined && commands.length === 1 && only.kind !== 'subshell') return executeCommand(shell, only);
  checkInterrupt(shell);
  const job = new Job(commands.map(formatCommand).join(' | '));
  await startPipeline(shell, commands, job, { background: false, run: executeCommand });
  return shell.jobs.foreground(job);
};

/** `cmd &` */
const startBackground = async (shell: Shell, andOr: AndOr): Promise<number> => {
  checkInterrupt(shell);
  const job = new Job(formatAndOr(andOr));
  job.background = true;
  const { first, rest } = andOr;
  if (rest.length === 0 && !first.negated) {
    await startPipeline(shell, first.commands, job, { background: true, run: executeCommand });
  } else {
    const list: List = [{ andOr, background: false }];
    const group = shell.jobControl ? { group: 'new' as const } : { ignore: ['SIGINT', 'SIGQUIT'] as const };
    const files = new Map(shell.process.fds);
    const pid = forkShell(shell, { files, ...group }, (copy) => executeList(copy, list));
    if (shell.jobControl) job.group = pid;
    shell.jobs.adopt(job, pid);
  }
  if (!shell.interactive) shell.jobs.sweep();
  shell.jobs.enlist(job);
  if (job.pid !== undefined) shell.lastBackground = job.pid;
  if (shell.interactive) await shell.print(`[${job.number}] ${job.pid ?? ''}\n`, 2);
  return 0;
};

export const checkInterrupt = (shell: Shell): void => {
  if (shell.interrupted) throw new Interrupted();
};

/** In this shell itself: what it assigns, stays. */
export const executeCommand = async (shell: Shell, command: Command): Promise<number> => {
  checkInterrupt(shell);
  shell.line = command.line;
  if (command.kind === 'simple') return runSimple(shell, command);
  return withRedirections(shell, command.redirections, () => executeCompound(shell, command));
};

const executeCompound = async (shell: Shell, command: Exclude<Command, { kind: 'simple' }>): Promise<number> => {
  switch (command.kind) {
    case 'subshell': // As part of a pipeline it is in a process of its own already.
    case 'group':
      return executeList(shell, command.body);
    case 'while':
    case 'until':
      return executeLoop(shell, command);
    case 'for':
      return executeFor(shell, command);
    case 'if':
      return executeIf(shell, command);
  }
};

const executeCondition = async (shell: Shell, list: List): Promise<boolean> => {
  shell.conditions++;
  try {
    return (await executeList(shell, list)) === 0;
  } finally {
    shell.conditions--;
  }
};

const executeLoop = async (shell: Shell, command: LoopCommand): Promise<number> => {
  let status = 0;
  await looping(shell, async () => {
    if ((await executeCondition(shell, command.condition)) !== (command.kind === 'while')) return false;
    status = await executeList(shell, command.body);
    return true;
  });
  return status;
};

const executeFor = async (shell: Shell, command: ForCommand): Promise<number> => {
  if (!isName(command.name)) {
    await shell.complain(`\`${command.name}': not a valid identifier`);
    return 1;
  }
  const values = command.words === undefined ? shell.positional : await expandWords(command.words, contextOf(shell));
  let status = 0;
  let index = 0;
  await looping(shell, async () => {
    const value = values[index++];
    if (value === undefined) return false;
    shell.assign(command.name, value);
    status = await executeList(shell, command.body);
    return true;
  });
  return status;
};

/** @param round one time around; false: the loop is over */
const looping = async (shell: Shell, round: () => Promise<boolean>): Promise<void> => {
  shell.loops++;
  try {
    for (;;) {
      try {
        if (!(await round())) return;
      } catch (error) {
        if (!(error instanceof LeaveLoop)) throw error;
        shell.status = 0;
        if (error.levels > 1) throw new LeaveLoop(error.how, error.levels - 1);
        if (error.how === 'break') return;
      }
      // A loop of builtins makes no call that waits: others must get their turn, and Ctrl-C its.
      await shell.process.yield();
      checkInterrupt(shell);
    }
  } finally {
    shell.loops--;
  }
};

const executeIf = async (shell: Shell, { branches, otherwise }: IfCommand): Promise<number> => {
  for (const { condition, body } of branches) {
    if (await executeCondition(shell, condition)) return executeList(shell, body);
  }
  return otherwise === undefined ? 0 : executeList(shell, otherwise);
};

/** No process could be had: bash(1) gives up the line. */
const NO_PROCESS = 254;

/** For the outermost level: what ends a command line early is reported, and gives a status. */
export const executeReporting = async (shell: Shell, list: List): Promise<number> => {
  try {
    return await executeList(shell, list);
  } catch (error) {
    if (error instanceof ExpansionProblem) {
      await shell.complain(error.message);
      shell.status = 1;
      if (!shell.interactive) throw new ExitShell(expansionStatus(error));
      return 1;
    }
    if (error instanceof LeaveLoop) return shell.status;
    if (!(error instanceof SystemError && error.code === 'EAGAIN')) throw error;
    await shell.complain(`fork: ${reason(error)}`);
    shell.status = NO_PROCESS;
    return NO_PROCESS;
  }
};
