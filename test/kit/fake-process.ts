import type { Files, Input, Output, Process, Program, Signal } from '#runtime/pi/process.ts';
import { SIGNAL_NUMBER } from '#runtime/pi/process.ts';
import type { ByteStream, Destination, Listener, Network, SystemErrorCode } from '#runtime/ports.ts';
import { SystemError } from '#runtime/ports.ts';
import type { ManualClock } from '#runtime/lab/clock.ts';
import { manualClock } from './clock.ts';
import { streamPair } from './wire.ts';

/** Where a fake process's connections lead: `accept` gets the server's end, or a code says why not. */
export class FakeNetwork implements Network {
  /** Asked for so far. */
  readonly attempts: Destination[] = [];
  /** What this network cannot do. */
  lacks: ReadonlySet<'tls' | 'proxy' | 'path'> = new Set();
  accept: ((stream: ByteStream) => void) | SystemErrorCode;
  readonly #clock: ManualClock;

  constructor(clock: ManualClock, accept: ((stream: ByteStream) => void) | SystemErrorCode) {
    this.#clock = clock;
    this.accept = accept;
  }

  connect(to: Destination): Promise<ByteStream> {
    this.attempts.push(to);
    const { accept } = this;
    if (typeof accept === 'string') return Promise.reject(new SystemError(accept, `${to.host}:${to.port}`));
    const [client, server] = streamPair({ clock: this.#clock });
    accept(server);
    return Promise.resolve(client);
  }

  listen(...[{ port }]: Parameters<Network['listen']>): Promise<Listener> {
    return Promise.reject(new SystemError('EACCES', String(port)));
  }
}

/** An input that a test types into. */
export class FakeInput implements Input {
  readonly isTerminal = false;
  readonly #chunks: (Uint8Array | null)[] = [];
  #wake: (() => void) | undefined;

  type(text: string | Uint8Array): this {
    this.#chunks.push(typeof text === 'string' ? new TextEncoder().encode(text) : text);
    this.#wake?.();
    return this;
  }

  /** Ctrl-D. */
  end(): this {
    this.#chunks.push(null);
    this.#wake?.();
    return this;
  }

  async read(): Promise<Uint8Array | null> {
    while (this.#chunks.length === 0) await new Promise<void>((resolve) => (this.#wake = resolve));
    return this.#chunks[0] === null ? null : (this.#chunks.shift() ?? null);
  }
}

/** An output that remembers each write, and can be made to fail or to stand still. */
export class FakeOutput implements Output {
  readonly isTerminal = false;
  readonly writes: Uint8Array[] = [];
  failure: SystemErrorCode | undefined;
  /** While set, writes wait for it. */
  gate: Promise<void> | undefined;

  async write(data: Uint8Array | string): Promise<void> {
    await this.gate;
    if (this.failure !== undefined) throw new SystemError(this.failure);
    this.writes.push(typeof data === 'string' ? new TextEncoder().encode(data) : data);
  }

  get text(): string {
    return new TextDecoder().decode(Buffer.concat(this.writes));
  }
}

export interface FakeProcessOptions {
  readonly clock?: ManualClock;
  readonly accept?: ((stream: ByteStream) => void) | SystemErrorCode;
  readonly env?: Record<string, string>;
  /** By path: the content, or the errno name that reading it gives. */
  readonly files?: Readonly<Record<string, string>>;
}

/** A program that runs on a machine of nothing but memory, on a clock that is moved by hand. */
export class FakeProcess implements Process {
  readonly pid = 4711;
  readonly argv: readonly string[];
  readonly env: Record<string, string>;
  readonly cwd = '/home/pi';
  readonly hostname = 'rpi-test';
  readonly stdin = new FakeInput();
  readonly stdout = new FakeOutput();
  readonly stderr = new FakeOutput();
  readonly clock: ManualClock;
  readonly random = { bytes: (length: number) => new Uint8Array(length).fill(7) };
  readonly network: FakeNetwork;
  readonly files: Files;
  readonly #handlers = new Map<Signal, (() => void) | 'ignore'>();
  /** As `$?` shows it, once the program has ended. */
  status: number | undefined;
  failure: unknown;

  constructor(argv: readonly string[], options: FakeProcessOptions = {}) {
    const { clock = manualClock(), accept = 'ECONNREFUSED', env = { HOME: '/home/pi' }, files = {} } = options;
    this.argv = argv;
    this.env = env;
    this.clock = clock;
    this.network = new FakeNetwork(clock, accept);
    this.files = {
      async read(path: string): Promise<Uint8Array> {
        const content = files[path] ?? 'ENOENT';
        if (content in ERRORS) throw new SystemError(content as SystemErrorCode, path);
        return new TextEncoder().encode(content);
      },
      write: (path: string) => Promise.reject(new SystemError('EROFS', path)),
      remove: (path: string) => Promise.reject(new SystemError('EROFS', path)),
      rename: (path: string) => Promise.reject(new SystemError('EROFS', path)),
      list: (path: string) => Promise.reject(new SystemError('ENOENT', path)),
    };
  }

  /** Starts the program and lets happen what can without time passing. */
  async start(program: Program): Promise<this> {
    void program(this).then(
      (status) => (this.status ??= status),
      (error: unknown) => (this.failure = error),
    );
    await this.settle();
    return this;
  }

  async settle(): Promise<void> {
    await this.clock.settle();
    if (this.failure !== undefined) throw this.failure;
  }

  async advance(ms: number): Promise<void> {
    await this.clock.advance(ms);
    if (this.failure !== undefined) throw this.failure;
  }

  sleep(ms: number): Promise<void> {
    return new Promise((wake) => void this.clock.timer(ms, wake));
  }

  onSignal(signal: Signal, action: (() => void) | 'ignore' | 'default'): void {
    if (action === 'default') this.#handlers.delete(signal);
    else this.#handlers.set(signal, action);
  }

  /** As kill(1): the handler, or the default action, which is to end. */
  async kill(signal: Signal): Promise<void> {
    const action = this.#handlers.get(signal);
    if (action === undefined) this.status ??= 128 + SIGNAL_NUMBER[signal];
    else if (action !== 'ignore') action();
    await this.settle();
  }
}

const ERRORS = { ENOENT: true, EACCES: true, EISDIR: true } as const;
