/** The system calls of one process: what its program is given. Section 2 of the manual. */
import { SystemError } from '#runtime/ports.ts';
import type { Clock, Random } from '#runtime/ports.ts';
import { SIGNAL_NUMBER } from '../process.ts';
import type { Files, Input, Output, Signal, SyslogEntry } from '../process.ts';
import type { MirrorSource, ProcessPart } from '../mirror-source.ts';
import type {
  EditorScreen,
  EditWish,
  Exit,
  FileSystemCalls,
  GpioHandle,
  I2cHandle,
  InitCalls,
  MachineInfo,
  OpenFile,
  OpenFlags,
  PiNetwork,
  PiProcess,
  ProcessInfo,
  SpawnOptions,
  TerminalDevice,
} from '../system.ts';
import { Tty } from '../tty/tty.ts';
import { WAIT } from './description.ts';
import { FileCalls } from './file-calls.ts';
import { Handle } from './handle.ts';
import type { HardwareCalls } from './hardware-calls.ts';
import type { KernelParts } from './kernel.ts';
import { createPipe } from './pipe.ts';
import { ProcessClock } from './process-clock.ts';
import { ProcessNetwork } from './process-network.ts';
import { StandardInput, StandardOutput } from './standard-streams.ts';
import type { Task } from './task.ts';

export class SystemCalls implements PiProcess {
  readonly #task: Task;
  readonly stdin: Input;
  readonly stdout: Output;
  readonly stderr: Output;
  readonly clock: Clock;
  readonly random: Random;
  readonly network: PiNetwork;
  readonly files: Files;
  readonly fs: FileSystemCalls;
  readonly terminal?: TerminalDevice;
  readonly ready?: () => void;
  readonly edit?: (path: string, line?: number) => Promise<void>;
  readonly #calls: FileCalls;
  #hardware: HardwareCalls | undefined;
  #init: InitCalls | undefined;
  #mirror: MirrorSource | undefined;

  /** @param ready of a service: hears that it is ready */
  constructor(task: Task, ready?: () => void) {
    const calls = new FileCalls(task);
    this.#task = task;
    this.#calls = calls;
    this.stdin = new StandardInput(task);
    this.stdout = new StandardOutput(task, 1);
    this.stderr = new StandardOutput(task, 2);
    this.clock = new ProcessClock(task);
    this.random = task.kernel.random;
    this.network = new ProcessNetwork(task);
    this.files = calls;
    this.fs = calls;
    if (task.session.terminal !== undefined) this.terminal = task.session.terminal;
    if (ready !== undefined) this.ready = ready;
    const { editor } = task.kernel;
    if (editor !== undefined) this.edit = (path, line) => this.#edit(editor, path, line);
  }

