import { setFlagsFromString } from 'node:v8';
import { Worker } from 'node:worker_threads';
import type { ProgramHost, ProgramWorker, Runner } from '../program-host.ts';
import type { FromProgram, ToProgram } from '../protocol.ts';

export interface ProgramThreadsOptions {
  /** Whether the lab's clock runs by itself. Absent: it does. */
  readonly clockRuns?: boolean;
  /** Modules that `boot` a program. Absent: node and Python. */
  readonly entries?: Readonly<Record<Runner, URL>>;
  /**
   * Milliseconds that a program computes without an answer until it is taken to compute without end, for `quiet`.
   * Absent: 100.
   */
  readonly busyMs?: number;
}

const ENTRIES: Readonly<Record<Runner, URL>> = {
  node: new URL('./node-thread.ts', import.meta.url),
  python3: new URL('./python-thread.ts', import.meta.url),
};
const BUSY_MS = 100;
/** After so many real milliseconds without an answer nobody waits any longer, whatever the thread does. */
const PATIENCE_MS = 30_000;

/** Learners' programs on Node: each in a thread of its own. */
export class ProgramThreads implements ProgramHost {
  readonly clockRuns: boolean;
  readonly #entries: Readonly<Record<Runner, URL>>;
  readonly #busyMs: number;
  readonly #kits = new Map<Runner, unknown>();
  readonly #threads = new Set<ProgramThread>();

  constructor({ clockRuns = true, entries = ENTRIES, busyMs = BUSY_MS }: ProgramThreadsOptions = {}) {
    this.#busyMs = busyMs;
    this.clockRuns = clockRuns;
    this.#entries = entries;
  }

  /** Programs that run now. */
  get running(): number {
    return this.#threads.size;
  }

