import type { PiProcess } from '../../system.ts';
import { command } from '../command.ts';
import { UsageProblem } from '../options.ts';
import { loginSessions } from './sessions.ts';
import type { LoginSession } from './sessions.ts';

const time = (ms: number): string => new Date(ms).toISOString().slice(0, 16).replace('T', ' ');

/** who(1) of coreutils. */
export const who = command({
  page: {
    name: 'who',
    section: 1,
    summary: 'print who is logged in',
    synopsis: ['who [OPTION]...', 'who am i'],
    description: [
      'Prints for each login the user, the terminal, since when, and from where. With two words, as in *who am i*, only your own.',
    ],
    options: [
      ['-a, --all', 'all there is: -b, -r, -T and -u together'],
      ['-b, --boot', 'when the machine was started'],
      ['-H, --heading', 'a line with the names of the columns'],
      ['-m', 'only your own login'],
      ['-q, --count', 'only the names, and how many they are'],
      ['-r, --runlevel', 'what the machine was started for'],
      ['-s, --short', 'user, terminal and time (so it is without)'],
      ['-T, --mesg', 'a + for each who takes messages'],
      ['-w', 'the same'],
      ['-u, --users', 'also how long idle, and the process'],
    ],
    differences: ['How long a terminal is idle is counted from the last command that began in it.'],
    seeAlso: ['w(1)', 'whoami(1)'],
  },
  absent: 'd l p t ips lookup dead login process time message writable',
  run: async (process, { options, operands }, out) => {
    if (operands.length > 2) throw new UsageProblem(`extra operand ‘${operands[2]}’`);
    if (operands.length === 1) {
      await process.stderr.write(`who: ${operands[0]}: records of other files are not read here\n`);
      return 1;
    }
    const all = await loginSessions(process);
    const isOwn = options.has('m') || operands.length === 2;
    const own = process.terminal?.name.replace('/dev/', '');
    const sessions = isOwn ? all.filter(({ line }) => line === own) : all;
    if (options.has('q')) {
      await out.write(`${sessions.map(({ user }) => user).join(' ')}\n# users=${sessions.length}\n`);
      return 0;
    }
    const everything = options.has('a');
    const style = { mesg: everything || options.has('T') || options.has('w'), users: everything || options.has('u') };
    if (options.has('H')) await out.write(heading(style));
    const { booted } = process.machine;
    if (everything || options.has('b')) await out.write(row(style, '', ' ', 'system boot', booted, '', ''));
    if (everything || options.has('r')) await out.write(row(style, '', ' ', 'run-level 5', booted, '', ''));
    if (!everything && (options.has('b') || options.has('r')) && !options.has('u')) return 0;
    for (const session of sessions)
      await out.write(
        row(
          style,
          session.user,
          '+',
          session.line,
          session.at,
          `${idle(process, session)} ${String(session.pid).padStart(11)}`,
          session.from === '-' ? '' : `(${session.from})`,
        ),
      );
    return 0;
  },
});

interface Style {
  readonly mesg: boolean;
  readonly users: boolean;
}

const row = (
  { mesg, users }: Style,
  user: string,
  sign: string,
  line: string,
  at: number,
  more: string,
  from: string,
): string => {
  const parts = [
    user.padEnd(8),
    ...(mesg ? [sign] : []),
    line.padEnd(12),
    time(at),
    ...(users && more !== '' ? [more] : []),
  ];
  return `${[...parts, from].join(' ').trimEnd()}\n`;
};

const heading = ({ mesg, users }: Style): string =>
  `NAME     ${mesg ? '  ' : ''}LINE         TIME             ${users ? 'IDLE          PID ' : ''}COMMENT\n`;

/** `  .  ` within the last minute, `00:05`, ` old ` after a day. */
const idle = (process: PiProcess, session: LoginSession): string => {
  const minutes = Math.floor(idleOf(process, session) / 60_000);
  if (minutes < 1) return '  .  ';
  if (minutes >= 1_440) return ' old ';
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
};

/** Milliseconds since a command began in that session. */
export const idleOf = (process: PiProcess, { processes }: LoginSession): number =>
  process.clock.now() - Math.max(...processes.map(({ started }) => started));
