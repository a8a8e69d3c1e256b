import { procps } from './procps.ts';
import { loginSessions, uptimeLine } from './sessions.ts';
import type { LoginSession } from './sessions.ts';
import { idleOf } from './who.ts';

/** w(1) of procps. */
export const w = procps({
  page: {
    name: 'w',
    section: 1,
    summary: 'print who is logged in and what they do',
    synopsis: ['w [OPTION]... [USER]'],
    description: [
      'Prints the line of *uptime*, and for each login: user, terminal, from where, since when, how long idle, processor time of all that runs there (JCPU) and of the newest command (PCPU), and that command.',
    ],
    options: [
      ['-h, --no-header', 'without the first two lines'],
      ['-u, --no-current', 'does nothing here: no user has taken on another'],
      ['-s, --short', 'without login and processor times'],
      ['-f, --from', 'without the column FROM'],
      ['-i, --ip-addr', 'does nothing here: addresses are shown anyway'],
      ['-V', 'print the version'],
    ],
    differences: ['How long a terminal is idle is counted from the last command that began in it.'],
    seeAlso: ['who(1)', 'uptime(1)', 'top(1)'],
  },
  absent: 'o old-style',
  run: async (process, { options, operands }, out) => {
    const isShort = options.has('s');
    const from = !options.has('f');
    const now = process.clock.now();
    if (!options.has('h')) {
      await out.write(`${await uptimeLine(process)}\n`);
      const head = isShort ? ' IDLE WHAT' : 'LOGIN@   IDLE   JCPU   PCPU WHAT';
      await out.write(`USER     TTY      ${from ? 'FROM             ' : ''}${head}\n`);
    }
    for (const session of await loginSessions(process)) {
      if (operands[0] !== undefined && session.user !== operands[0]) continue;
      const newest = newestOf(session);
      const cpu = session.processes.reduce((sum, each) => sum + each.cpu, 0);
      const times = [idleOf(process, session), ...(isShort ? [] : [cpu, newest.cpu])].map(interval).join('');
      await out.write(
        `${session.user.padEnd(8)} ${session.line.padEnd(8)} ${from ? `${session.from.padEnd(16).slice(0, 16)} ` : ''}` +
          `${isShort ? '' : `${loginTime(session.at, now)}  `}${times} ${newest.argv.join(' ')}\n`,
      );
    }
    return 0;
  },
});

const newestOf = ({ processes }: LoginSession) =>
  processes.reduce((newest, each) => (each.started >= newest.started ? each : newest));

const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** `10:39`, `Tue10` within a week, `22Nov` before: five columns. */
const loginTime = (at: number, now: number): string => {
  const date = new Date(at);
  const hours = String(date.getUTCHours()).padStart(2, '0');
  if (now - at < 43_200_000 || date.getUTCDate() === new Date(now).getUTCDate())
    return `${hours}:${String(date.getUTCMinutes()).padStart(2, '0')}`;
  if (now - at < 604_800_000) return `${DAYS[date.getUTCDay()]}${hours}`;
  return `${String(date.getUTCDate()).padStart(2, '0')}${MONTHS[date.getUTCMonth()]}`;
};

/** Seven columns: `  0.04s`, `  3:24 `, `  1:02m`, `  2days`. */
const interval = (ms: number): string => {
  const seconds = Math.floor(ms / 1_000);
  const two = (value: number): string => String(value).padStart(2, '0');
  if (seconds >= 172_800) return ` ${String(Math.floor(seconds / 86_400)).padStart(2)}days`.padStart(7);
  if (seconds >= 3_600)
    return ` ${String(Math.floor(seconds / 3_600)).padStart(2)}:${two(Math.floor(seconds / 60) % 60)}m`;
  if (seconds > 60) return ` ${String(Math.floor(seconds / 60)).padStart(2)}:${two(seconds % 60)} `;
  return ` ${String(seconds).padStart(2)}.${two(Math.floor((ms % 1_000) / 10))}s`;
};
