import type { Clock } from '#runtime/ports.ts';
import type { Committing } from '../persistence/committing.ts';
import type { Connection } from '../connection.ts';

/** Milliseconds without anything to do, after which nobody is taken to be about to speak. */
const QUIET_MS = 0.03;

/** Chunks of one turn after which what they have changed is committed: what waits for that must not grow too large. */
const CHUNKS = 16;

/**
 * When that which is to be sent goes out. Where much is to be done, many clients speak in one turn,
 * and what all of them bring a subscriber goes out in one write at its end. After a pause there is
 * nobody to gather with, and to wait would only take time: what a chunk brings goes out as soon as
 * the chunk is handled.
 *
 *     a message a second        read, write                              at once
 *     fifty clients at once     read, read, read, … one write for all    at the end of the turn
 *
 * What they have changed is committed before.
 */
export class Flushing {
  /** Of a broker with persistence. */
  committing: Committing | undefined;
  readonly #clock: Clock;
  #chunks = 0;
  #dirty: Connection[] = [];
  #scheduled = false;
  #quiet = false;
  #restedAt: number;

  constructor(clock: Clock) {
    this.#clock = clock;
    this.#restedAt = clock.now();
  }

  /** A chunk has come; `end` is called when it has been handled, whatever happens. */
  begin(): void {
    this.#quiet = this.#clock.now() - this.#restedAt > QUIET_MS;
    this.committing?.begin();
  }

  end(): void {
    const awaited = this.committing?.isAwaited === true;
    if (this.#quiet) {
      this.#quiet = false;
      // A commit takes longer than to see who else speaks in this turn.
      if (awaited) this.#atEndOfTurn();
      else this.#flush();
    } else if (awaited && ++this.#chunks >= CHUNKS) this.#flush();
    this.#restedAt = this.#clock.now();
  }

  /** Has a connection flushed, together with all others. */
  soon(connection: Connection): void {
    this.#dirty.push(connection);
    if (!this.#quiet) this.#atEndOfTurn();
  }

  #atEndOfTurn(): void {
    if (this.#scheduled) return;
    this.#scheduled = true;
    this.#clock.soon(() => {
      this.#scheduled = false;
      this.#flush();
      this.#restedAt = this.#clock.now();
    });
  }

  #flush(): void {
    this.#chunks = 0;
    if (this.#dirty.length === 0) return;
    this.committing?.commitAwaited();
    const dirty = this.#dirty;
    this.#dirty = [];
    for (const each of dirty) each.flush();
  }
}
