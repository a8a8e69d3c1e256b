import { SystemError } from '#runtime/ports.ts';
import { strerror } from '../../error-text.ts';
import { SIGNAL_NUMBER } from '../../process.ts';
import type { Signal } from '../../process.ts';
import type { Command, PiProcess } from '../../system.ts';

const HELP = `Usage: kill [-SIGNAL] PID...
       kill -l
Sends a signal, TERM if none is named, to the processes. A negative PID is a process group.
`;

const isSignal = (name: string): name is Signal => name in SIGNAL_NUMBER;

/** `9`, `KILL`, `SIGKILL`, `kill` → SIGKILL */
const signalOf = (text: string): Signal | undefined => {
  const name = `SIG${text.toUpperCase().replace(/^SIG/, '')}`;
  if (isSignal(name)) return name;
  return Object.keys(SIGNAL_NUMBER)
    .filter(isSignal)
    .find((signal) => String(SIGNAL_NUMBER[signal]) === text);
};

/** kill(1) of procps, the program; bash has its own, which knows jobs. */
export const kill: Command = {
  name: 'kill',
  paths: ['/usr/bin/kill'],
  run: async (process: PiProcess) => {
    const args = process.argv.slice(1);
    const [first] = args;
    if (first === undefined || first === '--help' || first === '-h') {
      await process[first === undefined ? 'stderr' : 'stdout'].write(HELP);
      return first === undefined ? 1 : 0;
    }
    if (first === '-l' || first === '-L') {
      await process.stdout.write(
        `${Object.keys(SIGNAL_NUMBER)
          .map((name) => name.slice(3))
          .join(' ')}\n`,
      );
      return 0;
    }
    const named =
      first === '-s' ? args.splice(0, 2)[1] : first.startsWith('-') && first !== '--' ? args.shift()?.slice(1) : 'TERM';
    if (args[0] === '--') args.shift();
    const signal = signalOf(named ?? '');
    if (signal === undefined) return complain(process, `unknown signal name ${named ?? ''}`);
    if (args.length === 0) return complain(process, 'no process selected');
    let status = 0;
    for (const arg of args) status = Math.max(status, await send(process, arg, signal));
    return status;
  },
};

const send = async (process: PiProcess, arg: string, signal: Signal): Promise<number> => {
  if (!/^-?[1-9]\d*$/.test(arg)) return complain(process, `failed to parse argument: '${arg}'`);
  try {
    process.kill(Number(arg), signal);
    return 0;
  } catch (error) {
    if (!(error instanceof SystemError)) throw error;
    return complain(process, `(${arg}): ${strerror(error.code)}`);
  }
};

const complain = async (process: PiProcess, message: string): Promise<number> => {
  await process.stderr.write(`kill: ${message}\n`);
  return 1;
};
