import type { EventLog } from '#runtime/events/log.ts';
import type { Clock, Timer } from '#runtime/ports.ts';

/** What one command changes is told at once. */
const BATCH_MS = 50;

export interface FileWatchOptions {
  readonly log: EventLog;
  readonly clock: Clock;
  readonly post: (host: string, paths: readonly string[]) => void;
}

/**
 * Follows a lab's log and tells of paths that changed at, below or above those that are watched: who
 * watches /home/pi/a hears of /home/pi/a, of /home/pi/a/b, and that /home/pi was renamed.
 */
export class FileWatch {
  readonly #options: FileWatchOptions;
  readonly #watched = new Map<string, readonly string[]>();
  readonly #changed = new Map<string, Set<string>>();
  readonly #unfollow: () => void;
  #timer: Timer | undefined;

  constructor(options: FileWatchOptions) {
    this.#options = options;
    this.#unfollow = options.log.fold((event) => {
      if (event.kind === 'file-changed') this.#follow(event.host, event.path);
    });
  }

  /** @param paths absolute, without symbolic links; these from now on, and no others of this host */
  watch(host: string, paths: readonly string[]): void {
    this.#watched.set(host, paths);
  }

  end(): void {
    this.#unfollow();
    this.#timer?.cancel();
  }

  #follow(host: string, path: string): void {
    const watched = this.#watched.get(host) ?? [];
    if (!watched.some((each) => isAtOrBelow(path, each) || isAtOrBelow(each, path))) return;
    const changed = this.#changed.get(host) ?? new Set();
    this.#changed.set(host, changed.add(path));
    this.#timer ??= this.#options.clock.timer(BATCH_MS, () => this.#tell());
  }

  #tell(): void {
    this.#timer = undefined;
    for (const [host, paths] of this.#changed) this.#options.post(host, [...paths]);
    this.#changed.clear();
  }
}

const isAtOrBelow = (path: string, top: string): boolean => path === top || top === '/' || path.startsWith(`${top}/`);
