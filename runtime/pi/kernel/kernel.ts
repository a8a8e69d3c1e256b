/** The process table of one Pi: starts, finds, signals and buries processes. */
import type { Cause, Effect, Input } from '#runtime/events/event.ts';
import type { EventSink } from '#runtime/events/log.ts';
import { SystemError } from '#runtime/ports.ts';
import type { Clock, Random } from '#runtime/ports.ts';
import type { LanHost } from '#runtime/lan/lan-host.ts';
import { strerror } from '../error-text.ts';
import type { FileTree } from '../files/file-tree.ts';
import { groupsOf } from '../files/rights.ts';
import type { Signal } from '../process.ts';
import type { Command, EditorScreen, Exit, MachineInfo, PiProgram, ProcessInfo } from '../system.ts';
import { Power } from '../power.ts';
import { ServiceManager } from '../services/service-manager.ts';
import type { Tty } from '../tty/tty.ts';
import type { MirrorWatcher } from '../mirror-source.ts';
import type { Description } from './description.ts';
import { executable } from './executable.ts';
import { Handle } from './handle.ts';
import type { Late } from '../late.ts';
import type { KernelHardware } from './kernel-hardware.ts';
import type * as lateParts from './late-parts.ts';
import { CACHED_BY_BOOT, KERNEL_MEMORY, residentMemory, TOTAL_MEMORY } from './memory.ts';
import { Load } from './load.ts';
import { PipeMemory } from './pipe.ts';
import { SystemCalls } from './system-calls.ts';
import { Task } from './task.ts';
import type { Session } from './task.ts';
import { Turn } from './turn.ts';

/** kernel.pid_max of a 32-bit system. */
const MAX_PID = 32_768;
const PROCESSORS = 4;
/** So many processes fit into the table beyond what one user may have. */
const FOR_ROOT = 64;
/** umask(2) of init and of every login. */
const UMASK = 0o022;
/** Where pids start once a Pi has booted. */
const FIRST_PID = 804;

export type KernelParts = typeof lateParts;

export interface KernelOptions {
  readonly hostname: string;
  readonly clock: Clock;
  readonly random: Random;
  readonly lan: LanHost;
  readonly tree: FileTree;
  /** Its own; nothing but a prompt does without. */
  readonly parts: Late<KernelParts>;
  readonly commands: readonly Command[];
  readonly log: EventSink | undefined;
  readonly maxProcesses: number;
  /** What everybody who logs in finds in the environment. */
  readonly environment: Readonly<Record<string, string>>;
  /** Absent: no page shows this Pi. */
  readonly editor?: EditorScreen;
  /** A program threw what it should have handled: a bug of ours. */
  readonly fault: (error: unknown, program: string) => void;
}

export interface Start {
  readonly run: string | PiProgram;
  readonly argv: readonly string[];
  readonly env: Record<string, string>;
  readonly cwd: string;
  readonly user: string;
  readonly by: Cause;
  readonly parent: Task;
  /** 'session': it leads a new session and group. */
  readonly group: 'session' | 'new' | number;
  readonly terminal?: Tty;
  readonly descriptors: ReadonlyMap<number, Description>;
  readonly ignore: readonly Signal[];
  /** Absent: 0o022, as everybody has it after a login. */
  readonly umask?: number;
  /** Absent: 0. */
  readonly nice?: number;
  /** Its program is on its way to this machine: the first instruction waits for it. */
  readonly arrival?: Promise<unknown>;
  /** Hears of sd_notify(3), READY=1. */
  readonly ready?: () => void;
}

