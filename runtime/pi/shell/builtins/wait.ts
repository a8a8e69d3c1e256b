import { SIGNAL_NUMBER } from '../../process.ts';
import type { Signal } from '../../process.ts';
import { Interrupted } from '../flow.ts';
import type { Job } from '../job.ts';
import type { Builtin, Shell } from '../shell.ts';
import { isName } from '../variables.ts';
import { jobOf } from './jobs.ts';
import { optionProblem, readOptions, refuse } from './usage.ts';

const USAGE = 'wait [-fn] [-p var] [id ...]';

/** A trapped signal ends the waiting; its number tells by which. */
class Trapped extends Error {
  readonly signal: Signal;
  constructor(signal: Signal) {
    super(signal);
    this.signal = signal;
  }
}

/** Waits for one of several things to happen, or for Ctrl-C, which ends the waiting, not the job. */
const until = async (shell: Shell, changes: readonly Promise<unknown>[]): Promise<void> => {
  const trapped = shell.traps.arrival.then((signal) => new Trapped(signal));
  const first = await Promise.race([...changes, shell.interruption, trapped, shell.traps.doom]);
  if (shell.interrupted) throw new Interrupted();
  if (first instanceof Trapped && first.signal !== 'SIGCHLD') throw first;
};

/** @param fully `-f`: also past its being stopped */
const awaitJob = async (shell: Shell, job: Job, fully = false): Promise<number> => {
  while (job.state !== 'done') {
    if (job.state === 'stopped' && !fully) return job.status;
    await until(shell, [job.changed()]);
  }
  await told(shell, job);
  return job.status;
};

/** A job that was waited for is gone from a script's list; of a violent end is told now. */
const told = async (shell: Shell, job: Job): Promise<void> => {
  if (shell.interactive) return;
  if (job.told !== 'done') await shell.jobs.reportDeath(job);
  job.told = 'done';
  shell.jobs.forget(job);
};

export const wait: Builtin = async (shell, args) => {
  const found = readOptions(args, 'fnp:');
  const { options, rest } = found;
  const problem = await optionProblem(shell, 'wait', found, USAGE);
  if (problem !== undefined) return problem;
  const variable = options.get('p');
  if (variable !== undefined && !isName(variable)) return refuse(shell, `wait: \`${variable}': not a valid identifier`);
  if (variable !== undefined) shell.variables.unset(variable);
  try {
    if (options.has('n')) return await awaitAny(shell, rest, variable);
    if (rest.length === 0) return await awaitAll(shell);
    let status = 0;
    for (const id of rest) status = await awaitOne(shell, id, options.has('f'), variable);
    return status;
  } catch (error) {
    if (!(error instanceof Trapped)) throw error;
    await shell.traps.run();
    return 128 + SIGNAL_NUMBER[error.signal];
  }
};

const awaitAll = async (shell: Shell): Promise<number> => {
  for (const job of shell.jobs.all.slice()) if (shell.jobs.owns(job)) await awaitJob(shell, job);
  return 0;
};

/** The next one that ends. */
const awaitAny = async (shell: Shell, ids: readonly string[], variable: string | undefined): Promise<number> => {
  const wanted: Job[] = [];
  for (const id of ids) {
    const job = id.startsWith('%') ? await jobOf(shell, 'wait', id) : shell.jobs.ofProcess(Number(id));
    if (job !== undefined) wanted.push(job);
  }
  const candidates = ids.length === 0 ? shell.jobs.all.filter((job) => shell.jobs.owns(job)) : wanted;
  if (candidates.length === 0) return 127;
  for (;;) {
    const ended = candidates.find((job) => job.state === 'done');
    if (ended !== undefined) {
      if (variable !== undefined) shell.variables.set(variable, String(ended.pid ?? ''));
      const { status } = ended;
      await told(shell, ended);
      shell.jobs.forget(ended);
      return status;
    }
    await until(
      shell,
      candidates.map((job) => job.changed()),
    );
  }
};

const awaitOne = async (shell: Shell, id: string, fully: boolean, variable: string | undefined): Promise<number> => {
  const remember = (job: Job): void => {
    if (variable !== undefined) shell.variables.set(variable, String(job.pid ?? ''));
  };
  if (id.startsWith('%')) {
    const job = await jobOf(shell, 'wait', id);
    if (job === undefined) return 127;
    remember(job);
    return awaitJob(shell, job, fully);
  }
  if (!/^\d+$/.test(id)) {
    await shell.complain(`wait: \`${id}': not a pid or valid job spec`);
    return 1;
  }
  const job = shell.jobs.ofProcess(Number(id));
  if (job !== undefined && shell.jobs.owns(job)) {
    remember(job);
    return awaitJob(shell, job, fully);
  }
  const ended = shell.jobs.endedStatus(Number(id));
  if (ended !== undefined) {
    if (variable !== undefined) shell.variables.set(variable, id);
    return ended;
  }
  await shell.complain(`wait: pid ${id} is not a child of this shell`);
  return 127;
};
