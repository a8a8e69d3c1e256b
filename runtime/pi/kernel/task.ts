/**
 * A process as the kernel keeps it: its place in the tree, its signals, what it holds. What the
 * program sees of it is `SystemCalls`.
 *
 * States: running → stopped → running → zombie (ended, its parent has not asked) → gone. A call
 * that a process waits in when it ends never returns: nothing of a dead process runs again.
 */
import type { Cause, ProcessRef, TerminalId } from '#runtime/events/event.ts';
import { SystemError } from '#runtime/ports.ts';
import { ProcessEnded, SIGNAL_NUMBER } from '../process.ts';
import type { Signal } from '../process.ts';
import type { Credentials } from '../files/rights.ts';
import { groupsOf } from '../files/rights.ts';
import type { Exit, OpenFile } from '../system.ts';
import type { Tty } from '../tty/tty.ts';
import { WAIT } from './description.ts';
import type { Wait } from './description.ts';
import { Handle } from './handle.ts';
import type { Kernel } from './kernel.ts';
import { Printer } from './printer.ts';
import { defaultAction, isUncatchable } from './signals.ts';
import { WaitQueue } from './wait-queue.ts';

/** getrlimit(2), RLIMIT_NOFILE as Debian sets it. */
const MAX_HANDLES = 1_024;

/** setsid(2): processes that share a controlling terminal. */
export interface Session {
  readonly leader: number;
  terminal: Tty | undefined;
}

/** What must be given back when a process ends: a timer, a socket, a listener. */
export interface Resource {
  release(): void;
  stopped?(): void;
  continued?(): void;
}

export type Disposition = (() => void) | 'ignore' | 'default';

export interface TaskOptions {
  readonly pid: number;
  readonly parent: Task | undefined;
  readonly group: number;
  readonly session: Session;
  readonly user: string;
  /** getuid(2): who started it, when a set-user-ID file made it somebody else. */
  readonly realUser: string;
  readonly argv: readonly string[];
  readonly env: Record<string, string>;
  readonly cwd: string;
  readonly by: Cause;
  readonly ignore: readonly Signal[];
  readonly umask: number;
  readonly nice: number;
}

/** What a system call costs in milliseconds of processor time, roughly that of a Pi 3. */
const CALL_PRICE = 0.01;
const CALLS_A_YIELD = 100;

const never = (): Promise<never> => new Promise(() => {});

export class Task {
  readonly kernel: Kernel;
  readonly pid: number;
  readonly argv: readonly string[];
  readonly env: Record<string, string>;
  readonly by: Cause;
  readonly started: number;
  readonly session: Session;
  readonly user: string;
  readonly realUser: string;
  readonly ref: ProcessRef;
  readonly children = new Set<Task>();
  /** Woken when a child ends or stops, and when a handled signal came. */
  readonly childChanged = new WaitQueue();
  readonly nice: number;
  umask: number;
  /** Processor time of the children that were waited for, and of theirs. */
  childrenCpu = 0;
  parent: Task | undefined;
  group: number;
  cwd: string;
  /** Set while it is stopped and the parent has not been told. */
  stopToReport: Signal | undefined;
  exit: Exit | undefined;
  /** Descriptor table, written by the program itself. */
  readonly fds = new Map<number, OpenFile>();

  readonly #handles = new Set<Handle>();
  readonly #resources = new Set<Resource>();
  readonly #dispositions = new Map<Signal, Disposition>();
  readonly #printer: Printer;
  /** Signals that came while it was stopped, and handlers to be run. */
  #pending: Signal[] = [];
  #held: (() => void)[] = [];
  /** What wakes a waiting call, and what takes it out of its queue. */
  readonly #sleepers = new Map<() => void, () => void>();
  #stopped = false;
  #ended = false;
  #waiting = 0;
  #interrupts = 0;
  #handled = 0;
  #calls = 0;
  #endedAt: number | undefined;
  readonly #continued = new WaitQueue();
  /** Woken when a signal came that has a handler. */
  readonly #signalled = new WaitQueue();

