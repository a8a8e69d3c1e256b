import type { LabEvent } from '#runtime/events/event.ts';
import type { EventLog } from '#runtime/events/log.ts';
import type { ChangesAt, FileChanges } from '#runtime/pi/files/changes.ts';
import type { Clock, Timer } from '#runtime/ports.ts';
import type { KeptLab } from './store.ts';

/** A file that changes is kept this long after: what a command changes at once is stored at once. */
const DELAY_MS = 300;
/** Storing may take one part in so many of the time, as long as nothing waits longer than `LONGEST_MS`. */
const SHARE = 10;
const LONGEST_MS = 700;

/** The files of one host, as far as they were changed. */
export interface ChangedFiles {
  /** All that was changed since it was delivered. */
  changes(): FileChanges;
  /** What became of it at these paths; undefined: that takes a look at all. */
  changesAt(paths: Iterable<string>): ChangesAt | undefined;
}

export interface FileKeeperOptions {
  readonly log: EventLog;
  readonly kept: KeptLab;
  readonly clock: Clock;
  readonly files: (host: string) => ChangedFiles;
}

/**
 * Follows a lab's log and keeps what is written on its hosts. The first time all that was changed on a
 * host is stored, from then on only what stands at the paths that changed since.
 */
export class FileKeeper {
  readonly #options: FileKeeperOptions;
  /** Paths by host. */
  readonly #changed = new Map<string, Set<string>>();
  /** Hosts of which the store has all. */
  readonly #known = new Set<string>();
  #timer: Timer | undefined;
  #saving: Promise<void> | undefined;
  #ended = false;

  constructor(options: FileKeeperOptions) {
    this.#options = options;
    options.log.fold((event) => this.#follow(event));
  }

  /** Stores now what waits to be stored: the page may be about to go. */
  async flush(): Promise<void> {
    this.#timer?.cancel();
    this.#timer = undefined;
    while (this.#saving !== undefined) await this.#saving;
    await this.#save();
  }

  /** Stores every host: another page had kept them until now. */
  async saveAll(hosts: readonly string[]): Promise<void> {
    this.#known.clear();
    for (const host of hosts) this.#pathsOf(host);
    await this.flush();
  }

  end(): void {
    this.#ended = true;
    this.#timer?.cancel();
  }

  #follow(event: LabEvent): void {
    if (event.kind === 'file-changed') this.keep(event.host, event.path);
  }

  /** Keeps what is at a path, although nothing was written there. */
  keep(host: string, path: string): void {
    if (this.#ended) return;
    this.#pathsOf(host).add(path);
    this.#arm(DELAY_MS);
  }

  #pathsOf(host: string): Set<string> {
    const known = this.#changed.get(host);
    if (known !== undefined) return known;
    const paths = new Set<string>();
    this.#changed.set(host, paths);
    return paths;
  }

  #arm(ms: number): void {
    if (this.#timer !== undefined || this.#saving !== undefined || this.#ended) return;
    this.#timer = this.#options.clock.timer(ms, () => {
      this.#timer = undefined;
      const began = this.#options.clock.now();
      this.#saving = this.#save().finally(() => {
        this.#saving = undefined;
        const took = this.#options.clock.now() - began;
        if (this.#changed.size > 0) this.#arm(Math.min(LONGEST_MS, Math.max(DELAY_MS, took * SHARE)));
      });
    });
  }

  async #save(): Promise<void> {
    const { kept, files } = this.#options;
    const changed = [...this.#changed];
    this.#changed.clear();
    for (const [host, paths] of changed) {
      const part = this.#known.has(host) ? files(host).changesAt(paths) : undefined;
      if (part === undefined) await kept.save(host, files(host).changes());
      else await kept.update(host, part);
      // What could not be stored is not known there: the next time everything is tried.
      if (kept.keeping.state === 'kept') this.#known.add(host);
      else this.#known.delete(host);
    }
  }
}
