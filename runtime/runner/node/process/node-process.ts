/** `process` of the program: its process on the Pi. */
import type { Signal } from '#runtime/pi/process.ts';
import { SIGNAL_NUMBER } from '#runtime/pi/process.ts';
import { SystemError } from '#runtime/ports.ts';
import type { Program } from '../../inside/program.ts';
import { codedError, errnoOf, fileError, invalidArgument, notOnThisPi } from '../errors/node-error.ts';
import type { EventLoop } from '../event-loop.ts';
import { EventEmitter } from '../modules/emitter.ts';
import { ownerNumbers } from '../modules/fs/owner-numbers.ts';
import { inspect } from '../modules/inspect.ts';
import { NODE_VERSION, VERSIONS } from '../version.ts';
import { StdReader, StdWriter } from './std-streams.ts';

const NEVER_HANDLED: ReadonlySet<string> = new Set(['SIGKILL', 'SIGSTOP']);

export class NodeProcess extends EventEmitter {
  static override readonly name: string = 'process';
  readonly title = 'node';
  readonly version = NODE_VERSION;
  readonly versions = VERSIONS;
  readonly arch = 'arm64';
  readonly platform = 'linux';
  readonly release = { name: 'node', lts: 'Krypton' };
  readonly execPath = '/usr/bin/node';
  readonly argv0 = 'node';
  readonly config = {};
  readonly features = { typescript: 'strip' };
  argv: string[] = [];
  execArgv: string[] = [];
  readonly env: Record<string, string>;
  readonly pid: number;
  readonly ppid: number;
  readonly stdout: StdWriter;
  readonly stderr: StdWriter;
  readonly #program: Program;
  readonly #loop: EventLoop;
  #stdin: StdReader | undefined;
  #exitCode: number | undefined;
  #isExiting = false;
  #warnings = 0;
  readonly #startedAt: number;

  constructor(program: Program, loop: EventLoop) {
    super();
    const { start } = program;
    this.#program = program;
    this.#loop = loop;
    this.#startedAt = program.clock.now();
    this.env = environment(start.env);
    this.pid = start.pid;
    this.ppid = start.parent;
    this.stdout = new StdWriter(program, loop, 1);
    this.stderr = new StdWriter(program, loop, 2);
    for (const name of ['stdout', 'stderr', 'env', 'pid', 'ppid', 'title'] as const)
      Object.defineProperty(this, name, { enumerable: true, configurable: true, writable: true, value: this[name] });
    program.onResize = () =>
      loop.run(() => {
        for (const stream of [this.stdout, this.stderr]) if (stream.isTTY) stream.emit('resize');
        this.emit('SIGWINCH', 'SIGWINCH');
      });
    this.#followSignals();
    // Programs take them by themselves: `import { stdin } from 'node:process'`, `const { nextTick, exit } = process`.
    for (const name of ['stdin', 'exitCode'] as const) {
      const accessor = Object.getOwnPropertyDescriptor(NodeProcess.prototype, name) ?? {};
      Object.defineProperty(this, name, { ...accessor, enumerable: true, configurable: true });
    }
    for (const name of Object.getOwnPropertyNames(NodeProcess.prototype)) {
      const { value } = Object.getOwnPropertyDescriptor(NodeProcess.prototype, name) ?? {};
      if (typeof value !== 'function' || name === 'constructor') continue;
      const bound = (value as (...args: unknown[]) => unknown).bind(this);
      Object.defineProperty(this, name, { value: bound, configurable: true, writable: true, enumerable: true });
    }
  }

