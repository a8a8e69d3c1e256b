/** A simulated Raspberry Pi: a file tree, processes, terminals, a cable to the LAN. */
import type { PiHardware } from '#hardware/sim/pi-hardware.ts';
import type { Cause, TerminalId } from '#runtime/events/event.ts';
import type { EventSink } from '#runtime/events/log.ts';
import type { LanHost } from '#runtime/lan/lan-host.ts';
import type { Clock, Random } from '#runtime/ports.ts';
import { changesAt, changesBetween, flat, withChanges } from './files/changes.ts';
import type { ChangesAt, FileChanges, FlatTree, SnapshotAt } from './files/changes.ts';
import type * as conflictCode from './files/conflicts.ts';
import type { Conflicts, Keep } from './files/conflicts.ts';
import { deliver, type DeliveredFile } from './files/delivered-file.ts';
import type { FileLimits, FileTree } from './files/file-tree.ts';
import { raspberryPiOs } from './files/raspberry-pi-os.ts';
import { accountOf } from './files/rights.ts';
import type { FileTreeSnapshot } from './files/snapshot.ts';
import { DeviceDescription } from './kernel/file-description.ts';
import { Kernel, type KernelParts } from './kernel/kernel.ts';
import type { Task } from './kernel/task.ts';
import { loginEnvironment } from './login.ts';
import type { Signal } from './process.ts';
import type { PowerState } from './power.ts';
import type { RunningUnit } from './services/running-unit.ts';
import type { ServiceUnit } from './services/unit.ts';
import type { Late } from './late.ts';
import { sshd, SSH_UNIT, type SshSessionCode } from './sshd.ts';
import type { Command, EditorScreen, Exit, PiProgram, ProcessInfo } from './system.ts';
import { LOGIN_SHELL, Terminal } from './terminal.ts';
import type { LoginShell } from './terminal.ts';

export type { Terminal } from './terminal.ts';

export interface PiOptions {
  /** Host name: `rpi-broker`. */
  readonly host: string;
  readonly lan: LanHost;
  readonly clock: Clock;
  readonly random: Random;
  readonly log?: EventSink;
  readonly commands: readonly Command[];
  /** Of its kernel: they come before the first command runs. */
  readonly kernelParts: Late<KernelParts>;
  /** Comes when somebody first logs in by ssh. */
  readonly sshSession: Late<SshSessionCode>;
  /** Absent: no bus, no lines, and no devices for them. What is wired to them is told by `wire`. */
  readonly hardware?: true;
  /** What everybody who logs in finds in the environment, beside the usual. */
  readonly environment?: Readonly<Record<string, string>>;
  readonly limits?: Partial<FileLimits> & { readonly processes?: number };
  /** Where its files are edited; absent: no page shows this Pi. */
  readonly editor?: EditorScreen;
  /** Beside the files of its system. */
  readonly delivered?: readonly DeliveredFile[];
  /** What somebody changed on it before: it boots with that. */
  readonly changes?: FileChanges;
  /** Finds out which of these are delivered otherwise now; absent: nothing does, they are taken as they are. */
  readonly conflictCode?: Pick<typeof conflictCode, 'Conflicts' | 'renewed'> | undefined;
  /**
   * Hears of a program that threw what it should have handled: a bug of ours. Absent: thrown in a
   * later turn, so that nobody overlooks it.
   */
  readonly fault?: (error: unknown, program: string) => void;
}

export interface ServiceOptions {
  /** Path of an executable, or code. */
  readonly run: string | PiProgram;
  readonly argv: readonly string[];
  /** Absent: that of a login of `user`. */
  readonly env?: Record<string, string>;
  /** Absent: the home of `user`. */
  readonly cwd?: string;
  /** Absent: `root`. */
  readonly user?: string;
  /** Absent: `engine`. */
  readonly by?: Cause;
}

/** A process that the machine started, not a shell. */
export interface Service {
  readonly pid: number;
  /** Resolves when it has ended. */
  readonly exited: Promise<Exit>;
}

export class Pi {
  readonly host: string;
  readonly #kernel: Kernel;
  readonly #tree: FileTree;
  readonly #delivered: FileTreeSnapshot;
  /** The same by paths, once somebody asks. */
  #deliveredPaths: FlatTree | undefined;
  /** Absent: nobody had changed anything before. */
  #conflicts: Conflicts | undefined;
  readonly #terminals = new Map<TerminalId, Terminal>();

