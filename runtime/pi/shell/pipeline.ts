/**
 * Starts the commands of a pipeline, joined by pipes. A plain command becomes a process of its own;
 * everything else (a builtin, a compound command, words with a $(…) that might read from the pipe)
 * runs in a subshell.
 */
import type { Signal } from '../process.ts';
import type { OpenFile } from '../system.ts';
import type { Command, SimpleCommand, WordPart } from './ast.ts';
import { ExpansionProblem } from './expand.ts';
import type { Job } from './job.ts';
import { startExternal } from './launch.ts';
import type { Started } from './launch.ts';
import { redirect, RedirectionProblem } from './redirect.ts';
import type { Shell } from './shell.ts';
import { prepareSimple } from './simple.ts';
import { forkShell } from './subshell.ts';

export interface PipelineOptions {
  readonly background: boolean;
  /** Runs a command in a subshell: the executor. */
  readonly run: (copy: Shell, command: Command) => Promise<number>;
}

export const startPipeline = async (
  shell: Shell,
  commands: readonly Command[],
  job: Job,
  { background, run }: PipelineOptions,
): Promise<void> => {
  const { process } = shell;
  const mine: OpenFile[] = [];
  let input: OpenFile | undefined;
  if (background && !shell.jobControl) {
    input = process.open('/dev/null', { read: true });
    mine.push(input);
  }
  for (const [index, command] of commands.entries()) {
    const files = new Map(process.fds);
    if (input !== undefined) files.set(0, input);
    const next = index < commands.length - 1 ? process.pipe() : undefined;
    if (next !== undefined) {
      mine.push(...next);
      files.set(1, next[1]);
    }
    const place: Place = {
      files,
      ...(shell.jobControl ? { group: job.group ?? ('new' as const) } : {}),
      ...(background && !shell.jobControl ? { ignore: ['SIGINT', 'SIGQUIT'] as const } : {}),
    };
    const started = await startMember(shell, command, place, run);
    if ('pid' in started) {
      if (shell.jobControl && job.group === undefined) {
        job.group = started.pid;
        if (!background && process.terminal !== undefined) process.terminal.foreground = started.pid;
      }
      shell.jobs.adopt(job, started.pid);
    } else {
      job.members.push({ state: 'done', status: started.status });
    }
    // A writer that the shell kept open would keep the reader waiting for ever.
    next?.[1].close();
    input = next?.[0];
  }
  for (const file of mine) file.close();
};

interface Place {
  readonly files: Map<number, OpenFile>;
  readonly group?: 'new' | number;
  readonly ignore?: readonly Signal[];
}

const startMember = async (
  shell: Shell,
  command: Command,
  place: Place,
  run: PipelineOptions['run'],
): Promise<Started> => {
  if (command.kind === 'simple' && !command.words.some((word) => substitutes(word.parts))) {
    const direct = await startDirectly(shell, command, place);
    if (direct !== undefined) return direct;
  }
  return { pid: forkShell(shell, place, (copy) => reporting(copy, () => run(copy, command))) };
};

const reporting = async (copy: Shell, run: () => Promise<number>): Promise<number> => {
  try {
    return await run();
  } catch (error) {
    if (error instanceof ExpansionProblem) await copy.complain(error.message);
    throw error;
  }
};

/** @returns undefined: it is nothing that can run without a shell around it */
const startDirectly = async (shell: Shell, command: SimpleCommand, place: Place): Promise<Started | undefined> => {
  const opened: OpenFile[] = [];
  try {
    // Expanded in a copy: `a=1 | …` and `${x:=1} | …` change nothing here.
    const copy = shell.fork(shell.process);
    copy.line = command.line;
    const { argv, assignments } = await prepareSimple(copy, command);
    const [name] = argv;
    if (name === undefined || shell.setting.builtins.has(name)) return undefined;
    await redirect(copy, command.redirections, place.files, opened);
    return await startExternal(copy, argv, assignments, place);
  } catch (error) {
    if (!(error instanceof RedirectionProblem) && !(error instanceof ExpansionProblem)) throw error;
    await shell.complain(error.message, place.files.get(2));
    return { status: 1 };
  } finally {
    for (const file of opened) file.close();
  }
};

const substitutes = (parts: readonly WordPart[]): boolean =>
  parts.some((part) => {
    if (part.kind === 'substitution') return true;
    if (part.kind === 'double') return substitutes(part.parts);
    return part.kind === 'parameter' && part.word !== undefined && substitutes(part.word.parts);
  });
