/**
 * Runs what the parser has read: lists, pipelines, compound commands. Simple commands are in
 * simple.ts.
 */
import type {
  AndOr,
  ArithmeticForCommand,
  CaseCommand,
  Command,
  ForCommand,
  IfCommand,
  List,
  LoopCommand,
  Pipeline,
  Word,
} from './ast.ts';
import { defineFunction } from './call-function.ts';
import { contextOf } from './context.ts';
import { expandPattern, expandText, expandWords } from './expand.ts';
import { ExpansionProblem } from './expansion-problem.ts';
import { ExitShell, Interrupted, LeaveLoop } from './flow.ts';
import { Job } from './job.ts';
import { lateParts } from './late-part.ts';
import { reportProblem } from './problem.ts';
import type { Shell } from './shell.ts';
import { runSimple } from './simple.ts';
import { closeSubstitutions } from './close-substitutions.ts';
import { forkRetrying } from './subshell.ts';
import { isName } from './variables.ts';
import { withRedirections } from './with-redirections.ts';
import { trace } from './xtrace.ts';

export const executeList = async (shell: Shell, list: List): Promise<number> => {
  for (const { andOr, background } of list) {
    if (shell.options.noexec && !shell.interactive) return shell.status;
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
const executePipeline = async (shell: Shell, pipeline: Pipeline, condition: boolean): Promise<number> => {
  const { timed, negated, commands } = pipeline;
  const lenient = condition || negated;
  const run = (): Promise<number> => runPipeline(shell, commands);
  if (lenient) shell.conditions++;
  try {
    const status = timed === undefined ? await run() : await (await lateParts(shell)).measure(shell, timed, run);
    shell.status = negated ? Number(status === 0) : status;
  } finally {
    if (lenient) shell.conditions--;
  }
  if (shell.status !== 0 && !lenient && shell.conditions === 0 && isJudged(commands)) await failed(shell);
  return shell.status;
};

/** What `set -e` and ERR look at; other compound commands have looked at what is inside them. */
const isJudged = (commands: readonly Command[]): boolean =>
  commands.length > 1 || /^(?:simple|subshell|arithmetic|conditional)$/.test(commands[0]?.kind ?? '');

const failed = async (shell: Shell): Promise<void> => {
  const { status } = shell;
  await shell.traps.condition('ERR');
  if (shell.options.errexit) throw new ExitShell(status);
};

const runPipeline = async (shell: Shell, commands: readonly Command[]): Promise<number> => {
  const [only] = commands;
  if (only === undefined) return 0; // `time` and `!` may stand alone.
  if (commands.length === 1 && only.kind !== 'subshell') {
    const status = await executeCommand(shell, only);
    shell.pipeStatus = [status];
    return status;
  }
  await breathe(shell);
  const job = new Job(commands, shell);
  if (only.kind === 'subshell') shell.line = only.line;
  const here = await (
    await lateParts(shell)
  ).startPipeline(shell, commands, job, { background: false, run: executeCommand });
  const status = await shell.jobs.foreground(job);
  shell.pipeStatus = [...job.members.map((member) => member.status), ...(here === undefined ? [] : [here])];
  if (job.state === 'stopped') return status;
  const last = here ?? status;
  return shell.options.pipefail ? (shell.pipeStatus.findLast((each) => each !== 0) ?? 0) : last;
};

/** `cmd &` */
const startBackground = async (shell: Shell, andOr: AndOr): Promise<number> => {
  await breathe(shell);
  const { first, rest } = andOr;
  const plain = rest.length === 0 && !first.negated && first.timed === undefined && first.commands.length > 0;
  const job = plain ? new Job(first.commands, shell) : new Job((await lateParts(shell)).formatAndOr(andOr), shell);
  job.background = true;
  if (plain) {
    await (await lateParts(shell)).startPipeline(shell, first.commands, job, { background: true, run: executeCommand });
  } else {
    const list: List = [{ andOr, background: false }];
    const group = shell.jobControl ? { group: 'new' as const } : { ignore: ['SIGINT', 'SIGQUIT'] as const };
    const files = new Map(shell.process.fds);
    const empty = shell.jobControl ? undefined : shell.process.open('/dev/null', { read: true });
    if (empty !== undefined) files.set(0, empty);
    const pid = await forkRetrying(shell, { files, ...group }, (copy) => executeList(copy, list));
    empty?.close();
    if (shell.jobControl) job.group = pid;
    shell.jobs.adopt(job, pid);
  }
  if (!shell.interactive) shell.jobs.sweep();
  shell.jobs.enlist(job);
  if (job.pid !== undefined) shell.lastBackground = job.pid;
  if (shell.interactive) await shell.print(`[${job.number}] ${job.pid ?? ''}\n`, 2);
  return 0;
};

/** So many commands may follow each other before everybody else, keys too, gets a turn. */
const COMMANDS_A_TURN = 16;

/** Between two commands: others get their turn, Ctrl-C and traps theirs. @throws Interrupted; Dying */
const breathe = async (shell: Shell): Promise<void> => {
  if (++shell.commands >= COMMANDS_A_TURN) {
    shell.commands = 0;
    await shell.process.yield();
  }
  if (shell.interrupted) throw new Interrupted();
  if (shell.traps.pending) await shell.traps.run();
};

/** In this shell itself: what it assigns, stays. */
export const executeCommand = async (shell: Shell, command: Command): Promise<number> => {
  await breathe(shell);
  shell.line = command.line;
  const open = shell.substitutions.length;
  try {
    if (command.kind === 'simple') return await runSimple(shell, command);
    return await withRedirections(shell, command.redirections, () => executeCompound(shell, command));
  } finally {
    if (shell.substitutions.length > open) closeSubstitutions(shell, open);
  }
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
    case 'select':
      return (await lateParts(shell)).select(shell, command, { executeList, looping });
    case 'arithmetic-for':
      return reportingMistakes(shell, () => executeArithmeticFor(shell, command));
    case 'if':
      return executeIf(shell, command);
    case 'case':
      return executeCase(shell, command);
    case 'arithmetic':
      await beforeCommand(shell, command);
      return reportingMistakes(shell, async () => Number((await arithmetic(shell, command.expression)) === 0n));
    case 'conditional':
      await beforeCommand(shell, command);
      return (await lateParts(shell)).evaluateConditional(shell, command.expression);
    case 'function':
      return defineFunction(shell, command);
  }
};

/** BASH_COMMAND, and the DEBUG trap. */
const beforeCommand = async (shell: Shell, command: Command): Promise<void> => {
  shell.begins(command);
  await shell.traps.condition('DEBUG');
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
  const left = await looping(shell, async () => {
    if ((await executeCondition(shell, command.condition)) !== (command.kind === 'while')) return false;
    status = await executeList(shell, command.body);
    return true;
  });
  return left ?? status;
};

const executeFor = async (shell: Shell, command: ForCommand): Promise<number> => {
  if (!isName(command.name)) {
    await shell.complain(`\`${command.name}': not a valid identifier`);
    return 1;
  }
  const values = command.words === undefined ? shell.positional : await expandWords(command.words, contextOf(shell));
  let status = 0;
  let index = 0;
  const left = await looping(shell, async () => {
    const value = values[index++];
    if (value === undefined) return false;
    shell.line = command.line;
    if (shell.options.xtrace) await trace(shell, (await lateParts(shell)).formatHead(command));
    await beforeCommand(shell, command);
    shell.variables.set(command.name, value);
    status = await executeList(shell, command.body);
    return true;
  });
  return left ?? status;
};

const executeArithmeticFor = async (shell: Shell, command: ArithmeticForCommand): Promise<number> => {
  const value = async (expression: Word, otherwise: bigint): Promise<bigint> => {
    shell.line = command.line;
    return expression.source.trim() === '' ? otherwise : arithmetic(shell, expression);
  };
  await value(command.start, 0n);
  let status = 0;
  let first = true;
  const left = await looping(shell, async () => {
    if (!first) await value(command.step, 0n);
    first = false;
    if ((await value(command.condition, 1n)) === 0n) return false;
    status = await executeList(shell, command.body);
    return true;
  });
  return left ?? status;
};

/** `((…))`: a mistake in it is told of, and is as false as 0. */
const arithmetic = async (shell: Shell, expression: Word): Promise<bigint> => {
  const context = contextOf(shell);
  try {
    const text = await expandText(expression, context);
    if (shell.options.xtrace) await trace(shell, `(( ${text.trim()} ))`);
    return await context.arithmetic(text);
  } catch (error) {
    if (!(error instanceof ExpansionProblem) || error.fatal) throw error;
    throw new ArithmeticMistake(error.message);
  }
};

/** Ends the `((…))` or the `for ((…))` that it stands in, with status 1. */
class ArithmeticMistake extends Error {}

const reportingMistakes = async (shell: Shell, run: () => Promise<number>): Promise<number> => {
  try {
    return await run();
  } catch (error) {
    if (!(error instanceof ArithmeticMistake)) throw error;
    await shell.complain(`((: ${error.message}`);
    return 1;
  }
};

/**
 * @param round one time around; false: the loop is over
 * @returns the status of the `break` or `continue` that ended the last round; undefined: none did
 */
const looping = async (shell: Shell, round: () => Promise<boolean>): Promise<number | undefined> => {
  shell.loops++;
  let left: number | undefined;
  try {
    for (;;) {
      try {
        if (!(await round())) return left;
        left = undefined;
      } catch (error) {
        if (!(error instanceof LeaveLoop)) throw error;
        shell.status = error.status;
        left = error.status;
        if (error.levels > 1) throw new LeaveLoop(error.how, error.levels - 1, error.status);
        if (error.how === 'break') return left;
      }
      await breathe(shell);
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

const executeCase = async (shell: Shell, command: CaseCommand): Promise<number> => {
  await beforeCommand(shell, command);
  if (shell.options.xtrace) await trace(shell, (await lateParts(shell)).formatHead(command).trim());
  const context = contextOf(shell);
  const text = await expandText(command.word, context);
  let status = 0;
  let falls = false;
  for (const { patterns, body, next } of command.clauses) {
    if (!falls && !(await matchesAny(shell, patterns, text))) continue;
    status = body.length === 0 ? 0 : await executeList(shell, body);
    if (next === ';;') return status;
    falls = next === ';&';
  }
  return status;
};

const matchesAny = async (shell: Shell, patterns: readonly Word[], text: string): Promise<boolean> => {
  const context = contextOf(shell);
  const { extglob, nocasematch } = context.options;
  const { matcher } = await lateParts(shell);
  const matches = (pattern: string) => matcher(pattern, { extglob: extglob === true, nocase: nocasematch === true });
  for (const pattern of patterns) {
    if (matches(await expandPattern(pattern, context))(text)) return true;
  }
  return false;
};

/** For the outermost level: what ends a command line early is reported, and gives a status. */
export const executeReporting = async (shell: Shell, list: List): Promise<number> => {
  try {
    const status = await executeList(shell, list);
    if (shell.traps.pending) await shell.traps.run();
    return status;
  } catch (error) {
    if (error instanceof LeaveLoop) return shell.status;
    shell.status = await reportProblem(shell, error);
    return shell.status;
  }
};
