import { PiHardware } from '#hardware/sim/pi-hardware.ts';
import { Lan } from '#runtime/lan/lan.ts';
import { EventLog } from '#runtime/events/log.ts';
import type { LabEvent } from '#runtime/events/event.ts';
import { Pi } from '#runtime/pi/machine.ts';
import * as kernelParts from '#runtime/pi/kernel/late-parts.ts';
import { present } from '#runtime/pi/late.ts';
import * as sshSession from '#runtime/pi/ssh/session.ts';
import type { PiOptions } from '#runtime/pi/machine.ts';
import { standardCommands } from '#runtime/pi/commands/index.ts';
import type { Command, PiProgram } from '#runtime/pi/system.ts';
import type { Clock } from '#runtime/ports.ts';
import { manualClock } from '../kit/clock.ts';

/** Not random at all: what is tested here does not ask for more. */
const random = { bytes: (length: number) => new Uint8Array(length).fill(7) };

/**
 * Two Pis on a LAN, their log, and whatever a program let fall.
 * @param options.hardware the first one's has both boards of the talk
 * @param options.timersEarlyBy milliseconds
 */
export const machines = (
  options: {
    commands?: readonly Command[];
    limits?: PiOptions['limits'];
    hardware?: boolean;
    timersEarlyBy?: number;
    sshSession?: PiOptions['sshSession'];
  } = {},
) => {
  const clock = manualClock();
  const early = options.timersEarlyBy ?? 0;
  const clockOfPis: Clock = {
    now: () => clock.now(),
    timer: (ms, run) => clock.timer(ms - early, run),
    soon: (run) => clock.soon(run),
  };
  const lan = new Lan({ clock });
  const log = new EventLog(() => clock.now());
  const events: LabEvent[] = [];
  log.fold((event) => events.push(event));
  const faults: unknown[] = [];
  const hardware = new PiHardware({ clock, seed: 1, wiring: { sensor: true, leds: true } });
  const build = (host: string, address: string, wired?: PiHardware) => {
    const built = new Pi({
      kernelParts: present(kernelParts),
      sshSession: options.sshSession ?? present(sshSession),
      host,
      lan: lan.addHost(host, address),
      clock: clockOfPis,
      random,
      log,
      commands: [...standardCommands, ...(options.commands ?? [])],
      ...(options.limits === undefined ? {} : { limits: options.limits }),
      ...(wired === undefined ? {} : { hardware: true }),
      fault: (error) => faults.push(error),
    });
    if (wired !== undefined) built.wire(wired, kernelParts);
    return built;
  };
  const pi = build('rpi-broker', '192.168.1.3', options.hardware === true ? hardware : undefined);
  const other = build('rpi-pub', '192.168.1.4');
  return { clock, lan, log, events, faults, pi, other, hardware };
};

/** Runs one program as user pi until nothing moves any more. */
export const running = async (program: PiProgram, options: Parameters<typeof machines>[0] & { user?: string } = {}) => {
  const lab = machines(options);
  const service = lab.pi.spawn({ run: program, argv: ['program'], user: options.user ?? 'pi', by: 'learner' });
  await lab.clock.settle();
  return { ...lab, service };
};

/** What the processes of that name have printed. */
export const printed = (events: readonly LabEvent[], program = 'program', stream?: 'stdout' | 'stderr'): string =>
  events
    .filter((event) => event.kind === 'printed')
    .filter((event) => event.process.program === program && (stream === undefined || event.stream === stream))
    .map((event) => event.text)
    .join('');

export const text = (bytes: Uint8Array | null): string => (bytes === null ? '<end>' : new TextDecoder().decode(bytes));
export const bytes = (content: string): Uint8Array => new TextEncoder().encode(content);
