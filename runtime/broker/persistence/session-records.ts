import type { PacketId } from '#runtime/mqtt/packet.ts';
import type { Awaited, Delivery } from '../session/inflight.ts';
import type { Message } from '../message.ts';
import type { Session } from '../session/session.ts';
import type { SubscriptionOptions } from '../matching/subscription.ts';
import { writeDelivery } from './delivery-record.ts';
import { writeIncoming } from './incoming-record.ts';
import type { Changed, RecordKeeper } from './record-keeper.ts';
import { writeSession } from './session-record.ts';
import { writeSubscription } from './subscription-record.ts';

/**
 * What lasts of one session. A session that ends with its connection has none of these, and writes
 * nothing.
 *
 * Which changes an answer depends on, and has to wait for:
 *
 *     a session begins, goes on, ends         CONNACK
 *     a subscription comes or goes            SUBACK, UNSUBACK
 *     a message is to be delivered            the publisher's PUBACK or PUBCOMP, and the PUBLISH itself
 *     PUBREC has come                         PUBREL
 *     a message of QoS 2 comes, is passed on  PUBREC, PUBCOMP
 *     PUBACK, PUBCOMP have come               nothing: what was not noted is sent again
 *     the client goes                         nothing
 */
export class SessionRecords implements Changed {
  readonly #keeper: RecordKeeper;
  readonly #session: Session;
  readonly #id: number;
  readonly #subscriptions = new Map<string, number>();
  #incoming: Map<PacketId, number> | undefined;
  /** Whether the store may know of it. */
  #written = false;

  /** @param id of a session that the store knows already */
  constructor(keeper: RecordKeeper, session: Session, id?: number) {
    this.#keeper = keeper;
    this.#session = session;
    this.#id = id ?? keeper.next('session');
    this.#written = id !== undefined;
  }

  /** The client is there, or gone, or wants its session to live for another time. */
  changed(awaited: boolean): void {
    this.#keeper.writeLater(this, awaited);
  }

  write(): void {
    const { clientId, source, expiryInterval, absence, connection } = this.#session;
    this.#written = true;
    this.#keeper.store.put(
      'session',
      this.#id,
      writeSession(this.#keeper.writer, {
        clientId,
        username: source?.username,
        port: source?.port,
        expiryInterval,
        expiresAt: connection === undefined ? (absence?.expiresAt ?? Infinity) : undefined,
        delayed: absence?.delayed,
      }),
    );
  }

  /** In place of an earlier one with the same filter. */
  subscribed(filter: string, options: SubscriptionOptions): void {
    let id = this.#subscriptions.get(filter);
    if (id === undefined) this.#subscriptions.set(filter, (id = this.#keeper.next('subscription')));
    const value = writeSubscription(this.#keeper.writer, { session: this.#id, filter, options });
    this.#keeper.put('subscription', id, value, true);
  }

  unsubscribed(filter: string): void {
    const id = this.#subscriptions.get(filter);
    if (id === undefined) return;
    this.#subscriptions.delete(filter);
    this.#keeper.delete('subscription', id, true);
  }

  /**
   * A message waits for the client, or is on its way to it.
   * @param record of it so far; 0: none
   * @returns its record
   */
  deliver(
    delivery: Omit<Delivery, 'message'>,
    message: Message,
    record: number,
    packetId: PacketId = 0,
    awaits: Awaited | undefined = undefined,
  ): number {
    const keeper = this.#keeper;
    const id = record === 0 ? keeper.next('delivery') : record;
    const messageId = record === 0 ? keeper.refer(message) : message.record;
    const value = writeDelivery(keeper.writer, this.#id, messageId, delivery, packetId, awaits);
    keeper.put('delivery', id, value, delivery.qos > 0);
    return id;
  }

  /** It is done with. @param awaited it is not to come again, whatever happens: at QoS 0 */
  settled(message: Message, record: number, awaited: boolean): void {
    this.#keeper.delete('delivery', record, awaited);
    this.#keeper.release(message);
  }

  /** A message of QoS 2 has come from the client. */
  held(packetId: PacketId, message: Message): void {
    const keeper = this.#keeper;
    const incoming = (this.#incoming ??= new Map());
    const id = keeper.next('incoming');
    incoming.set(packetId, id);
    const record = { session: this.#id, packetId, message: keeper.refer(message) };
    keeper.put('incoming', id, writeIncoming(keeper.writer, record), true);
  }

  /** It is passed on, or another takes its place. */
  taken(packetId: PacketId, message: Message): void {
    const id = this.#incoming?.get(packetId);
    if (id === undefined) return;
    this.#incoming?.delete(packetId);
    this.#keeper.delete('incoming', id, true);
    this.#keeper.release(message);
  }

  /** The session is forgotten, and all that waits in it. */
  ended(): void {
    const { outgoing, incoming } = this.#session;
    for (const { message, record = 0 } of [...outgoing.sent(), ...outgoing.waiting()]) {
      if (record !== 0) this.settled(message, record, false);
    }
    for (const [packetId, message] of incoming) this.taken(packetId, message);
    for (const id of this.#subscriptions.values()) this.#keeper.delete('subscription', id, false);
    this.#subscriptions.clear();
    this.#keeper.forget(this);
    if (this.#written) this.#keeper.delete('session', this.#id, true);
  }

  /** What the store knew already, at the start. */
  restoreSubscription(filter: string, id: number): void {
    this.#subscriptions.set(filter, id);
  }

  restoreIncoming(packetId: PacketId, id: number): void {
    (this.#incoming ??= new Map()).set(packetId, id);
  }
}
