/**
 * Messages of QoS 2 that a client has begun to send: they are passed on when their PUBREL comes,
 * once, however often the PUBLISH came before [MQTT-4.3.3-2].
 *
 *     PUBLISH 7 → PUBREC 7        held
 *     PUBLISH 7 → PUBREC 7        held, in place of the first
 *     PUBREL 7  → PUBCOMP 7       passed on
 *     PUBREL 7  → PUBCOMP 7       nothing to pass on
 */
import type { PacketId } from '#runtime/mqtt/packet.ts';
import { PINNING } from '../message.ts';
import type { Message } from '../message.ts';
import type { SessionRecords } from '../persistence/session-records.ts';

export class Incoming {
  /** Of a session that lasts. */
  records: SessionRecords | undefined;
  readonly #messages = new Map<PacketId, Message>();
  #bytes = 0;

  constructor(records?: SessionRecords) {
    this.records = records;
  }

  get size(): number {
    return this.#messages.size;
  }

  /** Bytes of topics and payloads. */
  get bytes(): number {
    return this.#bytes;
  }

  get(packetId: PacketId): Message | undefined {
    return this.#messages.get(packetId);
  }

  set(packetId: PacketId, message: Message): void {
    if (this.#messages.size >= PINNING) message.own();
    this.restore(packetId, message);
    this.records?.held(packetId, message);
  }

  /** Puts back what was held before. */
  restore(packetId: PacketId, message: Message): void {
    this.#bytes += message.size;
    this.#messages.set(packetId, message);
  }

  /** Takes it out. */
  take(packetId: PacketId): Message | undefined {
    const message = this.#messages.get(packetId);
    if (message === undefined) return undefined;
    this.#bytes -= message.size;
    this.#messages.delete(packetId);
    this.records?.taken(packetId, message);
    return message;
  }

  /** The connection has ended, and the session goes on: what lay in what was read gets bytes of its own. */
  own(): void {
    for (const message of this.#messages.values()) message.own();
  }

  [Symbol.iterator](): IterableIterator<[PacketId, Message]> {
    return this.#messages[Symbol.iterator]();
  }
}