  get stdin(): StdReader {
    return (this.#stdin ??= new StdReader(this.#program, this.#loop));
  }

  get exitCode(): number | undefined {
    return this.#exitCode;
  }

  /** @throws TypeError `ERR_INVALID_ARG_TYPE`, RangeError `ERR_OUT_OF_RANGE` */
  set exitCode(code: number | string | null | undefined) {
    const number = code === undefined || code === null ? undefined : Number(code === '' ? NaN : code);
    if (number !== undefined && !Number.isInteger(number))
      throw codedError(
        'ERR_INVALID_ARG_TYPE',
        `The "code" argument must be of type number. Received type ${typeof code} (${inspect(code)})`,
        {
          of: TypeError,
        },
      );
    this.#exitCode = number;
  }

  /** Whether `exit` has been said. */
  get isExiting(): boolean {
    return this.#isExiting;
  }

  exit(code?: number | string | null): never {
    if (code !== undefined) this.exitCode = code;
    if (!this.#isExiting) {
      this.#isExiting = true;
      this.emit('exit', this.#exitCode ?? 0);
    }
    return this.#program.exit((this.#exitCode ?? 0) & 0xff);
  }

  /** Ends at once, by a signal: no `exit` event. */
  abort(): never {
    return this.#program.exit(134);
  }

  nextTick(callback: (...args: unknown[]) => void, ...args: unknown[]): void {
    if (typeof callback !== 'function') throw invalidArgument('callback', 'of type function', callback);
    this.#loop.nextTick(() => callback(...args));
  }

  cwd(): string {
    return this.#program.files.cwd;
  }

  /** @throws Error as chdir(2) */
  chdir(directory: string): void {
    try {
      this.#program.files.chdir(directory);
    } catch (error) {
      if (!(error instanceof SystemError)) throw error;
      throw fileError(error, 'chdir', this.cwd(), directory);
    }
  }

  umask(mask?: number | string): number {
    const before = this.#program.files.umask;
    if (mask !== undefined) this.#program.files.umask = typeof mask === 'string' ? parseInt(mask, 8) : mask;
    return before;
  }

  /** kill(2). What it says comes later: an error of it is thrown from the event loop. */
  kill(pid: number, signal: Signal | number = 'SIGTERM'): true {
    if (typeof pid !== 'number') throw invalidArgument('pid', 'of type number', pid);
    const name = typeof signal === 'number' ? signalNamed(signal) : signal;
    if (name !== 0 && !(name in SIGNAL_NUMBER))
      throw codedError('ERR_UNKNOWN_SIGNAL', `Unknown signal: ${String(signal)}`, { of: TypeError });
    const release = this.#loop.hold();
    this.#program.kill(pid, name).then(release, (error: unknown) => {
      this.#loop.run(() => {
        if (!(error instanceof SystemError)) throw error;
        const { code } = error;
        throw Object.assign(new Error(`kill ${code}`), { errno: -errnoOf(code), code, syscall: 'kill' });
      });
      release();
    });
    return true;
  }

  uptime(): number {
    return (this.#program.clock.now() - this.#startedAt) / 1000;
  }

  getuid(): number {
    return ownerNumbers(this.#program.files).user(this.#program.start.user);
  }

  geteuid(): number {
    return this.getuid();
  }

  getgid(): number {
    const { groups, user } = this.#program.start;
    return ownerNumbers(this.#program.files).group(groups[0] ?? user);
  }

  getegid(): number {
    return this.getgid();
  }

  /** @throws Error the memory of this worker is not told to it */
  memoryUsage(): never {
    throw notOnThisPi('process.memoryUsage()', 'How much memory a program takes, the lab cannot tell.');
  }

  /** @throws Error as `memoryUsage` */
  cpuUsage(): never {
    throw notOnThisPi('process.cpuUsage()', 'How long a program has computed, the lab cannot tell.');
  }

  /** `(node:812) Warning: …` on standard error. */
  emitWarning(
    warning: unknown,
    options?: string | { type?: string; code?: string; detail?: string },
    code?: string,
  ): void {
    const {
      type = 'Warning',
      code: named = code,
      detail,
    } = typeof options === 'string' ? { type: options } : (options ?? {});
    const error = warning instanceof Error ? warning : Object.assign(new Error(String(warning)), { name: type });
    this.#loop.nextTick(() => {
      const label = named === undefined ? '' : `[${named}] `;
      this.stderr.write(
        `(node:${this.pid}) ${label}${error.name}: ${error.message}\n${detail === undefined ? '' : `${detail}\n`}`,
      );
      if (this.#warnings++ === 0 && warning instanceof Error === false)
        this.stderr.write('(Use `node --trace-warnings ...` to show where the warning was created)\n');
      this.emit('warning', error);
    });
  }

  hasUncaughtExceptionCaptureCallback(): boolean {
    return false;
  }

  get [Symbol.toStringTag](): string {
    return 'process';
  }

  /** A signal is handled as long as somebody listens for it. */
  #followSignals(): void {
    // Node ignores it: a broken pipe is an error of the stream.
    this.#program.onSignal('SIGPIPE', 'ignore');
    this.on('newListener', (event: string) => {
      if (!isHandled(event) || this.listenerCount(event) > 0) return;
      this.#program.onSignal(event, () => this.#loop.run(() => this.emit(event, event, SIGNAL_NUMBER[event])));
    });
    this.on('removeListener', (event: string) => {
      if (isHandled(event) && this.listenerCount(event) === 0)
        this.#program.onSignal(event, event === 'SIGPIPE' ? 'ignore' : 'default');
    });
  }
}

/** nanoseconds of the lab's clock, in both forms of Node */
export function hrtimeOf(
  program: Program,
): ((before?: readonly [number, number]) => [number, number]) & { bigint(): bigint } {
  const { booted } = program.start;
  const hrtime = (before: readonly [number, number] = [0, 0]): [number, number] => {
    const ns = Math.round((program.clock.now() - booted) * 1e6) - (before[0] * 1e9 + before[1]);
    return [Math.floor(ns / 1e9), ns % 1e9];
  };
  return Object.assign(hrtime, { bigint: () => BigInt(Math.round((program.clock.now() - booted) * 1e6)) });
}

const isHandled = (event: string): event is Signal =>
  typeof event === 'string' && event in SIGNAL_NUMBER && !NEVER_HANDLED.has(event) && event !== 'SIGWINCH';

const signalNamed = (number: number): Signal | 0 => {
  if (number === 0) return 0;
  const found = Object.entries(SIGNAL_NUMBER).find(([, each]) => each === number)?.[0];
  if (found === undefined) throw codedError('ERR_UNKNOWN_SIGNAL', `Unknown signal: ${number}`, { of: TypeError });
  return found as Signal;
};

/** Values are texts, as environ(7) has them. */
const environment = (env: Readonly<Record<string, string>>): Record<string, string> =>
  new Proxy(
    { ...env },
    {
      set(target, name, value) {
        if (typeof name === 'symbol' || typeof value === 'symbol')
          throw new TypeError('Cannot convert a Symbol value to a string');
        target[name] = String(value);
        return true;
      },
    },
  );
