/**
 * Starts the commands of a pipeline, joined by pipes. A plain command becomes a process of its own;
 * everything else (a builtin, a function, a compound command, words with a $(…) that might read from the
 * pipe) runs in a subshell.
 */
import type { Signal } from '../process.ts';
import type { OpenFile } from '../system.ts';
import type { Command, SimpleCommand, WordPart } from './ast.ts';
import { ExpansionProblem } from './expansion-problem.ts';
import type { Job } from './job.ts';
import { startExternal } from './launch.ts';
import type { Started } from './launch.ts';
import { redirect, RedirectionProblem } from './redirect.ts';
import type { Shell } from './shell.ts';
import { prepareSimple } from './simple.ts';
import { forkRetrying } from './subshell.ts';
import { replaceAll } from './with-redirections.ts';

export interface PipelineOptions {
  readonly background: boolean;
  /** Runs a command in a subshell: the executor. */
  readonly run: (copy: Shell, command: Command) => Promise<number>;
}

/** @returns the status of the last command if that ran in this very shell (`shopt -s lastpipe`) */
export const startPipeline = async (
  shell: Shell,
  commands: readonly Command[],
  job: Job,
  { background, run }: PipelineOptions,
): Promise<number | undefined> => {
  const { process } = shell;
  const mine = new Set<OpenFile>();
  const here = !background && commands.length > 1 && !shell.jobControl && shell.shopts.get('lastpipe') === true;
  let input: OpenFile | undefined;
  if (background && !shell.jobControl) {
    input = process.open('/dev/null', { read: true });
    mine.add(input);
  }
  try {
    for (const [index, command] of commands.entries()) {
      const files = new Map(process.fds);
      if (input !== undefined) files.set(0, input);
      const next = index < commands.length - 1 ? process.pipe() : undefined;
      if (next !== undefined) {
        for (const end of next) mine.add(end);
        files.set(1, next[1]);
      } else if (here) {
        return await withInput(shell, input, () => run(shell, command));
      }
      await startOne(shell, command, job, { files, background, run });
      // A writer that the shell kept open would keep the reader waiting for ever.
      next?.[1].close();
      input?.close();
      input = next?.[0];
    }
    return undefined;
  } finally {
    for (const file of mine) file.close();
  }
};

interface Member {
  readonly files: Map<number, OpenFile>;
  readonly background: boolean;
  readonly run: PipelineOptions['run'];
}

const startOne = async (
  shell: Shell,
  command: Command,
  job: Job,
  { files, background, run }: Member,
): Promise<void> => {
  const { process } = shell;
  const place: Place = {
    files,
    ...(shell.jobControl ? { group: job.group ?? ('new' as const) } : {}),
    ...(background && !shell.jobControl ? { ignore: ['SIGINT', 'SIGQUIT'] as const } : {}),
  };
  const started = await startMember(shell, command, place, run);
  if (!('pid' in started)) {
    job.add(undefined, started.status);
    return;
  }
  if (shell.jobControl && job.group === undefined) {
    job.group = started.pid;
    if (!background && process.terminal !== undefined) process.terminal.foreground = started.pid;
  }
  shell.jobs.adopt(job, started.pid);
};

const withInput = async (shell: Shell, input: OpenFile | undefined, run: () => Promise<number>): Promise<number> => {
  const { fds } = shell.process;
  const before = new Map(fds);
  if (input !== undefined) fds.set(0, input);
  try {
    return await run();
  } finally {
    replaceAll(fds, before);
  }
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
  if (command.kind === 'simple') {
    shell.line = command.line;
    shell.begins(command);
    await shell.traps.condition('DEBUG');
    if (!command.words.some((word) => substitutes(word.parts)) && !isHeld(command)) {
      const direct = await startDirectly(shell, command, place);
      if (direct !== undefined) return direct;
    }
  }
  const pid = await forkRetrying(shell, place, (copy) => {
    copy.traps.forgetDebug();
    return run(copy, command);
  });
  return { pid };
};

/** Its assignments or redirections start processes: they belong to the command, not to this shell. */
const isHeld = ({ assignments, redirections }: SimpleCommand): boolean =>
  assignments.some(({ value, elements }) => elements !== undefined || substitutes(value.parts)) ||
  redirections.some(({ target, body }) => substitutes(target.parts) || (body !== undefined && substitutes(body.parts)));

/** @returns undefined: it is nothing that can run without a shell around it */
const startDirectly = async (shell: Shell, command: SimpleCommand, place: Place): Promise<Started | undefined> => {
  const [first] = command.words;
  if (first === undefined || shell.isOwn(first.source)) return undefined;
  const opened: OpenFile[] = [];
  try {
    // Expanded in a copy: `${x:=1} | …` changes nothing here.
    const copy = shell.fork();
    copy.line = command.line;
    copy.subshell = shell.subshell;
    copy.inSubstitution = shell.inSubstitution;
    const { argv, assignments } = await prepareSimple(copy, command);
    const [name] = argv;
    if (name === undefined || shell.isOwn(name)) return undefined;
    await redirect(copy, command.redirections, place.files, opened);
    const started = await startExternal(copy, argv, assignments, place);
    // A function is to deal with it: that needs a shell.
    return 'status' in started && started.handled === false ? undefined : started;
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
    if (part.kind === 'substitution' || part.kind === 'process' || part.kind === 'arithmetic') return true;
    if (part.kind === 'double') return substitutes(part.parts);
    if (part.kind !== 'parameter') return false;
    if (part.subscript !== undefined && typeof part.subscript === 'object' && substitutes(part.subscript.parts))
      return true;
    return [part.word, part.second].some((word) => word !== undefined && substitutes(word.parts));
  });
