/** exit, logout, break, continue, return, true, false, `:`. */
import { ExitShell, LeaveLoop, ReturnFromSource } from '../flow.ts';
import type { Builtin, Shell } from '../shell.ts';
import { statusFrom } from './usage.ts';

/** At a prompt, the first `exit` with stopped jobs only warns. */
const warnOfStopped = async (shell: Shell): Promise<boolean> => {
  if (!shell.interactive || shell.warnedOfStopped) return false;
  const checksAll = shell.shopts.get('checkjobs') === true;
  const stopped = shell.jobs.all.some(({ state }) => state === 'stopped');
  const running = checksAll && shell.jobs.all.some(({ state }) => state === 'running');
  if (!stopped && !running) return false;
  shell.warnedOfStopped = true;
  await shell.print(`There are ${stopped ? 'stopped' : 'running'} jobs.\n`, 2);
  if (checksAll) for (const job of shell.jobs.all) await shell.print(`${shell.jobs.line(job)}\n`, 2);
  return true;
};

export const exit: Builtin = async (shell, args) => {
  const [name, given] = args[1] === '--' ? [args[0], args[2]] : args;
  if (shell.interactive && name === 'exit') await shell.print(shell.login ? 'logout\n' : 'exit\n', 2);
  const status = given === undefined ? shell.status : statusFrom(given);
  if (status === undefined) {
    await shell.complain(`exit: ${given}: numeric argument required`);
    throw new ExitShell(2);
  }
  if (args.length > 2 && args[1] !== '--') {
    await shell.complain('exit: too many arguments');
    if (shell.interactive) return 1;
    throw new ExitShell(1);
  }
  if (await warnOfStopped(shell)) return 1;
  throw new ExitShell(status);
};

export const logout: Builtin = async (shell, args) => {
  if (shell.login) return exit(shell, ['logout', ...args.slice(1)]);
  await shell.complain("logout: not login shell: use `exit'");
  return 1;
};

const leave =
  (how: 'break' | 'continue'): Builtin =>
  async (shell, args) => {
    if (shell.loops === 0) {
      await shell.complain(`${how}: only meaningful in a \`for', \`while', or \`until' loop`);
      return 0;
    }
    const given = args[1] ?? '1';
    if (!/^\s*[-+]?\d+\s*$/.test(given)) {
      await shell.complain(`${how}: ${given}: numeric argument required`);
      throw new ExitShell(128);
    }
    if (args.length > 2) {
      await shell.complain(`${how}: too many arguments`);
      throw new ExitShell(1);
    }
    if (Number(given) < 1) {
      await shell.complain(`${how}: ${given}: loop count out of range`);
      throw new LeaveLoop('break', shell.loops, 1);
    }
    throw new LeaveLoop(how, Math.min(Number(given), shell.loops));
  };

export const breakLoop = leave('break');
export const continueLoop = leave('continue');

export const returnFrom: Builtin = async (shell, args) => {
  if (shell.sources === 0 && shell.calls.functions === 0) {
    await shell.complain("return: can only `return' from a function or sourced script");
    return 2;
  }
  const given = args[1] === '--' ? args[2] : args[1];
  const status = given === undefined ? shell.status : statusFrom(given);
  if (status === undefined) await shell.complain(`return: ${given}: numeric argument required`);
  throw new ReturnFromSource(status ?? 2);
};

export const succeed: Builtin = () => Promise.resolve(0);
export const fail: Builtin = () => Promise.resolve(1);
