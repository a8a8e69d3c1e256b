/**
 * A client's time away, while its session waits for it. Two things may come of it, and the earlier
 * one first:
 *
 *     session expiry 60, no will           after 60 s the session is forgotten
 *     session expiry 60, will delay 10     after 10 s the will is published, after 60 s it is forgotten
 *     session expiry 10, will delay 60     after 10 s both: with the session the delay ends, too
 *     the client comes back in time        neither
 */
import type { Will } from '#runtime/mqtt/packet.ts';
import type { Core } from '../core.ts';
import type { Deadline } from './deadlines.ts';
import { endSession } from './session-end.ts';
import type { Session } from './session.ts';
import { publishWill } from './will.ts';

/** A will that waits for its delay to pass. */
export interface DelayedWill {
  readonly will: Will;
  /** Milliseconds on the broker's clock. */
  readonly at: number;
}

export class Absence implements Deadline {
  /** Milliseconds on the broker's clock; Infinity: the session has no end. */
  readonly expiresAt: number;
  at: number;
  place: number | undefined;
  readonly #core: Core;
  readonly #session: Session;
  #delayed: DelayedWill | undefined;

  constructor(core: Core, session: Session, expiresAt: number, delayed: DelayedWill | undefined) {
    this.#core = core;
    this.#session = session;
    this.expiresAt = expiresAt;
    this.#delayed = delayed;
    this.at = Math.min(expiresAt, delayed?.at ?? Infinity);
    core.deadlines.add(this);
  }

  get delayed(): DelayedWill | undefined {
    return this.#delayed;
  }

  due(): void {
    const { log, clock, deadlines } = this.#core;
    if (this.expiresAt <= clock.now()) {
      log.notice?.(`Expiring client ${this.#session.clientId} due to timeout.`);
      this.#core.expired++;
      endSession(this.#core, this.#session);
      return;
    }
    this.at = this.expiresAt;
    deadlines.add(this);
    this.#publish();
    // Or a broker that is started anew would publish it once more.
    this.#session.records?.changed(false);
  }

  /** The client is back before the delay was over: its will is not wanted any more [MQTT5-3.1.3-9]. */
  returned(): void {
    this.#core.deadlines.remove(this);
    this.#delayed = undefined;
  }

  /** The session has ended, and with it the delay of its will [MQTT5-3.1.2-8]. */
  ended(): void {
    this.#core.deadlines.remove(this);
    this.#publish();
  }

  #publish(): void {
    const delayed = this.#delayed;
    this.#delayed = undefined;
    if (delayed !== undefined) publishWill(this.#core, this.#session, delayed.will);
  }
}
