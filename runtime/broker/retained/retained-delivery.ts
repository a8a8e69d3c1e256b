import { parseSharedFilter } from '#runtime/mqtt/filter.ts';
import type { Rights } from '../access/access.ts';
import { rightsOf } from '../access/rights-of.ts';
import type { Connection } from '../connection.ts';
import { deliver } from '../deliver.ts';
import type { Source } from '../message.ts';
import type { RetainedMessage } from './retained-message.ts';
import type { RetainedWalk } from './retained-walk.ts';
import type { Session } from '../session/session.ts';
import { targetOf } from '../matching/subscription.ts';
import type { SubscriptionOptions, Target } from '../matching/subscription.ts';

/** So much at a time; then the stream is asked whether it has room. */
const PORTION = 64 * 1024;

/**
 * The retained messages of one new subscription, sent as fast as the client takes them and no
 * faster: a hundred thousand for `#` must neither fill the memory nor be dropped. A new member of a
 * shared subscription gets them too, each of them, as from Mosquitto 2.0.11.
 */
export class RetainedDelivery {
  /** As it was subscribed to. */
  readonly filter: string;
  readonly #connection: Connection;
  readonly #session: Session;
  readonly #target: Target<Session>;
  readonly #walk: RetainedWalk;
  #source: Source | undefined;
  #sourceRights: Rights | undefined;

  constructor(connection: Connection, session: Session, filter: string, options: SubscriptionOptions) {
    this.filter = filter;
    this.#connection = connection;
    this.#session = session;
    this.#target = targetOf(session, options);
    this.#walk = connection.core.retained.match(parseSharedFilter(filter)?.filter ?? filter);
  }

  /** @returns true: that was all; false: call again when there is room */
  proceed(): boolean {
    const connection = this.#connection;
    const { output } = connection;
    const isPlain = this.#isPlain();
    const level5 = connection.negotiated.level === 5;
    for (;;) {
      if (output.blocked || output.bytes >= PORTION) return false;
      const message = this.#walk.next();
      if (message === undefined) return true;
      // [MQTT5-3.8.3-3]
      if (this.#target.own === undefined && message.publisher === this.#session.clientId) continue;
      if (!this.#isAllowed(message)) continue;
      const atQos0 = this.#target.qos === 0 || (message.qos === 0 && !connection.core.settings.upgradeOutgoingQos);
      if (!atQos0 && !this.#hasRoom()) {
        this.#walk.stay();
        return false;
      }
      if (isPlain && atQos0 && (!level5 || message.isPlain)) {
        message.write(output, level5);
        connection.flushSoon();
      } else deliver(connection.core, this.#target, message.message(), true);
    }
  }

  /** Whether the client may read it, and who published it may still do so (`check_retain_source`). */
  #isAllowed(message: RetainedMessage): boolean {
    const { rights } = this.#session;
    const { core } = this.#connection;
    const { source } = message;
    if (rights !== undefined && !rights.mayRead(message.topic)) return false;
    if (source === undefined || !core.settings.checkRetainSource) return true;
    // Many messages in a row are mostly of one publisher.
    if (source !== this.#source) this.#sourceRights = rightsOf(core, source);
    this.#source = source;
    return this.#sourceRights === undefined || this.#sourceRights.mayWrite(message.topic);
  }

  /** Whether messages may go to this client as they are kept. Below 5.0 none has properties. */
  #isPlain(): boolean {
    const { core, negotiated } = this.#connection;
    if (core.log.debug !== undefined || this.#target.identifiers !== undefined) return false;
    if (this.#connection.mountPoint !== '') return false;
    return negotiated.topicAliasMaximum === 0 && negotiated.maximumPacketSize === Infinity;
  }

  /** A session that outlives this connection queues them, or they would be lost with it. */
  #hasRoom(): boolean {
    return !this.#session.endsWithConnection || this.#session.outgoing.hasRoom;
  }
}