  begin(runner: Runner): ProgramWorker {
    // JSPI, by which Python waits: threads that are begun from now on have it.
    if (runner === 'python3') setFlagsFromString('--experimental-wasm-jspi');
    const thread = new ProgramThread(this.#entries[runner], {
      kit: this.#kits.get(runner),
      keep: (kit) => this.#kits.set(runner, kit),
      over: () => this.#threads.delete(thread),
    });
    this.#threads.add(thread);
    return thread;
  }

  /**
   * For a clock that is moved by hand: resolves when every program has nothing left to do at this moment, or
   * computes without end.
   * @returns whether any of them had
   */
  async quiet(): Promise<boolean> {
    const were = await Promise.all([...this.#threads].map((thread) => thread.quiet(this.#busyMs)));
    return were.includes(true);
  }
}

/** What a thread is begun with. */
export interface ThreadData {
  /** That of an earlier thread of the same runner; undefined: there is none yet. */
  readonly kit: unknown;
}

interface ThreadPlace extends ThreadData {
  readonly keep: (kit: unknown) => void;
  readonly over: () => void;
}

class ProgramThread implements ProgramWorker {
  onMessage: (message: FromProgram) => void = () => {};
  onFailure: (message: string) => void = () => {};
  readonly #worker: Worker;
  readonly #place: ThreadPlace;
  #ended = false;
  #hasExited = false;
  /** Messages either way: while the number grows there is something to do. */
  #traffic = 0;
  #now = 0;
  #pongs = new Map<number, () => void>();
  #nextPing = -1;
  #isReady = false;
  /** Something of the runner's own takes time. */
  #loads = false;
  readonly #whenReady: (() => void)[] = [];

  constructor(entry: URL, place: ThreadPlace) {
    this.#place = place;
    // What it prints by mistake is a fault of ours, and is seen on our own streams.
    this.#worker = new Worker(entry, { workerData: { kit: place.kit } satisfies ThreadData });
    this.#worker.on('message', (message: FromProgram) => this.#receive(message));
    this.#worker.on('error', (error: unknown) => {
      this.#end();
      this.onFailure(error instanceof Error ? (error.stack ?? error.message) : String(error));
    });
    this.#worker.on('exit', (code) => {
      if (this.#ended) return;
      this.#end();
      this.onFailure(`its thread has ended with code ${code}`);
    });
  }

  post(message: ToProgram): void {
    if (this.#ended) return;
    this.#traffic += 1;
    this.#now = message.now;
    this.#worker.postMessage(message);
  }

  terminate(): void {
    if (this.#ended) return;
    this.#end();
    void this.#worker.terminate();
  }

  async quiet(busyMs: number): Promise<boolean> {
    if (!this.#isReady) {
      await new Promise<void>((resolve) => this.#whenReady.push(resolve));
      return true;
    }
    const before = this.#traffic;
    await this.#ping(busyMs);
    return this.#traffic !== before;
  }

  #ping(busyMs: number): Promise<void> {
    if (this.#ended || this.#hasExited) return Promise.resolve();
    const id = this.#nextPing--;
    return new Promise((resolve) => {
      const watch = new BusyWatch(
        busyMs,
        () => (this.#loads ? undefined : this.#cpuMs()),
        () => this.#answered(id),
      );
      this.#pongs.set(id, () => {
        watch.end();
        resolve();
      });
      this.#worker.postMessage({ type: 'ping', id, quiet: true, now: this.#now } satisfies ToProgram);
    });
  }

  /** Processor time of the thread. */
  async #cpuMs(): Promise<number> {
    try {
      const { user, system } = await this.#worker.cpuUsage();
      return (user + system) / 1_000;
    } catch (error) {
      // It has ended meanwhile.
      if (this.#ended) return 0;
      throw error;
    }
  }

  #answered(id: number): void {
    this.#pongs.get(id)?.();
    this.#pongs.delete(id);
  }

  #receive(message: FromProgram): void {
    if (message.type === 'pong' && message.id < 0) return this.#answered(message.id);
    if (message.type === 'kit') return this.#place.keep(message.kit);
    if (message.type === 'loads') return this.#setLoads(message.on);
    this.#traffic += 1;
    if (message.type === 'ready') this.#ready();
    if (message.type === 'exit') this.#exited();
    if (!this.#ended) this.onMessage(message);
  }

  #setLoads(on: boolean): void {
    this.#traffic += 1;
    this.#loads = on;
  }

  #ready(): void {
    this.#isReady = true;
    for (const resolve of this.#whenReady.splice(0)) resolve();
  }

  /** It answers nothing any more, and does nothing, until it is terminated. */
  #exited(): void {
    this.#hasExited = true;
    for (const id of this.#pongs.keys()) this.#answered(id);
  }

  #end(): void {
    this.#ended = true;
    this.#ready();
    this.#exited();
    this.#place.over();
  }
}

/**
 * Finds out whether a thread that does not answer computes without end. By its own time: on a machine that others use
 * too, a thread that waits in line for a processor is not busy.
 */
class BusyWatch {
  readonly #busyMs: number;
  readonly #cpuMs: () => Promise<number> | undefined;
  readonly #busy: () => void;
  #timer: NodeJS.Timeout | undefined;
  #first: number | undefined;
  #waited = 0;
  #ended = false;

  /** @param cpuMs what the thread has computed so far; undefined: it may take its time */
  constructor(busyMs: number, cpuMs: () => Promise<number> | undefined, busy: () => void) {
    this.#busyMs = busyMs;
    this.#cpuMs = cpuMs;
    this.#busy = busy;
    this.#again();
  }

  end(): void {
    this.#ended = true;
    clearTimeout(this.#timer);
  }

  #again(): void {
    if (!this.#ended) this.#timer = setTimeout(() => void this.#look(), this.#busyMs / 2);
  }

  async #look(): Promise<void> {
    const computed = await this.#cpuMs();
    if (this.#ended) return;
    if (computed === undefined) this.#first = undefined;
    else {
      this.#first ??= computed;
      this.#waited += this.#busyMs / 2;
      // From the first look to this one, less what measuring takes.
      if (computed - this.#first >= this.#busyMs * 0.4 || this.#waited > PATIENCE_MS) return this.#busy();
    }
    this.#again();
  }
}
