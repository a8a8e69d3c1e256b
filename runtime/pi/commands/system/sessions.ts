/** Who is logged in (utmp(5)), the load, and how long the machine is up: what uptime, w, who and top say of it. */
import { SystemError } from '#runtime/ports.ts';
import type { PiProcess, ProcessInfo } from '../../system.ts';

export interface LoginSession {
  readonly user: string;
  /** `pts/0` */
  readonly line: string;
  /** Address that it came from; `-`: not known. */
  readonly from: string;
  /** Milliseconds since 1970-01-01T00:00:00Z. */
  readonly at: number;
  readonly pid: number;
  /** All its processes, the leader first. */
  readonly processes: readonly ProcessInfo[];
}

const text = async (process: PiProcess, path: string): Promise<string> => {
  try {
    return new TextDecoder().decode(await process.files.read(path));
  } catch (error) {
    if (error instanceof SystemError) return '';
    throw error;
  }
};

/** A login shell is called with a dash before its name (login(1)); windows of script(1) and sudo are none. */
export const loginSessions = async (process: PiProcess): Promise<readonly LoginSession[]> => {
  const all = process.processes();
  const sessions: LoginSession[] = [];
  for (const leader of all) {
    if (leader.line === undefined || leader.session !== leader.pid || leader.argv[0]?.startsWith('-') !== true)
      continue;
    const environment = await text(process, `/proc/${leader.pid}/environ`);
    const from = /(?:^|\0)SSH_CONNECTION=(\S+)/.exec(environment)?.[1] ?? '-';
    const processes = all.filter((each) => each.session === leader.pid);
    sessions.push({ user: leader.user, line: leader.line, from, at: leader.started, pid: leader.pid, processes });
  }
  return sessions.toSorted((a, b) => a.at - b.at || a.pid - b.pid);
};

/** `0.00, 0.01, 0.05` */
export const loadAverage = async (process: PiProcess): Promise<string> => {
  const [one = '0.00', five = '0.00', fifteen = '0.00'] = (await text(process, '/proc/loadavg')).split(' ');
  return `${one === '' ? '0.00' : one}, ${five}, ${fifteen}`;
};

/** ` 10:39:00 up 1 day,  7:17,  2 users,  load average: 0.00, 0.01, 0.05` */
export const uptimeLine = async (process: PiProcess): Promise<string> => {
  const now = process.clock.now();
  const minutes = Math.floor((now - process.machine.booted) / 60_000);
  const days = Math.floor(minutes / 1_440);
  const hours = Math.floor(minutes / 60) % 24;
  const clock = new Date(now).toISOString().slice(11, 19);
  const rest = String(minutes % 60).padStart(2, '0');
  const up =
    (days === 0 ? '' : `${days} day${days === 1 ? '' : 's'}, `) +
    (hours === 0 ? `${minutes % 60} min, ` : `${String(hours).padStart(2)}:${rest}, `);
  const users = (await loginSessions(process)).length;
  return ` ${clock} up ${up}${String(users).padStart(2)} user${users > 1 ? 's' : ''},  load average: ${await loadAverage(process)}`;
};
