import type { LabEvent } from '#runtime/events/event.ts';
import type { EventLog } from '#runtime/events/log.ts';
import type { FileChanges } from '#runtime/pi/files/changes.ts';
import type { Clock, Timer } from '#runtime/ports.ts';
import type { KeptLab } from './store.ts';

/** A file that changes is kept this long after: what a command changes at once is stored at once. */
const DELAY_MS = 300;
/** Storing may take one part in so many of the time: a program that writes without end is not stored without end. */
const SHARE = 10;

export interface FileKeeperOptions {
  readonly log: EventLog;
  readonly kept: KeptLab;
  readonly clock: Clock;
  /** What was changed on a host since it was delivered. */
  readonly changes: (host: string) => FileChanges;
}

/** Follows a lab's log and keeps the files of the hosts on which some changed. */
export class FileKeeper {
  readonly #options: FileKeeperOptions;
  readonly #changed = new Set<string>();
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
    for (const host of hosts) this.#changed.add(host);
    await this.flush();
  }

  end(): void {
    this.#ended = true;
    this.#timer?.cancel();
  }

  #follow(event: LabEvent): void {
    if (event.kind !== 'file-changed' || this.#ended) return;
    this.#changed.add(event.host);
    this.#arm(DELAY_MS);
  }

  #arm(ms: number): void {
    if (this.#timer !== undefined || this.#saving !== undefined || this.#ended) return;
    this.#timer = this.#options.clock.timer(ms, () => {
      this.#timer = undefined;
      const began = this.#options.clock.now();
      this.#saving = this.#save().finally(() => {
        this.#saving = undefined;
        const took = this.#options.clock.now() - began;
        if (this.#changed.size > 0) this.#arm(Math.max(DELAY_MS, took * SHARE));
      });
    });
  }

  async #save(): Promise<void> {
    const { kept, changes } = this.#options;
    const hosts = [...this.#changed];
    this.#changed.clear();
    for (const host of hosts) await kept.save(host, changes(host));
  }
}
