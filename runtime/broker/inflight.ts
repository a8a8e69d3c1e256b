/**
 * Messages of QoS 1 and 2 on their way to one client. Each has a packet id from 1 on that is its
 * own until the client has acknowledged it, and waits for one of three answers:
 *
 *     QoS 1   PUBLISH → PUBACK                          waits for PUBACK, then it is done
 *     QoS 2   PUBLISH → PUBREC, PUBREL → PUBCOMP        waits for PUBREC, then for PUBCOMP
 *
 * No more than the window (`max_inflight_messages`) are on their way; the others wait in a queue,
 * in order. Nothing is sent again on a live connection; all of it is when the client comes back.
 */
import type { PacketId, QoS } from '#runtime/mqtt/packet.ts';
import type { Message } from './message.ts';

/** A message as one client is to get it. */
export interface Delivery {
  readonly message: Message;
  readonly qos: QoS;
  readonly retain: boolean;
}

export type Awaited = 'PUBACK' | 'PUBREC' | 'PUBCOMP';

export interface InFlight extends Delivery {
  readonly packetId: PacketId;
  readonly qos: 1 | 2;
  awaits: Awaited;
}

export class Inflight {
  #window = 0;
  readonly #sent = new Map<PacketId, InFlight>();
  #queue: Delivery[] = [];
  /** Of the queue; what lies before it is gone. */
  #head = 0;
  #lastPacketId = 0;

  /** @param window 0: as many as there are packet ids */
  constructor(window: number) {
    this.window = window;
  }

  set window(window: number) {
    this.#window = window === 0 ? 65_535 : Math.min(window, 65_535);
  }

  get lastPacketId(): PacketId {
    return this.#lastPacketId;
  }

  get hasRoom(): boolean {
    return this.#sent.size < this.#window;
  }

  get queued(): number {
    return this.#queue.length - this.#head;
  }

  /** In the order of sending, which is the order of sending again [MQTT-4.6.0-1]. */
  sent(): IterableIterator<InFlight> {
    return this.#sent.values();
  }

  waiting(): readonly Delivery[] {
    return this.#queue.slice(this.#head);
  }

  /** Gives the message a packet id that is not in use [MQTT-2.3.1-4]. Only while `hasRoom`. */
  start(message: Message, qos: 1 | 2, retain: boolean): InFlight {
    do this.#lastPacketId = (this.#lastPacketId % 65_535) + 1;
    while (this.#sent.has(this.#lastPacketId));
    const entry: InFlight = {
      packetId: this.#lastPacketId,
      message,
      qos,
      retain,
      awaits: qos === 1 ? 'PUBACK' : 'PUBREC',
    };
    this.#sent.set(entry.packetId, entry);
    return entry;
  }

  /** The entry with this id, if it waits for this answer. */
  awaiting(packetId: PacketId, answer: Awaited): InFlight | undefined {
    const entry = this.#sent.get(packetId);
    return entry?.awaits === answer ? entry : undefined;
  }

  done(entry: InFlight): void {
    this.#sent.delete(entry.packetId);
  }

  enqueue(delivery: Delivery): void {
    delivery.message.own();
    this.#queue.push(delivery);
  }

  /** The next that may go: QoS 0 always, the others while there is room. */
  dequeue(): Delivery | undefined {
    const next = this.#queue[this.#head];
    if (next === undefined || (next.qos > 0 && !this.hasRoom)) return undefined;
    this.#head++;
    if (this.#head === this.#queue.length) {
      this.#queue = [];
      this.#head = 0;
    } else if (this.#head > 1024 && this.#head * 2 > this.#queue.length) {
      this.#queue = this.#queue.slice(this.#head);
      this.#head = 0;
    }
    return next;
  }

  /** Puts back what a snapshot held. */
  restore(lastPacketId: PacketId, sent: readonly InFlight[], queue: readonly Delivery[]): void {
    this.#lastPacketId = lastPacketId;
    for (const entry of sent) this.#sent.set(entry.packetId, entry);
    this.#queue = [...queue];
  }
}