  get init(): InitCalls {
    return (this.#init ??= new (this.#parts().InitRequests)(this.#task));
  }

  get mirror(): MirrorSource {
    return (this.#mirror ??= new (this.#parts().Mirror)(this.#task));
  }

  get pid(): number {
    return this.#task.pid;
  }

  get parent(): number {
    return this.#task.parent?.pid ?? 0;
  }

  get group(): number {
    return this.#task.group;
  }

  get user(): string {
    return this.#task.user;
  }

  get realUser(): string {
    return this.#task.realUser;
  }

  get groups(): readonly string[] {
    return this.#task.credentials.groups;
  }

  get umask(): number {
    return this.#task.umask;
  }

  set umask(mask: number) {
    this.#task.check();
    this.#task.umask = mask & 0o777;
  }

  get machine(): MachineInfo {
    return this.#task.kernel.machine;
  }

  get argv(): readonly string[] {
    return this.#task.argv;
  }

  get env(): Record<string, string> {
    return this.#task.env;
  }

  get hostname(): string {
    return this.#task.kernel.hostname;
  }

  get fds(): Map<number, OpenFile> {
    return this.#task.fds;
  }

  get cwd(): string {
    return this.#task.cwd;
  }

  /** chdir(2). @throws SystemError `ENOENT`, `ENOTDIR`, `EACCES` */
  set cwd(path: string) {
    this.#task.check();
    if (this.fs.stat(path).kind !== 'directory') throw new SystemError('ENOTDIR', path);
    if (!this.fs.access(path, 'execute')) throw new SystemError('EACCES', path);
    this.#task.cwd = this.fs.resolve(path);
  }

  async sleep(ms: number): Promise<void> {
    await this.#task.enter();
    await this.#task.until(new Promise<void>((resolve) => this.clock.timer(ms, resolve)));
  }

  async yield(): Promise<void> {
    this.#task.computed();
    await this.#task.until(new Promise<void>((resolve) => this.#task.kernel.clock.soon(resolve)));
  }

  onSignal(signal: Signal, action: (() => void) | 'ignore' | 'default'): void {
    this.#task.dispose(signal, action);
  }

  /** syslog(3): into the journal, beside what its service prints. */
  syslog({ name, text }: SyslogEntry): void {
    this.#task.check();
    const { services } = this.#task.kernel;
    const service = services.units.find(({ status }) => status.pid === this.pid)?.unit.name;
    services.journal.add({
      ...(service === undefined ? {} : { unit: service }),
      identifier: name,
      pid: this.pid,
      text,
    });
  }

  open(path: string, flags: OpenFlags): OpenFile {
    return new Handle(this.#task, this.#calls.describe(path, flags));
  }

  openI2c(path: string): I2cHandle {
    return this.#hardwareCalls(path).openI2c(path);
  }

  openGpio(path: string): GpioHandle {
    return this.#hardwareCalls(path).openGpio(path);
  }

  #parts(): KernelParts {
    const { now } = this.#task.kernel.parts;
    if (now === undefined) throw new Error('a late part of the kernel is needed, and no command can have been run yet');
    return now;
  }

  /** @throws SystemError `ENOTTY`, or why it cannot be opened: this Pi has neither bus nor lines */
  #hardwareCalls(path: string): HardwareCalls {
    const { hardware } = this.#task.kernel;
    this.#hardware ??= hardware?.calls(this.#task, this.#calls);
    if (this.#hardware !== undefined) return this.#hardware;
    this.open(path, { read: true, write: true }).close();
    throw new SystemError('ENOTTY', path);
  }

  attach(part: ProcessPart): void {
    this.#task.check();
    this.#task.keep(part);
  }

  pipe(): readonly [OpenFile, OpenFile] {
    this.#task.check();
    const [reader, writer] = createPipe(this.#task.kernel.pipeMemory);
    return [new Handle(this.#task, reader), new Handle(this.#task, writer)];
  }

  spawn(options: SpawnOptions): number {
    this.#task.check();
    const { kernel } = this.#task;
    const user = options.user ?? this.user;
    if (user !== this.user && this.user !== 'root') throw new SystemError('EPERM', user);
    const { terminal } = options;
    if (terminal !== undefined && !(terminal instanceof Tty)) throw new SystemError('ENOTTY');
    // setpriority(2): everybody may step back, only root pushes ahead.
    const nice = Math.max(-20, Math.min(19, Math.trunc(options.nice ?? this.#task.nice)));
    if (nice < this.#task.nice && this.user !== 'root') throw new SystemError('EACCES', options.argv[0]);
    const child = kernel.start({
      run: options.run,
      argv: options.argv,
      env: { ...(options.env ?? this.env) },
      cwd: options.cwd ?? this.cwd,
      user,
      by: options.by ?? this.#task.by,
      parent: this.#task,
      group: options.session === 'new' ? 'session' : (options.group ?? this.group),
      ...(terminal === undefined ? {} : { terminal }),
      umask: this.umask,
      nice,
      descriptors: new Map([...options.files].map(([number, file]) => [number, descriptionOf(file)] as const)),
      ignore: [...this.#task.ignored(), ...(options.ignore ?? [])],
    });
    return child.pid;
  }

  async wait(pid: number, options: { untraced?: boolean } = {}): Promise<Exit> {
    const task = this.#task;
    const interrupts = task.interrupts;
    return task.block(task.childChanged, () => {
      const children = [...task.children].filter((child) => pid === -1 || child.pid === pid);
      if (children.length === 0) throw new SystemError('ECHILD', String(pid));
      for (const child of children) {
        if (child.exit !== undefined) {
          task.kernel.reap(child);
          task.childrenCpu += child.exit.cpu;
          return child.exit;
        }
        if (options.untraced === true && child.stopToReport !== undefined) {
          const signal = child.stopToReport;
          child.stopToReport = undefined;
          return { pid: child.pid, status: 128 + SIGNAL_NUMBER[signal], signal, stopped: true, cpu: child.cpu };
        }
      }
      if (task.interrupts === interrupts) return WAIT;
      task.handleSignals();
      throw new SystemError('EINTR');
    });
  }

  async #edit(editor: EditorScreen, path: string, line: number | undefined): Promise<void> {
    const task = this.#task;
    await task.enter();
    const wish: EditWish = {
      host: this.hostname,
      path,
      user: this.user,
      ...(task.terminalId === undefined ? {} : { terminal: task.terminalId }),
      ...(line === undefined ? {} : { line }),
    };
    await task.until(
      new Promise<void>((resolve) => {
        const part = { release: editor.open(wish, () => (task.drop(part), task.kernel.clock.soon(resolve))) };
        task.keep(part);
      }),
    );
  }

  kill(pid: number, signal: Signal): void {
    this.#task.check();
    const targets = this.#targets(pid);
    const allowed = targets.filter((target) => this.#maySignal(target, signal));
    if (allowed.length === 0) throw new SystemError('EPERM', String(pid));
    for (const target of allowed) target.signal(signal);
    // kill(2): a signal that a process sends to itself has come before the call returns.
    this.#task.handleSignals();
    this.#task.check();
  }

  /** kill(2): a process; 0, the caller's group; -1, everybody but process 1 and the caller; -n, group n. */
  #targets(pid: number): readonly Task[] {
    const { kernel } = this.#task;
    if (pid > 0) return [kernel.task(pid)];
    if (pid === -1) return kernel.everybody().filter((task) => task !== kernel.init && task !== this.#task);
    return kernel.groupMembers(pid === 0 ? this.group : -pid);
  }

  #maySignal(target: Task, signal: Signal): boolean {
    if (this.user === 'root' || this.user === target.user) return true;
    return signal === 'SIGCONT' && target.session === this.#task.session;
  }

  processes(): readonly ProcessInfo[] {
    this.#task.check();
    return this.#task.kernel.processes();
  }

  openTerminal(columns: number, rows: number): { readonly master: OpenFile; readonly line: OpenFile } {
    this.#task.check();
    const { kernel, terminalId } = this.#task;
    // What happens on it is shown in, and counts for, the window that it was opened in.
    const id = terminalId ?? `${kernel.hostname}#0`;
    const master = new (this.#parts().PseudoTerminal)(kernel, { id, columns, rows });
    return { master: new Handle(this.#task, master), line: new Handle(this.#task, master.line.description) };
  }

  async reboot(how: 'restart' | 'power-off'): Promise<never> {
    await this.#task.enter();
    if (this.user !== 'root') throw new SystemError('EPERM');
    this.#task.kernel.power.goDown(how);
    return this.#task.until(new Promise<never>(() => {}));
  }
}

/** @throws SystemError `EBADF` when it is closed, or no file of a Pi */
const descriptionOf = (file: OpenFile): Handle['description'] => {
  if (!(file instanceof Handle)) throw new SystemError('EBADF');
  return file.description;
};