export class Kernel {
  readonly hostname: string;
  readonly clock: Clock;
  readonly random: Random;
  readonly lan: LanHost;
  readonly tree: FileTree;
  readonly parts: Late<KernelParts>;
  /** Absent: no bus and no lines, or not there yet. */
  hardware: KernelHardware | undefined;
  readonly log: EventSink | undefined;
  readonly environment: Readonly<Record<string, string>>;
  readonly editor: EditorScreen | undefined;
  /** Process 1: adopts orphans and buries them. */
  readonly init: Task;
  /** When somebody logged in last; at first, when it was booted. */
  lastLogin: number;
  booted: number;
  /** Process 1 as a manager of services, and of the machine's power. */
  readonly services: ServiceManager;
  readonly power: Power;
  readonly #commands: ReadonlyMap<string, Command>;
  readonly maxProcesses: number;
  readonly maxPid = MAX_PID;
  readonly #fault: (error: unknown, program: string) => void;
  readonly #tasks = new Map<number, Task>();
  readonly pipeMemory = new PipeMemory();
  /** Mirrors of this Pi outside of it. */
  readonly fileWatchers = new Set<Pick<MirrorWatcher, 'fileChanged'>>();
  /** Terminal lines by their number in /dev/pts. */
  readonly lines = new Map<number, Tty>();
  readonly #exits = new Map<Task, ((exit: Exit) => void)[]>();
  #lastPid = FIRST_PID - 1;
  readonly #turn: Turn;
  #cpuOfGone = 0;
  readonly #load: Load;

  constructor(options: KernelOptions) {
    this.hostname = options.hostname;
    this.clock = options.clock;
    this.random = options.random;
    this.lan = options.lan;
    this.tree = options.tree;
    this.parts = options.parts;
    this.log = options.log;
    this.environment = options.environment;
    this.editor = options.editor;
    this.#fault = options.fault;
    this.maxProcesses = options.maxProcesses;
    this.#commands = new Map(options.commands.map((command) => [command.name, command]));
    this.lastLogin = this.booted = options.clock.now();
    this.init = new Task(this, {
      pid: 1,
      parent: undefined,
      group: 1,
      session: { leader: 1, terminal: undefined },
      user: 'root',
      realUser: 'root',
      argv: ['/sbin/init'],
      env: {},
      cwd: '/',
      by: 'engine',
      ignore: [],
      umask: UMASK,
      nice: 0,
    });
    this.#tasks.set(1, this.init);
    this.services = new ServiceManager(this);
    this.power = new Power({ kernel: this, services: this.services });
    this.#turn = new Turn(options.clock);
    this.#load = new Load(options.clock.now());
    if (this.parts.now !== undefined) this.parts.now.mountProc(this.tree, this);
    else void this.parts.arrival.then(({ mountProc }) => mountProc(this.tree, this));
  }

