import { SIGNAL_NUMBER, type Signal } from '#runtime/pi/process.ts';
import { SystemError } from '#runtime/ports.ts';
import type { ProtocolLevel } from '#runtime/mqtt/packet.ts';
import type { Program } from '../inside/program.ts';
import { OwnerNumbers } from './owner-numbers.ts';
import type { PythonCallable } from './pyodide.ts';
import { Gate } from './gate.ts';
import { MqttLink } from './mqtt-link.ts';
import { Waiting } from './waiting.ts';

/** What a Python program does in one go, in milliseconds, before it is asked to let messages in. */
const BREATH_MS = 50;

/** The process as `_kleber` in Python has it (lib/_kleber/world.py): plain values in and out, errors by their names. */
export class PythonHost {
  readonly #program: Program;
  readonly #pending: number[] = [];
  readonly #loading: () => void;
  /** One for each stack that runs, or is about to. */
  readonly #works: (() => void)[] = [];
  #signalled: () => void = () => {};
  #reading: Waiting<Uint8Array | null> | undefined;
  #breathedAt = 0;

  constructor(program: Program) {
    this.#program = program;
    this.#loading = program.works('load');
    this.handle('SIGINT');
    // A pipe without a reader is an error of the write, BrokenPipeError.
    this.unhandle('SIGPIPE', 'ignore');
  }

  get start(): Program['start'] {
    return this.#program.start;
  }

  /** Seconds since 1970-01-01T00:00:00Z, on the lab's clock. */
  now(): number {
    return this.#program.clock.now() / 1_000;
  }

  /** Python has got as far as the program itself; at the latest when it waits for the first time. */
  loaded(): void {
    this.#loading();
  }

  // ---- files -------------------------------------------------------------------------------

  /** access(2). @param bits 4 read, 2 write, 1 execute; 0: whether it is there */
  access(path: string, bits: number): boolean {
    const { files } = this.#program;
    const wants = [
      [4, 'read'],
      [2, 'write'],
      [1, 'execute'],
    ] as const;
    try {
      files.stat(path);
      return wants.every(([bit, want]) => (bits & bit) === 0 || files.access(path, want));
    } catch (error) {
      if (error instanceof SystemError) return false;
      throw error;
    }
  }

  /** @returns the one before */
  umask(mask: number): number {
    const { files } = this.#program;
    const before = files.umask;
    files.umask = mask;
    return before;
  }

  /** User, group and all groups of the process, by number. */
  ids(): readonly [user: number, group: number, groups: readonly number[]] {
    const { files, start } = this.#program;
    const owners = new OwnerNumbers(files);
    const groups = start.groups.map((name) => owners.group(name));
    return [owners.user(start.user), groups[0] ?? owners.group(start.user), groups];
  }

  // ---- waiting -------------------------------------------------------------------------------

  /**
   * Runs a Python function on a stack of its own, when those that run now wait.
   * @param ended is told what it has returned
   */
  run<Returned>(run: PythonCallable, ended: (returned: Returned) => void, ...args: readonly unknown[]): void {
    const broke = (error: unknown): void => {
      const text = `python3: it broke down, which is a fault of Kleber's: ${String(error)}\n`;
      this.#program.write(2, new TextEncoder().encode(text));
      this.#program.exit(1);
    };
    this.#resumes();
    void run.callPromising(...args).then((returned) => {
      this.#waits();
      ended(returned as Returned);
    }, broke);
  }

  /** As `run`, for Python: the function is kept until it has ended. */
  beginStack(function_: PythonCallable): void {
    const kept = function_.copy();
    this.run(kept, () => kept.destroy());
  }

  /** Resolves when it is done; for the main stack also when a signal has come. Its stack waits until then. */
  async until(waiting: Waiting<unknown>, isMain: boolean): Promise<void> {
    this.#loading();
    this.#waits();
    if (!isMain) await waiting.settled;
    else if (!waiting.done && this.#pending.length === 0) {
      const signalled = new Promise<void>((resolve) => (this.#signalled = resolve));
      await Promise.race([waiting.settled, signalled]);
    }
    this.#breathedAt = this.#program.clock.now();
    this.#resumes();
  }

  /** Between a promise and the Python that waits for it there may be some turns of the event loop. */
  #resumes(): void {
    this.#works.push(this.#program.works('turn'));
  }

  #waits(): void {
    this.#works.pop()?.();
  }

  /** Signals that have come and were not handled yet, by number. */
  takeSignals(): number[] {
    return this.#pending.splice(0);
  }

  gate(): Gate {
    return new Gate(this.#program.clock);
  }

  sleep(seconds: number): Waiting<void> {
    const { clock } = this.#program;
    return new Waiting(new Promise((resolve) => void clock.timer(Math.max(0, seconds * 1_000), resolve)));
  }

  /** Whether it has computed for long enough to look what has come. */
  get isBreathless(): boolean {
    return this.#program.clock.now() - this.#breathedAt > BREATH_MS;
  }

  /** Lets in what has come. */
  breathe(): Waiting<void> {
    return new Waiting(new Promise((resolve) => this.#program.clock.soon(resolve)));
  }

  // ---- streams -------------------------------------------------------------------------------

  /** One reading at a time: what comes for one that a signal has ended is for the next. */
  read(max: number): Waiting<Uint8Array | null> {
    return (this.#reading ??= new Waiting(this.#program.read(max)));
  }

  hasRead(): void {
    this.#reading = undefined;
  }

  /** @returns false: wait for `drained` */
  write(fd: 1 | 2, bytes: Uint8Array): boolean {
    return this.#program.write(fd, bytes);
  }

  drained(fd: 1 | 2): Waiting<void> {
    return new Waiting(this.#program.drained(fd));
  }

  // ---- processes -----------------------------------------------------------------------------

  /** From now on it comes by `takeSignals`. */
  handle(signal: Signal): void {
    this.#program.onSignal(signal, () => {
      this.#pending.push(SIGNAL_NUMBER[signal]);
      this.#signalled();
    });
  }

  unhandle(signal: Signal, action: 'ignore' | 'default'): void {
    this.#program.onSignal(signal, action);
  }

  kill(pid: number, signal: Signal | 0): Waiting<void> {
    return new Waiting(this.#program.kill(pid, signal));
  }

  exit(status: number, signal?: Signal): never {
    this.#program.exit(status, signal);
  }

  // ---- network -------------------------------------------------------------------------------

  connect(host: string, port: number, level: ProtocolLevel): Waiting<MqttLink> {
    const { clock } = this.#program;
    return new Waiting(this.#program.connect({ host, port }).then((stream) => new MqttLink({ stream, level, clock })));
  }

  resolve(host: string): Waiting<string> {
    return new Waiting(this.#program.resolve(host));
  }

  // ---- hardware ------------------------------------------------------------------------------

  openI2c(path: string): ReturnType<Program['hardware']['openI2c']> {
    return this.#program.hardware.openI2c(path);
  }

  openGpio(path: string): ReturnType<Program['hardware']['openGpio']> {
    return this.#program.hardware.openGpio(path);
  }
}
