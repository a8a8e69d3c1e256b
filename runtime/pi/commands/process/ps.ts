import type { PiProcess, ProcessInfo } from '../../system.ts';
import type { Command } from '../../system.ts';

const HELP = `Usage: ps [-e|-f|-ef|aux]
Lists processes: those of your terminal, or all of them (-e, -A, ax, aux).

  -f, u   more about each: user, parent, start, whole command line
`;

/** ps(1), as much of it as people type: `ps`, `ps -e`, `ps -f`, `ps -ef`, `ps ax`, `ps aux`. */
export const ps: Command = {
  name: 'ps',
  paths: ['/usr/bin/ps'],
  run: async (process: PiProcess) => {
    const args = process.argv.slice(1);
    if (args.includes('--help')) {
      await process.stdout.write(HELP);
      return 0;
    }
    const letters = new Set(args.join('').replaceAll('-', ''));
    if (args.some((arg) => !/^-[eAf]+$|^[axu]+$/.test(arg))) {
      await process.stderr.write(`error: unsupported option of ps on this simulated Pi\n\n${HELP}`);
      return 1;
    }
    const everything = ['e', 'A', 'a', 'x'].some((letter) => letters.has(letter));
    const own = process.terminal?.id;
    const shown = process
      .processes()
      .filter(({ terminal, user }) => everything || (terminal === own && user === process.user));
    const lines = letters.has('f') || letters.has('u') ? fullLines(shown) : shortLines(shown);
    await process.stdout.write(lines.map((line) => `${line}\n`).join(''));
    return 0;
  },
};

/** `rpi-broker#2` is pts/1: the second line. */
const lineOf = ({ terminal }: ProcessInfo): string =>
  terminal === undefined ? '?' : `pts/${Number(terminal.slice(terminal.indexOf('#') + 1)) - 1}`;

const nameOf = ({ argv, state }: ProcessInfo): string => {
  const name = (argv[0] ?? '').replace(/^.*\//, '').replace(/^-/, '').slice(0, 15);
  return state === 'zombie' ? `${name} <defunct>` : name;
};

const shortLines = (processes: readonly ProcessInfo[]): string[] => [
  `${'PID'.padStart(7)} TTY          TIME CMD`,
  ...processes.map((info) => `${String(info.pid).padStart(7)} ${lineOf(info).padEnd(8)} 00:00:00 ${nameOf(info)}`),
];

const fullLines = (processes: readonly ProcessInfo[]): string[] => [
  'UID          PID    PPID  C STIME TTY          TIME CMD',
  ...processes.map((info) => {
    const started = new Date(info.started).toISOString().slice(11, 16);
    const command = info.state === 'zombie' ? `[${nameOf(info)}]` : info.argv.join(' ');
    const ids = `${info.user.padEnd(8)} ${String(info.pid).padStart(7)} ${String(info.parent).padStart(7)}`;
    return `${ids}  0 ${started} ${lineOf(info).padEnd(8)} 00:00:00 ${command}`;
  }),
];
