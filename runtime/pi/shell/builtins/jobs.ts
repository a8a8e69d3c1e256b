/** jobs, fg, bg, disown, suspend (bash(1), JOB CONTROL). */
import { commandOf } from '../run-words.ts';
import type { Job } from '../job.ts';
import type { Builtin, Shell } from '../shell.ts';
import { invalidOption, refuse, takeOptions } from './usage.ts';

/** The job of a `%n`, or a complaint. */
export const jobOf = async (shell: Shell, command: string, spec: string): Promise<Job | undefined> => {
  const job = shell.jobs.find(spec);
  if (job === 'ambiguous') await shell.complain(`${command}: ${spec.replace(/^%/, '')}: ambiguous job spec`);
  else if (job === undefined) await shell.complain(`${command}: ${spec}: no such job`);
  else return job;
  return undefined;
};

const JOBS_USAGE = 'jobs [-lnprs] [jobspec ...] or jobs -x command [args]';

export const jobs: Builtin = async (shell, args) => {
  const { options, rest, bad } = takeOptions(args, 'lpnrsx');
  if (bad !== undefined) return invalidOption(shell, 'jobs', bad, JOBS_USAGE);
  if (options.has('x')) return withGroups(shell, rest);
  let listed: readonly Job[] = shell.jobs.all;
  let status = 0;
  if (rest.length > 0) {
    const found: Job[] = [];
    for (const spec of rest) {
      const job = await jobOf(shell, 'jobs', spec);
      if (job === undefined) status = 1;
      else found.push(job);
    }
    listed = found;
  }
  for (const job of listed.slice()) {
    if (options.has('r') && job.state !== 'running') continue;
    if (options.has('s') && job.state !== 'stopped') continue;
    if (options.has('n') && job.told === job.state) continue;
    const pid = job.leader ?? '';
    await shell.print(options.has('p') ? `${pid}\n` : `${shell.jobs.line(job, options.has('l'))}\n`);
    job.told = job.state;
    if (job.state === 'done' && shell.jobs.owns(job)) shell.jobs.forget(job);
  }
  return status;
};

/** `jobs -x cmd %1`: the job's process group in its place. */
const withGroups = (shell: Shell, words: readonly string[]): Promise<number> => {
  const replaced = words.map((word) => {
    const job = word.startsWith('%') ? shell.jobs.find(word) : undefined;
    return job === undefined || job === 'ambiguous' ? word : String(job.leader ?? word);
  });
  return commandOf(shell, replaced);
};

export const resume = (shell: Shell, job: Job): void => {
  job.continued();
  if (job.group !== undefined) shell.process.kill(-job.group, 'SIGCONT');
};

/** A job for fg or bg, or a complaint. */
const toResume = async (shell: Shell, command: string, spec: string | undefined): Promise<Job | undefined> => {
  if (!shell.jobControl) {
    await shell.complain(`${command}: no job control`);
    return undefined;
  }
  if (spec !== undefined) return jobOf(shell, command, spec);
  const { current } = shell.jobs;
  if (current === undefined) await shell.complain(`${command}: current: no such job`);
  return current;
};

/** Where a job was started, if the shell is elsewhere by now. */
const where = (shell: Shell, job: Job): string => {
  const shown = / {2}\(wd: .*\)$/.exec(shell.jobs.line(job))?.[0];
  return shown === undefined ? '' : `\t${shown.trim()}`;
};

export const fg: Builtin = async (shell, args) => {
  const { rest, bad } = takeOptions(args, '');
  if (bad !== undefined) return invalidOption(shell, 'fg', bad, 'fg [job_spec]');
  const job = await toResume(shell, 'fg', rest[0]);
  if (job === undefined) return 1;
  if (job.state === 'done') {
    await shell.complain('fg: job has terminated');
    shell.jobs.forget(job);
    return 1;
  }
  await shell.print(`${job.text}${where(shell, job)}\n`);
  job.background = false;
  shell.jobs.enlist(job);
  const { terminal } = shell.process;
  if (terminal !== undefined && job.group !== undefined) terminal.foreground = job.group;
  resume(shell, job);
  return shell.jobs.foreground(job);
};

export const bg: Builtin = async (shell, args) => {
  const { rest, bad } = takeOptions(args, '');
  if (bad !== undefined) return invalidOption(shell, 'bg', bad, 'bg [job_spec ...]');
  let status = 0;
  for (const spec of rest.length === 0 ? [undefined] : rest) {
    const job = await toResume(shell, 'bg', spec);
    if (job === undefined) status = 1;
    else if (job.state !== 'stopped') await shell.complain(`bg: job ${job.number} already in background`);
    else {
      const mark = job === shell.jobs.current ? '+' : job === shell.jobs.previous ? '-' : ' ';
      await shell.print(`[${job.number}]${mark} ${job.text} &${where(shell, job)}\n`);
      job.background = true;
      resume(shell, job);
    }
  }
  return status;
};

export const disown: Builtin = async (shell, args) => {
  const { options, rest, bad } = takeOptions(args, 'ahr');
  if (bad !== undefined) return invalidOption(shell, 'disown', bad, 'disown [-h] [-ar] [jobspec ... | pid ...]');
  const release = (job: Job): void => {
    if (options.has('h')) job.keeps = true;
    else shell.jobs.forget(job);
  };
  if (rest.length === 0) {
    if (options.has('a') || options.has('r')) {
      for (const job of shell.jobs.all.slice()) if (!options.has('r') || job.state === 'running') release(job);
      return 0;
    }
    const { current } = shell.jobs;
    if (current === undefined) return refuse(shell, 'disown: current: no such job');
    release(current);
    return 0;
  }
  let status = 0;
  for (const spec of rest) {
    const job = /^\d+$/.test(spec) ? shell.jobs.ofProcess(Number(spec)) : shell.jobs.find(spec);
    if (job === undefined || job === 'ambiguous') status = await refuse(shell, `disown: ${spec}: no such job`);
    else release(job);
  }
  return status;
};

export const suspend: Builtin = async (shell, args) => {
  const { options, bad } = takeOptions(args, 'f');
  if (bad !== undefined) return invalidOption(shell, 'suspend', bad, 'suspend [-f]');
  if (!options.has('f')) {
    if (!shell.jobControl) return refuse(shell, 'suspend: cannot suspend: no job control');
    if (shell.login) return refuse(shell, 'suspend: cannot suspend a login shell');
  }
  const { process } = shell;
  process.kill(process.pid, 'SIGSTOP');
  await process.yield();
  if (shell.jobControl && process.terminal !== undefined) process.terminal.foreground = process.group;
  return 0;
};