  /**
   * Starts a process; its program begins in a later turn.
   * @throws SystemError `ENOENT`, `EACCES`, `ENOEXEC`, `EAGAIN`, `EPERM`, `EMFILE`
   */
  start(options: Start): Task {
    const { parent } = options;
    const before = { user: options.user, groups: groupsOf(options.user) };
    const found =
      typeof options.run === 'string'
        ? executable(this.tree, this.#commands, options.run, options.cwd, options.argv, before)
        : { run: options.run, argv: options.argv };
    if (!this.#mayStart(found.user ?? options.user)) throw new SystemError('EAGAIN', options.argv[0]);
    const pid = this.#freePid();
    const session: Session = options.group === 'session' ? { leader: pid, terminal: options.terminal } : parent.session;
    const group = typeof options.group === 'number' ? options.group : pid;
    if (group !== pid && !this.#group(group).some((task) => task.session === session))
      throw new SystemError('EPERM', String(group));
    const task = new Task(this, {
      pid,
      parent,
      group,
      session,
      user: found.user ?? options.user,
      realUser: options.user,
      argv: found.argv,
      env: options.env,
      cwd: options.cwd,
      by: options.by,
      ignore: options.ignore,
      umask: options.umask ?? UMASK,
      nice: options.nice ?? 0,
    });
    if (options.group === 'session' && options.terminal !== undefined) options.terminal.attach(task);
    for (const [number, description] of options.descriptors) task.fds.set(number, new Handle(task, description));
    this.#tasks.set(pid, task);
    parent.children.add(task);
    this.append(task.by, {
      kind: 'process-started',
      host: this.hostname,
      pid,
      parent: parent.pid,
      argv: task.argv,
      ...(task.terminalId === undefined ? {} : { terminal: task.terminalId }),
    });
    const calls = new SystemCalls(task, options.ready);
    this.clock.soon(() => void this.#run(task, found.run, calls, options.arrival));
    return task;
  }

  /** getrlimit(2), RLIMIT_NPROC: of one user; root is bound only by the size of the table. */
  #mayStart(user: string): boolean {
    if (this.#tasks.size >= this.maxProcesses + FOR_ROOT) return false;
    if (user === 'root') return true;
    let own = 0;
    for (const task of this.#tasks.values()) if (task.user === user) own += 1;
    return own < this.maxProcesses;
  }

  async #run(task: Task, program: PiProgram, calls: SystemCalls, arrival?: Promise<unknown>): Promise<void> {
    try {
      if (arrival !== undefined) await task.until(arrival);
      // A signal may have come before the first instruction.
      await task.enter();
      const status = await program(calls);
      await task.enter();
      task.end(status & 0xff);
    } catch (error) {
      task.crash(error);
    }
  }

  /**
   * A SystemError that a program lets pass is told on its standard error, as perror(3) would, and
   * is status 1; anything else is our bug: EX_SOFTWARE of sysexits(3), and the lab hears of it.
   */
  crashed(task: Task, error: unknown): void {
    const isExpected = error instanceof SystemError;
    const text = isExpected
      ? [error.subject, strerror(error.code)].filter((part) => part !== undefined).join(': ')
      : `fault: ${error instanceof Error ? error.message : String(error)}`;
    task.lastWords(`${task.ref.program}: ${text}\n`);
    task.end(isExpected ? 1 : 70);
    if (!isExpected) this.#fault(error, task.ref.program);
  }

  /** Called by a task that has ended: the tree, the terminal and the parent are told. */
  ended(task: Task, exit: Exit): void {
    for (const child of task.children) {
      child.parent = this.init;
      this.init.children.add(child);
      if (child.ended) this.reap(child);
    }
    task.children.clear();
    this.append(task.by, {
      kind: 'process-ended',
      host: this.hostname,
      pid: task.pid,
      program: task.ref.program,
      status: exit.status,
      ...(exit.signal === undefined ? {} : { signal: exit.signal }),
    });
    if (task.session.leader === task.pid) this.#sessionEnded(task.session);
    for (const tell of this.#exits.get(task) ?? []) tell(exit);
    this.#exits.delete(task);
    if (task.parent === this.init || task.parent?.ignores('SIGCHLD') === true) this.reap(task);
  }

  /** A shell that ends takes its foreground job along, and jobs that were left stopped. */
  #sessionEnded(session: Session): void {
    const foreground = session.terminal?.foreground;
    for (const task of this.#tasks.values()) {
      if (task.session !== session || task.ended) continue;
      if (task.group !== foreground && task.state !== 'stopped') continue;
      task.signal('SIGHUP');
      task.signal('SIGCONT');
    }
  }

  reap(task: Task): void {
    this.#tasks.delete(task.pid);
    this.#cpuOfGone += task.cpu;
    task.parent?.children.delete(task);
  }

  /** Resolves when it has ended. */
  exitOf(task: Task): Promise<Exit> {
    if (task.exit !== undefined) return Promise.resolve(task.exit);
    return new Promise((resolve) => this.#exits.set(task, [...(this.#exits.get(task) ?? []), resolve]));
  }

  find(pid: number): Task | undefined {
    return this.#tasks.get(pid);
  }

  /** @throws SystemError `ESRCH` */
  task(pid: number): Task {
    const task = this.#tasks.get(pid);
    if (task === undefined) throw new SystemError('ESRCH', String(pid));
    return task;
  }

  #group(group: number): Task[] {
    return [...this.#tasks.values()].filter((task) => task.group === group);
  }

  /** @throws SystemError `ESRCH` when the group is empty */
  groupMembers(group: number): readonly Task[] {
    const members = this.#group(group);
    if (members.length === 0) throw new SystemError('ESRCH', String(-group));
    return members;
  }

  everybody(): readonly Task[] {
    return [...this.#tasks.values()];
  }

  signalGroup(group: number, signal: Signal): void {
    for (const task of this.#group(group)) task.signal(signal);
  }

  /** No member has a parent in another group of the same session, who could continue it. */
  isOrphaned(group: number): boolean {
    return !this.#group(group).some(
      ({ parent, session }) =>
        parent !== undefined && !parent.ended && parent.session === session && parent.group !== group,
    );
  }

  processes(): readonly ProcessInfo[] {
    return [...this.#tasks.values()].map((task) => ({
      pid: task.pid,
      parent: task.parent?.pid ?? 0,
      group: task.group,
      user: task.user,
      argv: task.argv,
      state: task.state,
      started: task.started,
      session: task.session.leader,
      cpu: task.cpu,
      memory: task.ended ? 0 : residentMemory(task.ref.program),
      nice: task.nice,
      ...(task.session.terminal === undefined
        ? {}
        : { terminal: task.session.terminal.id, line: task.session.terminal.name.slice('/dev/'.length) }),
    }));
  }

  /** Of 1, 5 and 15 minutes. */
  load(): readonly number[] {
    return this.#load.averages(this.clock.now(), this.cpu, PROCESSORS);
  }

  /** Milliseconds of processor time that all processes since the start took, those that are gone too. */
  get cpu(): number {
    let cpu = this.#cpuOfGone;
    for (const task of this.#tasks.values()) cpu += task.cpu;
    return cpu;
  }

  get lastPid(): number {
    return this.#lastPid;
  }

  get machine(): MachineInfo {
    const programs = this.processes().reduce((sum, { memory }) => sum + memory, 0);
    return {
      model: 'Raspberry Pi 3 Model B Rev 1.2',
      kernel: '6.1.0-rpi7-rpi-v8',
      architecture: 'aarch64',
      processors: PROCESSORS,
      booted: this.booted,
      memory: {
        total: TOTAL_MEMORY,
        used: KERNEL_MEMORY + programs,
        cached: CACHED_BY_BOOT + this.tree.usedBytes,
      },
      address: this.lan.address,
    };
  }

  signalAll(signal: Signal): void {
    for (const task of this.#tasks.values()) task.signal(signal);
  }

  /** What a boot begins anew: the time since it, and the numbers of processes. */
  restart(): void {
    this.booted = this.clock.now();
    this.#lastPid = FIRST_PID - 1;
  }

  /** Writes to every terminal line, whatever runs there: wall(1). */
  broadcast(text: string): void {
    for (const line of this.lines.values()) line.announce(text);
  }

  /** Ends all but process 1, at once; nothing drives the lines any more. */
  killAll(): void {
    for (const task of this.#tasks.values()) if (task !== this.init) task.signal('SIGKILL');
    this.hardware?.wired.gpio.reset();
  }

  /** @returns whether the caller should let others run first */
  countCall(): boolean {
    return this.#turn.countCall();
  }

  /** @returns the number that it gets: the one it wants, or the next that is free */
  takeLine(line: Tty, wanted: number): number {
    let number = wanted;
    while (this.lines.has(number)) number += 1;
    this.lines.set(number, line);
    return number;
  }

  freeLine(number: number): void {
    this.lines.delete(number);
  }

  append(by: Cause, event: Input | Effect): void {
    this.log?.append(by, event);
  }

  fileChanged(by: Cause, path: string): void {
    this.append(by, { kind: 'file-changed', host: this.hostname, path });
    for (const watcher of this.fileWatchers) watcher.fileChanged(path);
  }

  #freePid(): number {
    do {
      this.#lastPid = this.#lastPid >= MAX_PID ? 300 : this.#lastPid + 1;
    } while (this.#tasks.has(this.#lastPid) || this.#group(this.#lastPid).length > 0);
    return this.#lastPid;
  }
}
