import type { EventLog } from '#runtime/events/log.ts';
import type { Keep } from '#runtime/pi/files/conflicts.ts';
import type { Pi } from '#runtime/pi/machine.ts';
import { SystemError, type SystemErrorCode } from '#runtime/ports.ts';

/** A file that the learner changed in an earlier release, and that is delivered otherwise now. */
export interface FileConflict {
  readonly host: string;
  /** Absolute. */
  readonly path: string;
  /** The answer could not be carried out: `ENOSPC`, the card is full. */
  readonly refused?: SystemErrorCode;
}

export interface FileConflictsOptions {
  readonly log: EventLog;
  readonly pis: readonly Pick<Pi, 'host' | 'conflicts' | 'settle'>[];
  /** Has kept that a file was answered for, although nothing was written. */
  readonly keep: (host: string, path: string) => void;
  readonly post: (conflicts: readonly FileConflict[]) => void;
}

/** Tells the page which files it has to ask about, and carries out what it answers. */
export class FileConflicts {
  readonly #options: FileConflictsOptions;
  readonly #unfollow: () => void;
  #told: readonly FileConflict[] = [];

  constructor(options: FileConflictsOptions) {
    this.#options = options;
    this.#tell();
    // Who removes the file, or writes what is delivered, has answered too.
    this.#unfollow = options.log.fold(({ kind }) => {
      if (kind === 'file-changed' && this.#told.length > 0) this.#tell();
    });
  }

  /** An answer to what is no question any more is passed over. */
  settle(host: string, path: string, keep: Keep): void {
    const pi = this.#options.pis.find((each) => each.host === host);
    if (pi?.conflicts.includes(path) !== true) return;
    try {
      pi.settle(path, keep);
    } catch (error) {
      if (!(error instanceof SystemError)) throw error;
      return this.#tell({ host, path, refused: error.code });
    }
    this.#options.keep(host, path);
    this.#tell();
  }

  end(): void {
    this.#unfollow();
  }

  #tell(refused?: FileConflict): void {
    const conflicts = this.#options.pis.flatMap(({ host, conflicts: paths }) =>
      paths.map((path) => (refused?.host === host && refused.path === path ? refused : { host, path })),
    );
    if (JSON.stringify(conflicts) === JSON.stringify(this.#told)) return;
    this.#told = conflicts;
    this.#options.post(conflicts);
  }
}
