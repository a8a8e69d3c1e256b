import { Worker } from 'node:worker_threads';
import type { ProgramHost, ProgramWorker, Runner } from '../program-host.ts';
import type { FromProgram, ToProgram } from '../protocol.ts';

export interface ProgramThreadsOptions {
  /** Whether the lab's clock runs by itself. Absent: it does. */
  readonly clockRuns?: boolean;
  /** Modules that `boot` a program. */
  readonly entries: Readonly<Record<Runner, URL>>;
}

/** Milliseconds of the real world after which a program that has not answered is taken to compute without end. */
const BUSY_MS = 100;

/** Learners' programs on Node: each in a thread of its own. */
export class ProgramThreads implements ProgramHost {
  readonly clockRuns: boolean;
  readonly #entries: Readonly<Record<Runner, URL>>;
  readonly #kits = new Map<Runner, unknown>();
  readonly #threads = new Set<ProgramThread>();

  constructor({ clockRuns = true, entries }: ProgramThreadsOptions) {
    this.clockRuns = clockRuns;
    this.#entries = entries;
  }

  /** Programs that run now. */
  get running(): number {
    return this.#threads.size;
  }

  begin(runner: Runner): ProgramWorker {
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
    const were = await Promise.all([...this.#threads].map((thread) => thread.quiet()));
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
  /** Messages either way: while the number grows there is something to do. */
  #traffic = 0;
  #now = 0;
  #pongs = new Map<number, () => void>();
  #nextPing = -1;
  #isReady = false;
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

  async quiet(): Promise<boolean> {
    if (!this.#isReady) {
      await new Promise<void>((resolve) => this.#whenReady.push(resolve));
      return true;
    }
    const before = this.#traffic;
    await this.#ping();
    return this.#traffic !== before;
  }

  #ping(): Promise<void> {
    if (this.#ended) return Promise.resolve();
    const id = this.#nextPing--;
    return new Promise((resolve) => {
      const busy = setTimeout(() => this.#answered(id), BUSY_MS);
      this.#pongs.set(id, () => {
        clearTimeout(busy);
        resolve();
      });
      this.#worker.postMessage({ type: 'ping', id, quiet: true, now: this.#now } satisfies ToProgram);
    });
  }

  #answered(id: number): void {
    this.#pongs.get(id)?.();
    this.#pongs.delete(id);
  }

  #receive(message: FromProgram): void {
    if (message.type === 'pong' && message.id < 0) return this.#answered(message.id);
    if (message.type === 'kit') return this.#place.keep(message.kit);
    this.#traffic += 1;
    if (message.type === 'ready') this.#ready();
    if (!this.#ended) this.onMessage(message);
  }

  #ready(): void {
    this.#isReady = true;
    for (const resolve of this.#whenReady.splice(0)) resolve();
  }

  #end(): void {
    this.#ended = true;
    this.#ready();
    for (const id of this.#pongs.keys()) this.#answered(id);
    this.#place.over();
  }
}