  constructor(kernel: Kernel, options: TaskOptions) {
    this.kernel = kernel;
    this.pid = options.pid;
    this.parent = options.parent;
    this.group = options.group;
    this.session = options.session;
    this.user = options.user;
    this.realUser = options.realUser;
    this.argv = options.argv;
    this.env = options.env;
    this.cwd = options.cwd;
    this.by = options.by;
    this.umask = options.umask;
    this.nice = options.nice;
    this.started = kernel.clock.now();
    const name = options.argv[0] ?? '';
    this.ref = {
      host: kernel.hostname,
      pid: this.pid,
      program: name.slice(name.lastIndexOf('/') + 1).replace(/^-/, ''),
    };
    for (const signal of options.ignore) this.#dispositions.set(signal, 'ignore');
    this.#printer = new Printer(this);
  }

  get ended(): boolean {
    return this.#ended;
  }

  get state(): 'running' | 'sleeping' | 'stopped' | 'zombie' {
    if (this.#ended) return 'zombie';
    if (this.#stopped) return 'stopped';
    return this.#waiting > 0 ? 'sleeping' : 'running';
  }

  /** Milliseconds of processor time: what its calls cost, and never more than it has lived. */
  get cpu(): number {
    return Math.min(this.#calls * CALL_PRICE, (this.#endedAt ?? this.kernel.clock.now()) - this.started);
  }

  get terminalId(): TerminalId | undefined {
    return this.session.terminal?.id;
  }

  get credentials(): Credentials {
    return { user: this.user, groups: groupsOf(this.user), pid: this.pid };
  }

  /** Signals that were handled so far, SIGCHLD not counted: a wait that sees it rise is interrupted. */
  get interrupts(): number {
    return this.#interrupts;
  }

  // ---- calls ---------------------------------------------------------------------------------

  /** The beginning of a call that cannot suspend. @throws ProcessEnded */
  check(): void {
    if (this.#ended) throw new ProcessEnded();
    this.#calls += 1;
    this.kernel.countCall();
  }

  /** What a program does between two calls is not seen; when it lets others run it has computed for a while. */
  computed(): void {
    this.#calls += CALLS_A_YIELD;
  }

  /** The beginning of a call that may suspend: others get their turn, signals their handlers. */
  async enter(): Promise<void> {
    if (this.#ended) await never();
    this.#calls += 1;
    if (this.kernel.countCall()) await this.#breathe();
    await this.#whileStopped();
    this.#handlePending();
    if (this.#ended) await never();
  }

  /** Tries until the answer is not `WAIT`, waiting for `queue` in between. */
  async block<T>(queue: WaitQueue, attempt: () => T | Wait): Promise<T> {
    await this.enter();
    for (;;) {
      const answer = this.#try(attempt);
      if (this.#ended) await never();
      if ('error' in answer) throw answer.error;
      if (answer.value !== WAIT) return answer.value as T;
      await this.#sleepOn(queue);
      await this.#whileStopped();
      if (this.#ended) await never();
    }
  }

  /**
   * Waits until `isReady`, or until `ms` have passed.
   * @returns false when they have. @throws SystemError `EINTR` when a handler has run
   */
  async poll(queue: WaitQueue, isReady: () => boolean, ms = Infinity): Promise<boolean> {
    const handled = this.#handled;
    await this.enter();
    // Its timer says it, not the clock: some fire a moment early, and there is only one.
    let isOver = ms <= 0;
    const wake = (): void => {
      isOver = true;
      this.#signalled.wake();
    };
    const timer = Number.isFinite(ms) && !isOver ? this.kernel.clock.timer(ms, wake) : undefined;
    const resource = { release: () => timer?.cancel() };
    this.keep(resource);
    try {
      for (;;) {
        const answer = this.#try(isReady);
        if ('error' in answer) throw answer.error;
        if (answer.value) return true;
        if (this.#handled !== handled) throw new SystemError('EINTR');
        if (isOver) return false;
        await this.#sleepOn(queue, this.#signalled);
        await this.#whileStopped();
        this.#handlePending();
        if (this.#ended) await never();
      }
    } finally {
      timer?.cancel();
      this.drop(resource);
    }
  }

  /** Waits for something outside the kernel. */
  async until<T>(promise: Promise<T>): Promise<T> {
    this.#waiting += 1;
    try {
      return await promise;
    } finally {
      this.#waiting -= 1;
      await this.#whileStopped();
      if (this.#ended) await never();
    }
  }

  #try<T>(attempt: () => T): { value: T } | { error: unknown } {
    try {
      return { value: attempt() };
    } catch (error) {
      return { error };
    }
  }

  #breathe(): Promise<void> {
    return new Promise((resolve) => this.kernel.clock.soon(resolve));
  }

  async #whileStopped(): Promise<void> {
    while (this.#stopped && !this.#ended) await this.#sleepOn(this.#continued);
  }

  #sleepOn(...queues: readonly WaitQueue[]): Promise<void> {
    this.#waiting += 1;
    return new Promise((resolve) => {
      const wake = () => {
        if (!this.#sleepers.delete(wake)) return;
        leave();
        this.#waiting -= 1;
        resolve();
      };
      const leaves = queues.map((queue) => queue.add(wake));
      const leave = () => {
        for (const each of leaves) each();
      };
      this.#sleepers.set(wake, leave);
    });
  }

  /** Runs code of the program from outside its flow: a timer, a socket's data, a signal handler. */
  callback(run: () => void): void {
    if (this.#ended) return;
    if (this.#stopped) {
      this.#held.push(run);
      return;
    }
    try {
      run();
    } catch (error) {
      this.crash(error);
    }
  }

  /** An error that the program let pass, as an abort(3) of the whole process. */
  crash(error: unknown): void {
    if (this.#ended || error instanceof ProcessEnded) return;
    this.kernel.crashed(this, error);
  }

  // ---- what it holds -------------------------------------------------------------------------

  /** @throws SystemError `EMFILE` */
  holds(handle: Handle): void {
    if (this.#handles.size >= MAX_HANDLES) throw new SystemError('EMFILE');
    this.#handles.add(handle);
  }

  lets(handle: Handle): void {
    this.#handles.delete(handle);
  }

  keep(resource: Resource): void {
    this.#resources.add(resource);
  }

  drop(resource: Resource): void {
    this.#resources.delete(resource);
  }

  printed(handle: Handle, bytes: Uint8Array): void {
    if (this.fds.get(1) === handle) this.#printer.print('stdout', bytes);
    else if (this.fds.get(2) === handle) this.#printer.print('stderr', bytes);
  }

  /** What the kernel says on the process's standard error in its last moment; it waits for nobody. */
  lastWords(text: string): void {
    const handle = this.fds.get(2);
    if (!(handle instanceof Handle)) return;
    const bytes = new TextEncoder().encode(text);
    const answer = this.#try(() => handle.description.write(bytes, this));
    // Nobody there to read it: there is nobody left to tell.
    if ('value' in answer && answer.value !== WAIT) this.printed(handle, bytes.subarray(0, answer.value));
  }

  // ---- signals -------------------------------------------------------------------------------

  /** @throws SystemError `EINVAL` for a signal that cannot be handled */
  dispose(signal: Signal, disposition: Disposition): void {
    this.check();
    if (isUncatchable(signal)) throw new SystemError('EINVAL', signal);
    if (disposition === 'default') this.#dispositions.delete(signal);
    else this.#dispositions.set(signal, disposition);
  }

  ignores(signal: Signal): boolean {
    return this.#dispositions.get(signal) === 'ignore';
  }

  /** Signals that it ignores: a child starts with them ignored too (execve(2)). */
  ignored(): Signal[] {
    return [...this.#dispositions].filter(([, disposition]) => disposition === 'ignore').map(([signal]) => signal);
  }

  signal(signal: Signal): void {
    if (this.#ended || this.pid === 1) return;
    if (signal === 'SIGKILL') return this.end(128 + SIGNAL_NUMBER.SIGKILL, 'SIGKILL');
    if (signal === 'SIGSTOP') return this.#stop(signal);
    if (signal === 'SIGCONT') this.#continue();
    const disposition = this.#dispositions.get(signal) ?? 'default';
    if (disposition === 'ignore') return;
    if (disposition === 'default' && defaultAction(signal) === 'ignore') return;
    if (this.#stopped) {
      if (!this.#pending.includes(signal)) this.#pending.push(signal);
      return;
    }
    if (disposition === 'default') return this.#actByDefault(signal);
    if (!this.#pending.includes(signal)) this.#pending.push(signal);
    if (signal !== 'SIGCHLD') this.#interrupts += 1;
    this.childChanged.wake();
    this.#signalled.wake();
    this.kernel.clock.soon(() => this.#handlePending());
  }

  #actByDefault(signal: Signal): void {
    const action = defaultAction(signal);
    if (action === 'terminate') this.end(128 + SIGNAL_NUMBER[signal], signal);
    // A group that no shell looks after would never be continued: setpgid(2), "orphaned".
    else if (action === 'stop' && !this.kernel.isOrphaned(this.group)) this.#stop(signal);
  }

  /** Runs the handlers of what has come, between two calls of the program. */
  #handlePending(): void {
    while (!this.#stopped && !this.#ended) {
      const signal = this.#pending.shift();
      if (signal === undefined) return;
      const disposition = this.#dispositions.get(signal) ?? 'default';
      if (disposition === 'default') this.#actByDefault(signal);
      else if (disposition !== 'ignore') {
        this.#handled += 1;
        this.callback(disposition);
      }
    }
  }

  /** For calls that return because of a signal: its handler has run by then. */
  handleSignals(): void {
    this.#handlePending();
  }

  #stop(signal: Signal): void {
    if (this.#stopped) return;
    this.#stopped = true;
    this.stopToReport = signal;
    for (const resource of this.#resources) resource.stopped?.();
    this.#tellParent();
  }

  #continue(): void {
    if (!this.#stopped) return;
    this.#stopped = false;
    this.stopToReport = undefined;
    const held = this.#held;
    this.#held = [];
    this.kernel.clock.soon(() => {
      this.#handlePending();
      for (const run of held) this.callback(run);
      if (this.#stopped || this.#ended) return;
      for (const resource of this.#resources) resource.continued?.();
      this.#continued.wake();
      // Every call looks again: what it waits for may have come, or be allowed, since.
      for (const [wake, leave] of this.#sleepers) {
        leave();
        wake();
      }
    });
  }

  #tellParent(): void {
    this.parent?.childChanged.wake();
    this.parent?.signal('SIGCHLD');
  }

  // ---- the end -------------------------------------------------------------------------------

  /** Takes it off the machine at once. @param status as `$?` shows it */
  end(status: number, signal?: Signal): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#endedAt = this.kernel.clock.now();
    this.#stopped = false;
    this.stopToReport = undefined;
    this.exit = {
      pid: this.pid,
      status,
      cpu: this.cpu + this.childrenCpu,
      ...(signal === undefined ? {} : { signal }),
    };
    this.#printer.flush();
    for (const leave of this.#sleepers.values()) leave();
    this.#sleepers.clear();
    for (const resource of this.#resources) resource.release();
    this.#resources.clear();
    for (const handle of this.#handles) handle.close();
    this.fds.clear();
    this.#pending = [];
    this.#held = [];
    this.#dispositions.clear();
    this.kernel.ended(this, this.exit);
    this.#tellParent();
  }
}
