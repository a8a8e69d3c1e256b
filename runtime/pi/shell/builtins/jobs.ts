/** jobs, fg, bg, wait, kill (bash(1), JOB CONTROL). */
import { SIGNAL_NUMBER } from '../../process.ts';
import type { Signal } from '../../process.ts';
import { Interrupted } from '../flow.ts';
import type { Job } from '../job.ts';
import { reason } from '../shell.ts';
import type { Builtin, Shell } from '../shell.ts';
import { invalidOption, takeOptions } from './usage.ts';

/** The job of a `%n`, or a complaint. */
const jobOf = async (shell: Shell, command: string, spec: string): Promise<Job | undefined> => {
  const job = shell.jobs.find(spec);
  if (job === 'ambiguous') await shell.complain(`${command}: ${spec}: ambiguous job spec`);
  else if (job === undefined) await shell.complain(`${command}: ${spec}: no such job`);
  else return job;
  return undefined;
};

export const jobs: Builtin = async (shell, args) => {
  const { options, rest, bad } = takeOptions(args, 'lpnrs');
  if (bad !== undefined)
    return invalidOption(shell, 'jobs', bad, 'jobs [-lnprs] [jobspec ...] or jobs -x command [args]');
  let listed: readonly Job[] = shell.jobs.all;
  if (rest.length > 0) {
    const found = await Promise.all(rest.map((spec) => jobOf(shell, 'jobs', spec)));
    listed = found.filter((job) => job !== undefined);
    if (listed.length < rest.length) return 1;
  }
  for (const job of listed) {
    if (options.has('r') && job.state !== 'running') continue;
    if (options.has('s') && job.state !== 'stopped') continue;
    await shell.print(options.has('p') ? `${job.group ?? job.pid}\n` : `${shell.jobs.line(job, options.has('l'))}\n`);
    job.told = job.state;
    if (job.state === 'done') shell.jobs.forget(job);
  }
  return 0;
};

const resume = (shell: Shell, job: Job): void => {
  job.continued();
  if (job.group !== undefined) shell.process.kill(-job.group, 'SIGCONT');
};

/** A job for fg or bg, or a complaint. */
const toResume = async (shell: Shell, args: readonly string[]): Promise<Job | undefined> => {
  const command = args[0] ?? '';
  if (!shell.jobControl) {
    await shell.complain(`${command}: no job control`);
    return undefined;
  }
  const spec = args[1];
  if (spec !== undefined) return jobOf(shell, command, spec);
  const { current } = shell.jobs;
  if (current === undefined) await shell.complain(`${command}: current: no such job`);
  return current;
};

export const fg: Builtin = async (shell, args) => {
  const job = await toResume(shell, args);
  if (job === undefined) return 1;
  await shell.print(`${job.text}\n`);
  if (job.state === 'done') {
    await shell.complain('fg: job has terminated');
    shell.jobs.forget(job);
    return 1;
  }
  job.background = false;
  shell.jobs.enlist(job);
  const { terminal } = shell.process;
  if (terminal !== undefined && job.group !== undefined) terminal.foreground = job.group;
  resume(shell, job);
  return shell.jobs.foreground(job);
};

export const bg: Builtin = async (shell, args) => {
  const job = await toResume(shell, args);
  if (job === undefined) return 1;
  if (job.state !== 'stopped') {
    await shell.complain(`bg: job ${job.number} already in background`);
    return 0;
  }
  await shell.print(`[${job.number}]${job === shell.jobs.current ? '+' : '-'} ${job.text} &\n`);
  job.background = true;
  resume(shell, job);
  return 0;
};

/** Waits for a job in the background; Ctrl-C ends the waiting, not the job. */
const awaitJob = async (shell: Shell, job: Job): Promise<number> => {
  while (job.state !== 'done') {
    await Promise.race([job.settled(), shell.interruption]);
    if (shell.interrupted) throw new Interrupted();
    if (job.state === 'stopped') return job.status;
  }
  if (!shell.interactive) shell.jobs.forget(job);
  return job.status;
};

export const wait: Builtin = async (shell, args) => {
  const { rest, bad } = takeOptions(args, 'n');
  if (bad !== undefined) return invalidOption(shell, 'wait', bad, 'wait [-fn] [-p var] [id ...]');
  if (rest.length === 0) {
    for (const job of shell.jobs.all) if (job.state === 'running') await awaitJob(shell, job);
    return 0;
  }
  let status = 0;
  for (const id of rest) status = await awaitOne(shell, id);
  return status;
};

