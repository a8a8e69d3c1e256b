/**
 * What outlives the broker: sessions that do not end with their connection, with their subscriptions,
 * what waits for them and what is on its way, and retained messages. mosquitto.conf(5): `persistence`.
 *
 *     a session with clean session 0, its subscriptions      lasts
 *     a message of QoS 1 that waits for it                   lasts, with its packet id once it is sent
 *     a message of QoS 2 that it has begun to send           lasts until PUBREL
 *     a retained message, a will that waits                  lasts
 *     a clean session, what waits for it, `$SYS`             does not
 */
import type { Core } from '../core.ts';
import type { Session } from '../session/session.ts';
import { Committing } from './committing.ts';
import type { CommitOptions } from './committing.ts';
import { RecordKeeper } from './record-keeper.ts';
import { restoreRecords } from './restore-records.ts';
import { RetainedRecords } from './retained-records.ts';
import { SessionRecords } from './session-records.ts';

export type PersistenceOptions = CommitOptions;

/** @throws StoreRefused when a record cannot be read */
export type Lasting = (core: Core) => Persistence;

/** For a broker whose sessions and retained messages are to outlive it. */
export const lastIn =
  (options: PersistenceOptions): Lasting =>
  (core) =>
    new Persistence(core, options);

export class Persistence {
  readonly committing: Committing;
  readonly #keeper: RecordKeeper;

  /**
   * Fills the core, which has served nobody yet, with what the store holds; from then on the store
   * follows what changes.
   *
   * @throws StoreRefused when a record cannot be read
   */
  constructor(core: Core, options: PersistenceOptions) {
    this.committing = new Committing(core.clock, core.log, options, () => this.#keeper.gather());
    this.#keeper = new RecordKeeper(options.store, this.committing);
    const retained = new RetainedRecords(this.#keeper, (node) => core.retained.lasting(node));
    restoreRecords(core, this.#keeper, retained);
    core.retained.records = retained;
    core.flushing.committing = this.committing;
  }

  /** A client has come in, to a session of its own or to one that goes on. */
  attached(session: Session): void {
    if (session.endsWithConnection) this.ended(session);
    else {
      session.records ??= new SessionRecords(this.#keeper, session);
      session.records.changed(true);
    }
  }

  /** The client is gone, its session stays. */
  detached(session: Session): void {
    session.records?.changed(false);
  }

  ended(session: Session): void {
    session.records?.ended();
    session.records = undefined;
  }

  /** The broker ends: everything is committed, or, where that takes its time, on its way to be. */
  finish(): void {
    this.committing.commit();
    this.committing.stop();
  }
}
