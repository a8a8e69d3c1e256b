/**
 * What the broker knows of a client beyond its connection: its subscriptions, what is on the way to
 * it and what waits, and the messages of QoS 2 it has begun to send (§3.1.2.4).
 *
 *     CONNECT with clean session 1    a new session, which ends with the connection
 *     CONNECT with clean session 0    the old session goes on; CONNACK says whether there was one
 */
import type { PacketId, QoS } from '#runtime/mqtt/packet.ts';
import type { Connection } from './connection.ts';
import { Inflight } from './inflight.ts';
import type { Message } from './message.ts';

export class Session {
  readonly clientId: string;
  /** Ends with its connection [MQTT-3.1.2-6]. */
  readonly clean: boolean;
  /** Absent while the client is away. */
  connection: Connection | undefined;
  readonly subscriptions = new Map<string, QoS>();
  /** Whether it has been said that messages for this client are being dropped. */
  dropping = false;
  readonly #window: number;
  #outgoing: Inflight | undefined;
  #incoming: Map<PacketId, Message> | undefined;

  constructor(clientId: string, clean: boolean, window: number) {
    this.clientId = clientId;
    this.clean = clean;
    this.#window = window;
  }

  /** On the way to the client. Made when first used: most clients never need one. */
  get outgoing(): Inflight {
    return (this.#outgoing ??= new Inflight(this.#window));
  }

  /** Of QoS 2 from the client, passed on when their PUBREL comes. Made when first used. */
  get incoming(): Map<PacketId, Message> {
    return (this.#incoming ??= new Map());
  }
}
