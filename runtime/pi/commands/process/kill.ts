import { SystemError } from '#runtime/ports.ts';
import { strerror } from '../../error-text.ts';
import { helpOf } from '../../manual/help.ts';
import type { ManualPage } from '../../manual/page.ts';
import type { PiProcess } from '../../system.ts';
import { raw } from '../command.ts';
import type { StandardOut } from '../stdio.ts';
import { sendSignal } from './send.ts';
import { SIGNAL_NAMES, signalName, signalNumber } from './signal-names.ts';

const page: ManualPage = {
  name: 'kill',
  section: 1,
  summary: 'send a signal to processes',
  synopsis: ['kill [-SIGNAL | -s SIGNAL] PID...', 'kill -l [SIGNAL]', 'kill -L'],
  description: [
    'Sends each process a signal: TERM, which asks it to end, if none is named. A negative PID is a process group, 0 the own one, -1 all that may be had.',
    'A signal is a name with or without SIG, or a number. INT is what Ctrl-C sends; KILL ends a process without asking; STOP stops it, CONT lets it go on; 0 only asks whether it is there.',
  ],
  options: [
    ['-s, --signal=SIGNAL', 'this signal; so does -SIGNAL'],
    ['-l[SIGNAL], --list[=SIGNAL]', 'list the signals, or translate between name and number'],
    ['-L, --table', 'list them with their numbers'],
  ],
  examples: [
    ['kill -HUP 812', 'lets a broker of that PID read its configuration again'],
    ['kill -9 1204', 'ends what does not listen'],
  ],
  exitStatus: [
    ['0', 'it was sent to all'],
    ['1', 'it was not'],
  ],
  differences: [
    'bash has a *kill* of its own, which knows jobs (%1); this is /usr/bin/kill. Signals of broken programs (SEGV, ILL, …) cannot be sent here.',
  ],
  seeAlso: ['killall(1)', 'pkill(1)', 'ps(1)', 'signal(7)'],
};

/** kill(1) of procps, the program; bash has its own, which knows jobs. */
export const kill = raw({
  page,
  run: async (process, out) => {
    const args = process.argv.slice(1);
    const complain = async (message: string): Promise<number> => {
      await process.stderr.write(`${process.argv[0] ?? 'kill'}: ${message}\n`);
      return 1;
    };
    const usage = async (): Promise<number> => {
      await process.stderr.write(`\n${helpOf(page)}`);
      return 1;
    };
    let signal = 15;
    const [first] = args;
    if (first === undefined) return usage();
    if (first === '-h' || first === '--help') {
      await out.write(helpOf(page));
      return 0;
    }
    if (first === '-V' || first === '--version') {
      await out.write('kill (Kleber, simulated Raspberry Pi)\n');
      return 0;
    }
    const listed = /^(?:-l|--list)(?:=?(.+))?$/.exec(first);
    if (listed !== null) return list(out, listed[1] ?? args[1], complain);
    if (first === '-L' || first === '--table') return table(out);
    const [, long] = /^--signal(?:=(.*))?$/.exec(first) ?? [];
    if (first === '-s' || first.startsWith('--signal')) {
      args.shift();
      const text = long ?? args.shift();
      if (text === undefined) {
        await complain("option requires an argument -- 's'");
        return usage();
      }
      const number = signalNumber(text);
      if (number === undefined) return complain(`unknown signal name ${text}`);
      signal = number;
    } else if (/^-./.test(first) && first !== '--') {
      const number = signalNumber(first.slice(1));
      if (number === undefined && !/^-\d+$/.test(first)) {
        await complain(`invalid argument ${first[1] ?? ''}`);
        return usage();
      }
      args.shift();
      if (number === undefined) args.unshift(first);
      else signal = number;
    }
    if (args[0] === '--') args.shift();
    if (args.length === 0) return usage();
    let status = 0;
    for (const arg of args) {
      if (!/^[+-]?\d+$/.test(arg)) return complain(`failed to parse argument: '${arg}'`);
      status = Math.max(status, await send(process, arg, signal, complain));
    }
    return status;
  },
});

const send = async (
  process: PiProcess,
  pid: string,
  signal: number,
  complain: (message: string) => Promise<number>,
): Promise<number> => {
  try {
    sendSignal(process, Number(pid), signal);
    return 0;
  } catch (error) {
    if (!(error instanceof SystemError)) throw error;
    return complain(`(${pid}): ${strerror(error.code)}`);
  }
};

const list = async (
  out: StandardOut,
  asked: string | undefined,
  complain: (message: string) => Promise<number>,
): Promise<number> => {
  if (asked === undefined) {
    const half = SIGNAL_NAMES.indexOf('CHLD');
    await out.write(`${SIGNAL_NAMES.slice(0, half).join(' ')}\n${SIGNAL_NAMES.slice(half).join(' ')}\n`);
    return 0;
  }
  const isNumber = /^\d+$/.test(asked);
  const found = isNumber
    ? Number(asked) <= SIGNAL_NAMES.length
      ? signalName(Number(asked))
      : undefined
    : signalNumber(asked);
  if (found === undefined) return complain(`unknown signal name ${asked}`);
  await out.write(`${found}\n`);
  return 0;
};

const ACROSS = 7;

const table = async (out: StandardOut): Promise<number> => {
  const cells = SIGNAL_NAMES.map((name, index) => `${String(index + 1).padStart(2)} ${name.padEnd(8)}`);
  for (let at = 0; at < cells.length; at += ACROSS) {
    const line = cells.slice(at, at + ACROSS).join('');
    await out.write(`${at + ACROSS < cells.length ? line.trimEnd() : line}
`);
  }
  return 0;
};
