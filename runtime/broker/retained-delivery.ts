import type { Connection } from './connection.ts';
import { deliver } from './deliver.ts';
import type { Message } from './message.ts';
import type { Session } from './session.ts';
import { targetOf } from './subscription.ts';
import type { SubscriptionOptions, Target } from './subscription.ts';

/** So much at a time; then the stream is asked whether it has room. */
const PORTION = 64 * 1024;

/**
 * The retained messages of one new subscription, sent as fast as the client takes them and no
 * faster: a hundred thousand for `#` must neither fill the memory nor be dropped.
 */
export class RetainedDelivery {
  readonly filter: string;
  readonly #connection: Connection;
  readonly #session: Session;
  readonly #target: Target<Session>;
  readonly #messages: Iterator<Message>;
  #next: Message | undefined;

  constructor(connection: Connection, session: Session, filter: string, options: SubscriptionOptions) {
    this.filter = filter;
    this.#connection = connection;
    this.#session = session;
    this.#target = targetOf(session, options);
    this.#messages = connection.core.retained.match(filter);
  }

  /** @returns true: that was all; false: call again when there is room */
  proceed(): boolean {
    const { output, core } = this.#connection;
    for (;;) {
      this.#next ??= this.#advance();
      if (this.#next === undefined) return true;
      if (output.blocked || output.bytes >= PORTION) return false;
      if (Math.min(this.#target.qos, this.#next.qos) > 0 && !this.#hasRoom()) return false;
      deliver(core, this.#target, this.#next, true);
      this.#next = undefined;
    }
  }

  /** A session that outlives this connection queues them, or they would be lost with it. */
  #hasRoom(): boolean {
    return !this.#session.endsWithConnection || this.#session.outgoing.hasRoom;
  }

  #advance(): Message | undefined {
    const step = this.#messages.next();
    return step.done === true ? undefined : step.value;
  }
}
