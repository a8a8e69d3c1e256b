/**
 * What the broker knows of a client beyond its connection: its subscriptions, what is on the way to
 * it and what waits, and the messages of QoS 2 it has begun to send (§3.1.2.4).
 *
 *     3.1.1, clean session 1            a new session, which ends with the connection
 *     3.1.1, clean session 0            the old session goes on; CONNACK says whether there was one
 *     5.0, clean start 1, expiry 60     a new session, which outlives the connection by a minute
 */
import type { Absence } from './absence.ts';
import type { Rights } from '../access/access.ts';
import type { Connection } from '../connection.ts';
import { Incoming } from './incoming.ts';
import { Inflight } from './inflight.ts';
import type { Delivery } from './inflight.ts';
import type { SessionRecords } from '../persistence/session-records.ts';
import type { Message, Source } from '../message.ts';
import { SessionSubscriptions } from './session-subscriptions.ts';

export class Session {
  readonly clientId: string;
  /**
   * Seconds for which it outlives its connection; 0: ends with it [MQTT-3.1.2-6]; Infinity: has no end
   * [MQTT5-3.1.2-23].
   */
  expiryInterval: number;
  /** Absent while the client is away. */
  connection: Connection | undefined;
  /** While the client is away, if that has an end or a will waits. */
  absence: Absence | undefined;
  /** Who its client was when it was last here, as what it publishes says. */
  source: Source | undefined;
  /** What its client may do, also while it is away; absent: everything. */
  rights: Rights | undefined;
  /** Whether it has been said that messages for this client are being dropped. */
  dropping = false;
  #window: number;
  #byteWindow = 0;
  #subscriptions: SessionSubscriptions | undefined;
  #outgoing: Inflight | undefined;
  #incoming: Incoming | undefined;
  #records: SessionRecords | undefined;

  constructor(clientId: string, expiryInterval: number, window: number) {
    this.clientId = clientId;
    this.expiryInterval = expiryInterval;
    this.#window = window;
  }

  /** As its client came in; absent: without one. */
  get username(): string | undefined {
    return this.source?.username;
  }

  /** Nothing of it is kept for a client that is away. */
  get endsWithConnection(): boolean {
    return this.expiryInterval === 0;
  }

  /** What lasts of it; absent: nothing does. */
  get records(): SessionRecords | undefined {
    return this.#records;
  }

  set records(records: SessionRecords | undefined) {
    this.#records = records;
    if (this.#outgoing !== undefined) this.#outgoing.records = records;
    if (this.#incoming !== undefined) this.#incoming.records = records;
  }

  /** Bytes of them that may be; 0: no limit. */
  set byteWindow(bytes: number) {
    this.#byteWindow = bytes;
    if (this.#outgoing !== undefined) this.#outgoing.byteWindow = bytes;
  }

  /** How many messages of QoS 1 and 2 may be on their way; each connection of 5.0 says it anew. */
  set window(window: number) {
    this.#window = window;
    if (this.#outgoing !== undefined) this.#outgoing.window = window;
  }

  get subscriptionCount(): number {
    return this.#subscriptions?.size ?? 0;
  }

  /** Made when first used, like all of it: many clients only publish. */
  get subscriptions(): SessionSubscriptions {
    return (this.#subscriptions ??= new SessionSubscriptions());
  }

  /** On the way to the client. Made when first used: most clients never need one. */
  get outgoing(): Inflight {
    if (this.#outgoing === undefined) {
      this.#outgoing = new Inflight(this.#window, this.#records);
      this.#outgoing.byteWindow = this.#byteWindow;
    }
    return this.#outgoing;
  }

  /** Of QoS 2 from the client, passed on when their PUBREL comes. Made when first used. */
  get incoming(): Incoming {
    return (this.#incoming ??= new Incoming(this.#records));
  }

  /** What has not been acknowledged, or not even sent. */
  unsettled(): readonly Delivery[] {
    return this.#outgoing === undefined ? [] : [...this.#outgoing.sent(), ...this.#outgoing.waiting()];
  }

  /** Messages on their way, or waiting, to the client or from it; in no order, and one may come twice. */
  eachKept(visit: (message: Message) => void): void {
    this.#outgoing?.eachKept(visit);
    for (const [, message] of this.#incoming ?? []) visit(message);
  }

  /**
   * Its client has come back, perhaps as another user, or the ACL file has changed: what waits for it and
   * it may not have any more is forgotten, and so is what it has begun to publish and may not.
   */
  forgetForbidden(): void {
    const { rights } = this;
    if (rights === undefined) return;
    this.#outgoing?.drop(({ message }) => !rights.mayRead(message.topic));
    for (const [packetId, { topic }] of this.#incoming ?? []) {
      if (!rights.mayWrite(topic)) this.#incoming?.take(packetId);
    }
  }

  /** Its client is away: what refers to what was read from other connections gets bytes of its own. */
  own(): void {
    for (const { message } of this.#outgoing?.sent() ?? []) message.own();
    this.#incoming?.own();
  }
}
