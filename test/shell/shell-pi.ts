import type { PiHardware } from '#hardware/sim/pi-hardware.ts';
import { EventLog } from '#runtime/events/log.ts';
import { Lan } from '#runtime/lan/lan.ts';
import { manualCommands } from '#runtime/lab/manual.ts';
import { programs } from '#runtime/lab/programs.ts';
import * as kernelParts from '#runtime/pi/kernel/late-parts.ts';
import { present } from '#runtime/pi/late.ts';
import { Pi } from '#runtime/pi/machine.ts';
import * as sshSession from '#runtime/pi/ssh/session.ts';
import { german } from '#runtime/pi/manual/de/index.ts';
import { standardCommands } from '#runtime/pi/commands/index.ts';
import type { BashOptions } from '#runtime/pi/shell/bash.ts';
import { wholeBash } from '#runtime/pi/shell/whole-bash.ts';
import type { OpenFile, PiProcess } from '#runtime/pi/system.ts';
import type { Clock } from '#runtime/ports.ts';
import { manualClock } from '../kit/clock.ts';
import { testCommands } from './commands.ts';
import { Screen } from './screen.ts';

/** The manual that these Pis have: of the standard commands and of the programs that are not installed here. */
const manual = manualCommands({
  commands: () => [...standardCommands, ...programs, ...manual],
  german: present(german),
});

/** What is wired to the Pi of a test. */
type Wired = (clock: Clock) => PiHardware;

export const shellPi = (options: Omit<BashOptions, 'late'> = {}, wired?: Wired) => {
  const clock = manualClock();
  const faults: unknown[] = [];
  const log = new EventLog(() => clock.now());
  const pi = new Pi({
    kernelParts: present(kernelParts),
    sshSession: present(sshSession),
    host: 'rpi-broker',
    lan: new Lan({ clock }).addHost('rpi-broker', '192.168.1.3'),
    clock,
    random: { bytes: (length) => new Uint8Array(length).fill(7) },
    log,
    commands: [wholeBash(options), ...standardCommands, ...manual, ...testCommands],
    ...(wired === undefined ? {} : { hardware: true }),
    fault: (error) => faults.push(error),
  });
  if (wired !== undefined) pi.wire(wired(clock), kernelParts);
  return { clock, pi, faults };
};

export interface Outcome {
  readonly stdout: string;
  readonly stderr: string;
  readonly status: number;
}

const collect = async (file: OpenFile): Promise<string> => {
  const decoder = new TextDecoder();
  let text = '';
  for (let bytes = await file.read(65_536); bytes !== null; bytes = await file.read(65_536)) {
    text += decoder.decode(bytes, { stream: true });
  }
  return text;
};

const empty = (files: Pi['files'], directory: string): void => {
  for (const name of files.list(directory)) {
    const path = `${directory}/${name}`;
    if (files.stat(path, undefined, false).kind !== 'directory') files.unlink(path);
    else {
      empty(files, path);
      files.removeDirectory(path);
    }
  }
};

/** Runs a shell with these arguments as user pi, in /home/pi, to its end. */
export const runBash = async (
  argv: readonly string[],
  options: { stdin?: string; seconds?: number; prepare?: (pi: Pi) => void; wired?: Wired } = {},
): Promise<Outcome> => {
  const { clock, pi, faults } = shellPi({}, options.wired);
  // The home of a recording is empty.
  empty(pi.files, '/home/pi');
  options.prepare?.(pi);
  let outcome: Outcome | undefined;
  const run = async (process: PiProcess): Promise<number> => {
    const [input, feed] = process.pipe();
    const [stdout, out] = process.pipe();
    const [stderr, err] = process.pipe();
    const files = new Map([
      [0, input],
      [1, out],
      [2, err],
    ]);
    const pid = process.spawn({ run: '/usr/bin/bash', argv: ['bash', ...argv], files });
    for (const file of files.values()) file.close();
    const feeding = feed.write(new TextEncoder().encode(options.stdin ?? '')).catch(() => {});
    void feeding.then(() => feed.close());
    const [printed, complained, exit] = await Promise.all([collect(stdout), collect(stderr), process.wait(pid)]);
    outcome = { stdout: printed, stderr: complained, status: exit.status };
    return 0;
  };
  pi.spawn({ run, argv: ['test'], user: 'pi', by: 'learner' });
  await clock.advance((options.seconds ?? 100) * 1_000);
  if (faults.length > 0) throw faults[0];
  if (outcome === undefined) throw new Error(`bash ${argv.join(' ')} did not end`);
  return outcome;
};

export const runLine = (line: string, options?: Parameters<typeof runBash>[1]): Promise<Outcome> =>
  runBash(['-c', line], options);

/** A terminal with a login shell in it, and a screen that shows it. */
export const openShell = async (
  options: { columns?: number; rows?: number; bash?: Omit<BashOptions, 'late'>; prepare?: (pi: Pi) => void } = {},
) => {
  const lab = shellPi(options.bash);
  options.prepare?.(lab.pi);
  const columns = options.columns ?? 80;
  const rows = options.rows ?? 24;
  const screen = new Screen(columns, rows);
  const terminal = lab.pi.openTerminal({ session: 1, by: 'learner', columns, rows });
  terminal.output = (text) => {
    screen.write(text);
    terminal.drawn(text.length);
  };
  await lab.clock.settle();
  return {
    ...lab,
    screen,
    terminal,
    /** Types and waits until nothing moves any more. */
    type: async (text: string): Promise<void> => {
      terminal.input(text);
      await lab.clock.settle();
    },
    /** Processes of that name. */
    running: (name: string) => lab.pi.processes().filter(({ argv, state }) => argv[0] === name && state !== 'zombie'),
  };
};
