/**
 * When what has changed is committed, and what waits for that.
 *
 * An answer that depends on a change (PUBACK, PUBREC, PUBREL, PUBCOMP, CONNACK and SUBACK of a session
 * that lasts, a PUBLISH that is to come again if it is not acknowledged) leaves when the change is
 * committed, and not before. All that the clients of one turn have changed is one commit at its end:
 *
 *     read, read, read, …, commit, write, write, write
 *
 * What nobody waits for, such as a retained message of QoS 0, goes with the next of these; or alone
 * after `autosave_interval`, after many changes, or at the end.
 *
 * A store that cannot commit, for the disk is full, loses nothing: everything waits in memory, the
 * answers too, nothing more is read from clients that wait, and the commit is tried again.
 *
 * Written behind, nothing waits: changes are committed soon after.
 */
import { SystemError } from '#runtime/ports.ts';
import type { Clock, RecordStore, Timer } from '#runtime/ports.ts';
import type { Log } from '../log.ts';
import type { ChangeWatcher } from './record-keeper.ts';

/** A connection, as far as its output waits for a commit. */
export interface Held {
  /** A commit has begun that takes its time; what waits now, waits for that one. */
  committing(): void;
  /** That is committed. @returns whether something waits that has come since */
  committed(): boolean;
  /** It is never going to be. */
  uncommitted(): void;
}

export interface CommitOptions {
  readonly store: RecordStore;
  /** Seconds after which that is committed which nobody waits for; 0: at the end. Default: 1800. */
  readonly autosaveInterval?: number;
  /** The interval counts changes instead of seconds. */
  readonly autosaveOnChanges?: boolean;
  /** Milliseconds: answer at once, and commit that much later at most. Absent: answer what is committed. */
  readonly writeBehind?: number;
}

/** Milliseconds until a commit that failed is tried again. */
const RETRY_MS = 1_000;

/** So many changes that nobody waits for are kept in memory. */
const MOST_CHANGES = 10_000;

export class Committing implements ChangeWatcher {
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #store: RecordStore;
  readonly #gather: () => void;
  readonly #writeBehind: number | undefined;
  /** Milliseconds; undefined: time alone commits nothing. */
  readonly #interval: number | undefined;
  readonly #mostChanges: number;
  #held = new Set<Held>();
  #changes = 0;
  #awaited = false;
  #depends = false;
  #failing = false;
  #pending = false;
  #timer: Timer | undefined;
  #soon = false;
  #stopped = false;

  /** @param gather puts into the store what is not there yet */
  constructor(clock: Clock, log: Log, options: CommitOptions, gather: () => void) {
    const { store, autosaveInterval = 1_800, autosaveOnChanges = false, writeBehind } = options;
    this.#clock = clock;
    this.#log = log;
    this.#store = store;
    this.#gather = gather;
    this.#writeBehind = writeBehind;
    const byTime = autosaveInterval > 0 && !autosaveOnChanges;
    this.#interval = writeBehind ?? (byTime ? autosaveInterval * 1_000 : undefined);
    this.#mostChanges =
      autosaveInterval > 0 && autosaveOnChanges ? Math.min(autosaveInterval, MOST_CHANGES) : MOST_CHANGES;
  }

  /** Whether answers wait for a commit. */
  get isAwaited(): boolean {
    return this.#awaited;
  }

  /** Whether what is sent now depends on a change since `begin`. */
  get depends(): boolean {
    return this.#depends;
  }

  /** The last commit failed. */
  get isFailing(): boolean {
    return this.#failing;
  }

  /** Something else is going to be done: what it sends depends on its own changes only. */
  begin(): void {
    this.#depends = false;
  }

  changed(awaited: boolean): void {
    this.#changes++;
    if (awaited && this.#writeBehind === undefined) this.#awaited = this.#depends = true;
    else if (this.#changes >= this.#mostChanges) this.#commitSoon();
    if (this.#timer === undefined && this.#interval !== undefined) this.#arm(this.#interval);
  }

  /** Has a connection wait. */
  hold(held: Held): void {
    this.#held.add(held);
  }

  /** At the end of a turn, before anything is sent. */
  commitAwaited(): void {
    if (this.#awaited && !this.#failing) this.commit();
  }

  /** Commits all that has changed so far, and lets go what waits for it. Does nothing while another commit is under way. */
  commit(): void {
    if (this.#pending || this.#stopped) return;
    this.#timer?.cancel();
    this.#timer = undefined;
    this.#gather();
    this.#changes = 0;
    this.#awaited = this.#depends = false;
    try {
      const committing = this.#store.isDirty ? this.#store.commit() : undefined;
      if (committing === undefined) this.#done();
      else this.#await(committing);
    } catch (error) {
      this.#failed(error);
    }
  }

  /** For good. What waits for a commit that is under way still goes when that is done, and nothing else. */
  stop(): void {
    this.#stopped = true;
    this.#timer?.cancel();
    this.#timer = undefined;
    if (!this.#pending) this.#giveUp();
  }

  #giveUp(): void {
    for (const held of this.#held) held.uncommitted();
    this.#held.clear();
  }

  #await(committing: Promise<void>): void {
    this.#pending = true;
    for (const held of this.#held) held.committing();
    void committing.then(
      () => {
        this.#pending = false;
        this.#done();
        if (this.#stopped) this.#giveUp();
        else if (this.#awaited) this.commit();
      },
      (error: unknown) => {
        this.#pending = false;
        this.#failed(error);
      },
    );
  }

  #done(): void {
    if (this.#failing) {
      this.#failing = false;
      this.#log.notice?.('The persistence store can be written again: what waited is saved.');
    }
    const held = this.#held;
    this.#held = new Set();
    for (const each of held) if (each.committed()) this.#held.add(each);
  }

  /** Anything but an error of the system is a fault in a program, and not for going on. */
  #failed(error: unknown): void {
    if (!(error instanceof SystemError)) throw error;
    this.#awaited = true;
    if (!this.#failing) {
      this.#failing = true;
      this.#log.error?.(
        `Error: The persistence store cannot be written: ${error.message}. ` +
          'Nothing is lost: messages of QoS 1 and 2 are acknowledged when it can be written again.',
        error,
      );
    }
    if (this.#stopped) this.#giveUp();
    else this.#arm(RETRY_MS);
  }

  #arm(ms: number): void {
    this.#timer = this.#clock.timer(ms, () => {
      this.#timer = undefined;
      this.commit();
    });
  }

  #commitSoon(): void {
    if (this.#soon) return;
    this.#soon = true;
    this.#clock.soon(() => {
      this.#soon = false;
      if (!this.#failing) this.commit();
    });
  }
}
