/** What sshd and login(1) do before a shell runs: the environment of a fresh session. */
import { accountOf } from './files/rights.ts';

/** Of everybody: on Raspberry Pi OS pi finds the administrator's programs too. */
const PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin:/usr/local/games:/usr/games';

/**
 * The environment that sshd(8) sets up.
 * @param terminal whether TERM is worth setting
 * @param more what this Pi adds for everybody who logs in, as /etc/environment does
 */
export const loginEnvironment = (
  user: string,
  terminal: boolean,
  more: Readonly<Record<string, string>> = {},
): Record<string, string> => {
  const account = accountOf(user);
  return {
    USER: user,
    LOGNAME: user,
    HOME: account?.home ?? '/',
    PATH,
    SHELL: account?.shell ?? '/bin/bash',
    LANG: 'C.UTF-8',
    ...(terminal ? { TERM: 'xterm-256color' } : {}),
    ...more,
  };
};

/** `Last login: Sun Nov 22 10:39:00 2026 from 192.168.1.2`, in UTC. */
export const lastLoginLine = (at: number, from: string): string => `Last login: ${ctime(at)} from ${from}`;

const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** ctime(3), in UTC and without its newline. */
const ctime = (at: number): string => {
  const date = new Date(at);
  const time = [date.getUTCHours(), date.getUTCMinutes(), date.getUTCSeconds()];
  const clock = time.map((part) => String(part).padStart(2, '0')).join(':');
  const day = String(date.getUTCDate()).padStart(2);
  return `${DAYS[date.getUTCDay()]} ${MONTHS[date.getUTCMonth()]} ${day} ${clock} ${date.getUTCFullYear()}`;
};
