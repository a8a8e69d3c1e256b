import type { Signal } from '../../process.ts';
import { codeOf, reason } from '../shell.ts';
import type { Builtin, Shell } from '../shell.ts';
import { signalNumber, signalOf, SIGNALS, signalTable } from '../signal-names.ts';
import { jobOf, resume } from './jobs.ts';
import { refuse, showUsage } from './usage.ts';

const USAGE = 'kill [-s sigspec | -n signum | -sigspec] pid | jobspec ... or kill -l [sigspec]';

/** `kill -l`, `kill -l 15 TERM 130`: 130 is a status, of a command that died of 2. */
const listSignals = async (shell: Shell, wanted: readonly string[]): Promise<number> => {
  if (wanted.length === 0) {
    await shell.print(signalTable());
    return 0;
  }
  let status = 0;
  for (const text of wanted) {
    const isNumber = /^\d+$/.test(text);
    const number = signalNumber(isNumber && Number(text) > 128 ? String(Number(text) - 128) : text);
    const name = number === undefined ? undefined : number === 0 ? 'EXIT' : SIGNALS.get(number)?.slice(3);
    if (name === undefined) status = await refuse(shell, `kill: ${text}: invalid signal specification`);
    else await shell.print(`${isNumber ? name : number}\n`);
  }
  return status;
};

export const kill: Builtin = async (shell, args) => {
  let rest = args.slice(1);
  let name = 'TERM';
  const [first = ''] = rest;
  if (rest.length === 0) return showUsage(shell, 'kill', USAGE);
  if (first === '-l' || first === '-L') return listSignals(shell, rest.slice(1));
  if (first === '-s' || first === '-n') {
    if (rest[1] === undefined) return refuse(shell, `kill: ${first}: option requires an argument`);
    name = rest[1];
    rest = rest.slice(2);
  } else if (/^-[sn]./.test(first) && signalNumber(first.slice(1)) === undefined) {
    name = first.slice(2);
    rest = rest.slice(1);
  } else if (/^-./.test(first) && first !== '--') {
    name = first.slice(1);
    rest = rest.slice(1);
  }
  if (rest[0] === '--') rest = rest.slice(1);
  const number = signalNumber(name);
  if (number === undefined) return refuse(shell, `kill: ${name}: invalid signal specification`);
  if (rest.length === 0) return showUsage(shell, 'kill', USAGE);
  const signal = signalOf(number);
  if (signal === undefined && number !== 0)
    return refuse(shell, `kill: this simulated Pi has no ${SIGNALS.get(number) ?? name}`);
  let done = 0;
  for (const target of rest) if (await killOne(shell, target, signal)) done++;
  // A signal to this very shell is acted upon here.
  await shell.process.yield();
  return done > 0 ? 0 : 1;
};

/** @returns whether it could be done; if not, it is told */
const killOne = async (shell: Shell, target: string, signal: Signal | undefined): Promise<boolean> => {
  if (target.startsWith('%')) return killJob(shell, target, signal);
  if (!/^-?\d+$/.test(target)) {
    await shell.complain(`kill: ${target}: arguments must be process or job IDs`);
    return false;
  }
  const { process } = shell;
  // 0: all of this shell's own group.
  const pid = Number(target) === 0 ? -process.group : Number(target);
  try {
    if (signal !== undefined) {
      process.kill(pid, signal);
      if (signal === 'SIGCONT') shell.jobs.ofProcess(Math.abs(pid))?.continued();
    } else if (!process.processes().some((each) => (pid < 0 ? each.group === -pid : each.pid === pid))) {
      await shell.complain(`kill: (${target}) - No such process`);
      return false;
    }
    return true;
  } catch (error) {
    await shell.complain(`kill: (${target}) - ${reason(error)}`);
    return false;
  }
};

const killJob = async (shell: Shell, spec: string, signal: Signal | undefined): Promise<boolean> => {
  const job = await jobOf(shell, 'kill', spec);
  if (job === undefined) return false;
  const pids =
    job.group === undefined
      ? job.members.flatMap(({ pid, state }) => (state === 'done' ? [] : (pid ?? [])))
      : [-job.group];
  try {
    for (const pid of pids) if (signal !== undefined) shell.process.kill(pid, signal);
    // A stopped job cannot act on a signal before it goes on.
    if (job.state === 'stopped' && (signal === 'SIGTERM' || signal === 'SIGHUP' || signal === 'SIGCONT'))
      resume(shell, job);
    return true;
  } catch (error) {
    const code = codeOf(error);
    await shell.complain(`kill: (${pids[0] ?? spec}) - ${reason(error)}`);
    return code !== 'ESRCH' && code !== 'EPERM';
  }
};