  constructor(options: PiOptions) {
    const { host, lan, clock, random, log, limits } = options;
    const commands = [...options.commands, sshd(() => this.#kernel, options.sshSession)];
    this.host = host;
    this.#tree = raspberryPiOs({
      hostname: host,
      commands,
      now: () => clock.now(),
      hardware: options.hardware === true,
      ...(limits === undefined ? {} : { limits }),
    });
    for (const file of options.delivered ?? []) deliver(this.#tree, file);
    this.#delivered = this.#tree.snapshot();
    if (options.changes !== undefined) {
      const { conflictCode } = options;
      const changes = conflictCode?.renewed(this.delivered, options.changes) ?? options.changes;
      this.#tree.restore(withChanges(this.#delivered, changes));
      this.#conflicts = conflictCode && new conflictCode.Conflicts(this.#tree, this.delivered, changes);
    }
    this.#kernel = new Kernel({
      hostname: host,
      clock,
      random,
      lan,
      tree: this.#tree,
      parts: options.kernelParts,
      commands,
      log,
      environment: options.environment ?? {},
      ...(options.editor === undefined ? {} : { editor: options.editor }),
      maxProcesses: limits?.processes ?? 500,
      fault:
        options.fault ??
        ((error) =>
          clock.soon(() => {
            throw error;
          })),
    });
    this.#kernel.services.install(SSH_UNIT);
    this.#kernel.power.onChange = (state) => this.#powerChanged(state);
    this.#kernel.power.bootNow();
  }

  /**
   * Connects its bus and its lines, once; until then their device files answer `ENXIO`.
   * @param parts of its kernel, when they are there
   */
  wire(hardware: PiHardware, { KernelHardware: Drivers }: Pick<KernelParts, 'KernelHardware'>): void {
    this.#kernel.hardware = new Drivers(this.#kernel, hardware);
  }

  /** For lessons and the lab, which may do anything: no rights are asked for. */
  get files(): FileTree {
    return this.#tree;
  }

  get terminals(): ReadonlyMap<TerminalId, Terminal> {
    return this.#terminals;
  }

  processes(): readonly ProcessInfo[] {
    return this.#kernel.processes();
  }

  /**
   * Opens a window and logs in as `pi`.
   * @param options.session 1, 2, … among this Pi's windows: `rpi-broker#1`
   * @param options.shell absent: `/usr/bin/bash -l`
   */
  openTerminal(options: { session: number; by: Cause; columns?: number; rows?: number; shell?: LoginShell }): Terminal {
    const terminal = new Terminal({
      id: `${this.host}#${options.session}`,
      kernel: this.#kernel,
      by: options.by,
      columns: options.columns ?? 80,
      rows: options.rows ?? 24,
      user: 'pi',
      shell: options.shell ?? LOGIN_SHELL,
    });
    this.#terminals.set(terminal.id, terminal);
    return terminal;
  }

  /**
   * Starts a service or a piece of scenery, in a session of its own without a terminal; its
   * standard input, output and error are /dev/null (what it prints is in the log all the same).
   * @throws SystemError `ENOENT`, `EACCES`, `ENOEXEC`, `EAGAIN`
   */
  spawn(options: ServiceOptions): Service {
    const user = options.user ?? 'root';
    const task: Task = this.#kernel.start({
      run: options.run,
      argv: options.argv,
      env: options.env ?? loginEnvironment(user, false),
      cwd: options.cwd ?? accountOf(user)?.home ?? '/',
      user,
      by: options.by ?? 'engine',
      parent: this.#kernel.init,
      group: 'session',
      descriptors: new Map([0, 1, 2].map((number) => [number, new DeviceDescription('null')] as const)),
      ignore: [],
    });
    return { pid: task.pid, exited: this.#kernel.exitOf(task) };
  }

  /** @throws SystemError `ESRCH` */
  kill(pid: number, signal: Signal): void {
    this.#kernel.task(pid).signal(signal);
  }

  get power(): PowerState {
    return this.#kernel.power.state;
  }

  /** Hears of every change of `power`: a learner may reboot a Pi, or switch it off. */
  onPower: (state: PowerState) => void = () => {};

  #powerChanged(state: PowerState): void {
    for (const terminal of this.#terminals.values()) terminal.powerChanged(state);
    this.onPower(state);
  }

  /** Takes the plug out, whatever runs: files stay as they are at that moment. */
  pullPlug(): void {
    this.#kernel.power.pullPlug();
  }

  /** Puts it in again: it boots. */
  plugIn(): void {
    this.#kernel.power.switchOn();
  }

  /** Makes a service known to systemctl; it is not started yet. @param enabled whether it will be at each boot */
  install(unit: ServiceUnit, enabled = true): RunningUnit {
    return this.#kernel.services.install(unit, enabled);
  }

  /** Every process is ended at once, every window closed. */
  halt(): void {
    for (const terminal of this.#terminals.values()) terminal.close();
    this.#terminals.clear();
    this.#kernel.power.cut();
  }

  /** Says that a file was changed by somebody who is none of its processes: in the page's editor. */
  fileChanged(by: Cause, path: string): void {
    this.#kernel.fileChanged(by, path);
  }

  /** All its files as they were delivered. */
  get delivered(): FlatTree {
    return (this.#deliveredPaths ??= flat(this.#delivered.root));
  }

  /** What was changed on it since it was delivered. */
  changes(): FileChanges {
    return changesBetween(this.#delivered, this.#tree.snapshot(), this.#conflicts?.unanswered);
  }

  /**
   * What became of the changes at these paths, where something was written: dearer with each of them, and not
   * with the size of the card.
   * @returns undefined when that cannot be said without looking at everything
   */
  changesAt(paths: Iterable<string>): ChangesAt | undefined {
    const snapshotAt: SnapshotAt = (path, whole) => this.#tree.snapshotAt(path, whole);
    return changesAt(this.delivered, paths, snapshotAt, this.#conflicts?.unanswered);
  }

  /** Files that somebody had changed, and that are delivered otherwise now: as they were left, until `settle`. */
  get conflicts(): readonly string[] {
    return this.#conflicts?.paths ?? [];
  }

  /**
   * Ends a conflict: a file stays as it was left, or is the delivered one with the other beside it, `FILE.mine`.
   * @throws SystemError `ENOENT`: there is none at this path; `ENOSPC`
   */
  settle(path: string, keep: Keep): void {
    for (const written of this.#conflicts?.settle(path, keep) ?? []) this.fileChanged('learner', written);
  }

  /** The files, as plain data. Processes are code that runs and cannot be kept: they are not in it. */
  snapshot(): FileTreeSnapshot {
    return this.#tree.snapshot();
  }

  /** Halts, puts the files back as they were and boots: windows are to be opened anew. */
  restore(snapshot: FileTreeSnapshot): void {
    this.halt();
    this.#tree.restore(snapshot);
    this.#kernel.power.bootNow();
  }
}
