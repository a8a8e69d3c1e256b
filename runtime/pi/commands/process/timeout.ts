import { SystemError } from '#runtime/ports.ts';
import type { Timer } from '#runtime/ports.ts';
import { strerror } from '../../error-text.ts';
import { dieOf, startCommand, waitFor } from '../../exec.ts';
import type { Signal } from '../../process.ts';
import { quote } from '../../quoting.ts';
import type { PiProcess } from '../../system.ts';
import { command } from '../command.ts';
import { UsageProblem } from '../options.ts';
import { Complaints } from '../files/complaints.ts';
import { LONGEST_TIMER, readDuration } from './duration.ts';
import { CANNOT_RUN, NOT_FOUND, OWN_MISTAKE } from './run-as.ts';
import { deliverable, signalName, signalNumber } from './signal-names.ts';

const TIMED_OUT = 124;
const KILL = 9;
const FORWARDED: readonly Signal[] = ['SIGALRM', 'SIGINT', 'SIGQUIT', 'SIGHUP', 'SIGTERM'];

/** timeout(1) */
export const timeout = command({
  page: {
    name: 'timeout',
    section: 1,
    summary: 'run a program for so long and no longer',
    synopsis: ['timeout [OPTION] DURATION COMMAND [ARG]...'],
    description: [
      'Runs COMMAND, and sends it TERM if it still runs after DURATION: 2, 0.5, 1m, 2h, 1d. 0 is for ever.',
    ],
    options: [
      ['--preserve-status', 'end with the status of COMMAND, also when its time is over'],
      ['--foreground', 'COMMAND may read from the terminal; what it has started is left alone'],
      ['-k, --kill-after=DURATION', 'and KILL, if it still runs so long after that'],
      ['-s, --signal=SIGNAL', 'send this signal instead of TERM'],
      ['-v, --verbose', 'say what is sent'],
    ],
    examples: [['timeout 10 mosquitto_sub -t sensor/#', 'listens for ten seconds']],
    exitStatus: [
      ['124', 'the time was over'],
      ['125', 'timeout itself failed'],
      ['126', 'COMMAND could not be run'],
      ['127', 'COMMAND was not found'],
      ['137', 'it was ended by KILL'],
      ['else', 'the status of COMMAND'],
    ],
    seeAlso: ['sleep(1)', 'kill(1)'],
  },
  firstOperandEnds: true,
  usageStatus: OWN_MISTAKE,
  run: async (process, { options, operands }, out) => {
    const complaints = new Complaints(process, out, OWN_MISTAKE);
    const killAfter = options.has('k') ? durationOf(options.get('k') ?? '') : undefined;
    const text = options.get('s') ?? 'TERM';
    const signal = signalNumber(text);
    if (signal === undefined) throw new UsageProblem(`${quote(text)}: invalid signal`);
    const [duration, ...argv] = operands;
    const [name] = argv;
    if (duration === undefined || name === undefined) throw new UsageProblem('');
    const ms = durationOf(duration);
    const isForeground = options.has('foreground');
    const leads = process.pid === process.group;
    await out.flush();
    let pid: number;
    try {
      pid = startCommand(process, argv, isForeground || leads ? {} : { group: 'new' });
    } catch (error) {
      if (!(error instanceof SystemError)) throw error;
      await complaints.say(`failed to run command ${quote(name)}: ${strerror(error.code)}`);
      return error.code === 'ENOENT' ? NOT_FOUND : CANNOT_RUN;
    }
    const watch = new Watch(process, complaints, pid, {
      name,
      signal,
      killAfter,
      isVerbose: options.has('v'),
      group: isForeground ? undefined : leads ? process.group : pid,
    });
    watch.start(ms);
    const exit = await waitFor(process, pid);
    await watch.stop();
    let keepsStatus = options.has('preserve-status');
    if (exit.signal !== undefined) {
      const wasKilled = exit.signal === 'SIGKILL';
      if (!watch.timedOut || (wasKilled && !isForeground)) {
        dieOf(process, exit.signal);
      }
      keepsStatus ||= wasKilled;
    }
    return watch.timedOut && !keepsStatus ? TIMED_OUT : exit.status;
  },
});

const durationOf = (text: string): number => {
  const ms = readDuration(text);
  if (ms === undefined) throw new UsageProblem(`invalid time interval ${quote(text)}`);
  return ms;
};

interface Orders {
  readonly name: string;
  readonly signal: number;
  readonly killAfter: number | undefined;
  readonly isVerbose: boolean;
  /** Whom else to send it to; undefined: nobody. */
  readonly group: number | undefined;
}

class Watch {
  timedOut = false;
  readonly #process: PiProcess;
  readonly #complaints: Complaints;
  readonly #pid: number;
  readonly #orders: Orders;
  #timer: Timer | undefined;
  #saying: Promise<void> = Promise.resolve();

  constructor(process: PiProcess, complaints: Complaints, pid: number, orders: Orders) {
    this.#process = process;
    this.#complaints = complaints;
    this.#pid = pid;
    this.#orders = orders;
  }

  start(ms: number): void {
    for (const signal of FORWARDED) this.#process.onSignal(signal, () => this.#deliver(signal));
    this.#after(ms, this.#orders.signal);
  }

  async stop(): Promise<void> {
    this.#timer?.cancel();
    await this.#saying;
  }

  #after(ms: number, number: number): void {
    if (ms <= 0) return;
    const part = Math.min(ms, LONGEST_TIMER);
    this.#timer = this.#process.clock.timer(part, () => {
      if (ms > part) this.#after(ms - part, number);
      else this.#over(number);
    });
  }

  #over(number: number): void {
    const { killAfter, isVerbose, name } = this.#orders;
    this.timedOut = true;
    if (isVerbose) {
      const text = `timeout: sending signal ${signalName(number) ?? number} to command ${quote(name)}\n`;
      this.#saying = this.#saying.then(() => this.#complaints.note(text));
    }
    const signal = deliverable(number);
    if (signal !== undefined) this.#deliver(signal);
    if (killAfter !== undefined && number !== KILL) this.#after(killAfter, KILL);
  }

  #deliver(signal: Signal): void {
    const { group } = this.#orders;
    this.#send(this.#pid, signal);
    if (group !== undefined) {
      // This process may be in the group: it waits for COMMAND first.
      if (signal !== 'SIGKILL' && group === this.#process.group) this.#process.onSignal(signal, 'ignore');
      if (signal !== 'SIGKILL' || group !== this.#process.group) this.#send(-group, signal);
    }
    if (signal !== 'SIGKILL' && signal !== 'SIGCONT') this.#send(group === undefined ? this.#pid : -group, 'SIGCONT');
  }

  #send(pid: number, signal: Signal): void {
    try {
      this.#process.kill(pid, signal);
    } catch (error) {
      // It has ended meanwhile: waiting tells.
      if (!(error instanceof SystemError)) throw error;
    }
  }
}
