import { parseSharedFilter } from '#runtime/mqtt/filter.ts';
import type { Connection } from './connection.ts';
import { deliver } from './deliver.ts';
import type { Message } from './message.ts';
import type { RetainedWalk } from './retained-walk.ts';
import type { Session } from './session.ts';
import { targetOf } from './subscription.ts';
import type { SubscriptionOptions, Target } from './subscription.ts';

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
  #next: Message | undefined;

  constructor(connection: Connection, session: Session, filter: string, options: SubscriptionOptions) {
    this.filter = filter;
    this.#connection = connection;
    this.#session = session;
    this.#target = targetOf(session, options);
    this.#walk = connection.core.retained.match(parseSharedFilter(filter)?.filter ?? filter);
  }

  /** @returns true: that was all; false: call again when there is room */
  proceed(): boolean {
    const { output, core } = this.#connection;
    for (;;) {
      this.#next ??= this.#walk.next();
      if (this.#next === undefined) return true;
      if (output.blocked || output.bytes >= PORTION) return false;
      const message = this.#next;
      if (this.#target.qos > 0 && message.qos > 0 && !this.#hasRoom()) return false;
      this.#next = undefined;
      // [MQTT5-3.8.3-3]
      const target = message.publisher === this.#session.clientId ? this.#target.own : this.#target;
      if (target !== undefined) deliver(core, target, message, true);
    }
  }

  /** A session that outlives this connection queues them, or they would be lost with it. */
  #hasRoom(): boolean {
    return !this.#session.endsWithConnection || this.#session.outgoing.hasRoom;
  }
}