const awaitOne = async (shell: Shell, id: string): Promise<number> => {
  if (id.startsWith('%')) {
    const job = await jobOf(shell, 'wait', id);
    return job === undefined ? 127 : awaitJob(shell, job);
  }
  if (!/^\d+$/.test(id)) {
    await shell.complain(`wait: \`${id}': not a pid or valid job spec`);
    return 1;
  }
  const job = shell.jobs.ofProcess(Number(id));
  if (job !== undefined) return awaitJob(shell, job);
  const ended = shell.jobs.endedStatus(Number(id));
  if (ended !== undefined) return ended;
  await shell.complain(`wait: pid ${id} is not a child of this shell`);
  return 127;
};

const KILL_USAGE = 'kill [-s sigspec | -n signum | -sigspec] pid | jobspec ... or kill -l [sigspec]';

const signalNamed = (text: string): Signal | undefined => {
  const known = Object.keys(SIGNAL_NUMBER) as Signal[];
  if (/^\d+$/.test(text)) return known.find((signal) => SIGNAL_NUMBER[signal] === Number(text));
  const name = text.toUpperCase();
  return known.find((signal) => signal === name || signal === `SIG${name}`);
};

const listSignals = async (shell: Shell, wanted: readonly string[]): Promise<number> => {
  const known = (Object.entries(SIGNAL_NUMBER) as [Signal, number][]).toSorted(([, a], [, b]) => a - b);
  if (wanted.length === 0) {
    await shell.print(`${known.map(([name, number]) => `${String(number).padStart(2)}) ${name}`).join('\n')}\n`);
    return 0;
  }
  let status = 0;
  for (const text of wanted) {
    const number = Number(text) > 128 ? String(Number(text) - 128) : text;
    const signal = signalNamed(number);
    if (signal === undefined) {
      await shell.complain(`kill: ${text}: invalid signal specification`);
      status = 1;
    } else {
      await shell.print(/^\d+$/.test(text) ? `${signal.slice(3)}\n` : `${SIGNAL_NUMBER[signal]}\n`);
    }
  }
  return status;
};

export const kill: Builtin = async (shell, args) => {
  let rest = args.slice(1);
  let name = 'TERM';
  const [first = ''] = rest;
  if (first === '-l' || first === '-L') return listSignals(shell, rest.slice(1));
  if (first === '-s' || first === '-n') {
    name = rest[1] ?? '';
    rest = rest.slice(2);
  } else if (/^-./.test(first) && first !== '--') {
    name = first.slice(1);
    rest = rest.slice(1);
  }
  if (rest[0] === '--') rest = rest.slice(1);
  const signal = name === '0' ? undefined : signalNamed(name);
  if (signal === undefined && name !== '0') {
    await shell.complain(`kill: ${name}: invalid signal specification`);
    return 1;
  }
  if (rest.length === 0) {
    await shell.print(`kill: usage: ${KILL_USAGE}\n`, 2);
    return 2;
  }
  let status = 0;
  for (const target of rest) status = Math.max(status, await killOne(shell, target, signal));
  return status;
};

const killOne = async (shell: Shell, target: string, signal: Signal | undefined): Promise<number> => {
  if (target.startsWith('%')) {
    const job = await jobOf(shell, 'kill', target);
    if (job === undefined) return 1;
    const pids = job.group === undefined ? job.members.flatMap(({ pid }) => pid ?? []) : [-job.group];
    for (const pid of pids) if (signal !== undefined) shell.process.kill(pid, signal);
    // A stopped job cannot act on a signal before it goes on.
    if (job.state === 'stopped' && (signal === 'SIGTERM' || signal === 'SIGHUP' || signal === 'SIGCONT'))
      resume(shell, job);
    return 0;
  }
  if (!/^-?\d+$/.test(target)) {
    await shell.complain(`kill: ${target}: arguments must be process or job IDs`);
    return 1;
  }
  try {
    if (signal !== undefined) {
      shell.process.kill(Number(target), signal);
      if (signal === 'SIGCONT') shell.jobs.ofProcess(Math.abs(Number(target)))?.continued();
    } else if (!shell.process.processes().some(({ pid }) => pid === Number(target))) {
      await shell.complain(`kill: (${target}) - No such process`);
      return 1;
    }
    // A signal to this very shell is acted upon here.
    await shell.process.yield();
    return 0;
  } catch (error) {
    await shell.complain(`kill: (${target}) - ${reason(error)}`);
    return 1;
  }
};
