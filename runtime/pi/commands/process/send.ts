import { SystemError } from '#runtime/ports.ts';
import type { PiProcess } from '../../system.ts';
import { deliverable } from './signal-names.ts';

/**
 * kill(2) by number; 0 only asks whether it could be sent.
 * @param pid -N: process group N; 0: the own group
 * @throws SystemError `ESRCH`, `EPERM`, `EINVAL` (a signal that nothing on this Pi can get)
 */
export const sendSignal = (process: PiProcess, pid: number, number: number): void => {
  const target = pid === 0 ? -process.group : pid;
  if (target === -1) {
    const others = process.processes().filter((each) => each.pid > 1 && each.pid !== process.pid);
    const mine = others.filter(({ user }) => process.user === 'root' || user === process.user);
    if (mine.length === 0) throw new SystemError('ESRCH');
    for (const each of mine) sendSignal(process, each.pid, number);
    return;
  }
  if (number === 0) {
    const found = process.processes().filter((each) => (target < 0 ? each.group === -target : each.pid === target));
    if (found.length === 0) throw new SystemError('ESRCH');
    if (process.user !== 'root' && !found.some(({ user }) => user === process.user)) throw new SystemError('EPERM');
    return;
  }
  const signal = deliverable(number);
  if (signal === undefined) throw new SystemError('EINVAL');
  process.kill(target, signal);
};
