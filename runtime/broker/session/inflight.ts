/**
 * Messages of QoS 1 and 2 on their way to one client. Each has a packet id from 1 on that is its
 * own until the client has acknowledged it, and waits for one of three answers:
 *
 *     QoS 1   PUBLISH → PUBACK                          waits for PUBACK, then it is done
 *     QoS 2   PUBLISH → PUBREC, PUBREL → PUBCOMP        waits for PUBREC, then for PUBCOMP
 *
 * No more than the window (`max_inflight_messages`, `max_inflight_bytes`) are on their way; the others wait in a queue,
 * in order. Nothing is sent again on a live connection; all of it is when the client comes back. So
 * a message is kept here for a session only that can be come back to.
 *
 * Those on their way lie in a ring, each in the slot that its packet id names. One that still lies
 * where the next should, for it is never acknowledged, gives way: it is put aside, and those behind it
 * go on.
 */
import type { PacketId, QoS } from '#runtime/mqtt/packet.ts';
import { PINNING } from '../message.ts';
import type { Message } from '../message.ts';
import type { SessionRecords } from '../persistence/session-records.ts';

/** A message as one client is to get it. */
export interface Delivery {
  readonly message: Message;
  readonly qos: QoS;
  readonly retain: boolean;
  /** Of the subscriptions that brought it, for a client of 5.0 [MQTT5-3.3.4-3]. */
  readonly identifiers?: readonly number[] | undefined;
  /** The shared subscription that brought it: when the session ends, another member may get it. */
  readonly share?: string | undefined;
  /** For `persistence`: the record that it lasts in; absent or 0: none. */
  record?: number;
}

export type Awaited = 'PUBACK' | 'PUBREC' | 'PUBCOMP';

export interface InFlight extends Delivery {
  readonly packetId: PacketId;
  readonly qos: 1 | 2;
  awaits: Awaited;
}

/** A place in the ring; free when it awaits nothing. */
export interface Slot {
  packetId: PacketId;
  awaits: Awaited | undefined;
  qos: 1 | 2;
  retain: boolean;
  identifiers: readonly number[] | undefined;
  share: string | undefined;
  /** Absent where it cannot be sent again. */
  message: Message | undefined;
  /** Grows with each message sent. */
  order: number;
  record: number;
  /** Bytes of its payload, where they count. */
  size: number;
}

type Sent = Slot & InFlight;

const FIRST_SLOTS = 8;

export class Inflight {
  /** Of a session that lasts. */
  records: SessionRecords | undefined;
  #window = 0;
  #byteWindow = Infinity;
  #slots: (Slot | undefined)[] = [];
  #aside: Map<PacketId, Slot> | undefined;
  #size = 0;
  /** Of those on their way: what is to be sent again and has not been yet. */
  #again: Slot[] = [];
  #againBytes = 0;
  /** Of all on their way. */
  #bytes = 0;
  #order = 0;
  #queue: Delivery[] = [];
  /** Of the queue; what lies before it is gone. */
  #head = 0;
  #queuedBytes = 0;
  /** How many of the queue have an end. */
  #expiring = 0;
  #lastPacketId = 0;

  /** @param window 0: as many as there are packet ids */
  constructor(window: number, records?: SessionRecords) {
    this.window = window;
    this.records = records;
  }

  set window(window: number) {
    this.#window = window === 0 ? 65_535 : Math.min(window, 65_535);
  }

  /** Bytes of payloads that may be on their way before the next one waits; 0: no limit. */
  set byteWindow(bytes: number) {
    this.#byteWindow = bytes === 0 ? Infinity : bytes;
  }

  get lastPacketId(): PacketId {
    return this.#lastPacketId;
  }

  get hasRoom(): boolean {
    return this.#size - this.#again.length < this.#window && this.#bytes - this.#againBytes < this.#byteWindow;
  }

  /** Whether anything waits for room. */
  get waits(): boolean {
    return this.#queue.length > 0 || this.#again.length > 0;
  }

  /** One more can go at once: there is room, and nothing waits that would be overtaken. */
  get isOpen(): boolean {
    return this.#size < this.#window && this.#bytes < this.#byteWindow && !this.waits;
  }

  get queued(): number {
    return this.#queue.length - this.#head;
  }

  /** Bytes of topics and payloads in the queue. */
  get queuedBytes(): number {
    return this.#queuedBytes;
  }

  /** In the order of sending, which is the order of sending again [MQTT-4.6.0-1]. */
  sent(): readonly InFlight[] {
    const all = [...this.#slots, ...(this.#aside?.values() ?? [])];
    return all.filter(isSent).sort((one, other) => one.order - other.order);
  }

  waiting(): readonly Delivery[] {
    return this.#queue.slice(this.#head);
  }

  /** What is on its way and what waits, in no order, and without a list of it: there may be a million. */
  eachKept(visit: (message: Message) => void): void {
    for (const slot of this.#slots) if (isSent(slot)) visit(slot.message);
    if (this.#aside !== undefined) for (const slot of this.#aside.values()) if (isSent(slot)) visit(slot.message);
    for (let index = this.#head; index < this.#queue.length; index++) visit(this.#queue[index]!.message);
  }

  /**
   * Gives a message a packet id that is not in use [MQTT-2.3.1-4]. Only while `hasRoom`.
   *
   * @param message absent: it will not be sent again, whatever happens
   * @param record that it has waited in; 0: it has not waited
   */
  start(
    message: Message | undefined,
    qos: 1 | 2,
    retain: boolean,
    identifiers: readonly number[] | undefined = undefined,
    share: string | undefined = undefined,
    record = 0,
  ): Slot {
    const packetId = this.takeId();
    const slot = this.#place(packetId, message, qos, retain, identifiers, share);
    this.#note(slot, record);
    return slot;
  }

  /** The next packet id that no message has [MQTT-2.3.1-2]; none gets it until all others have been given out. */
  takeId(): PacketId {
    let packetId = this.#lastPacketId;
    do packetId = packetId === 65_535 ? 1 : packetId + 1;
    while (this.#find(packetId) !== undefined);
    this.#lastPacketId = packetId;
    return packetId;
  }

  /** What has this id, if it waits for this answer. */
  awaiting(packetId: PacketId, answer: Awaited): Slot | undefined {
    const slot = this.#find(packetId);
    return slot?.awaits === answer ? slot : undefined;
  }

  /** PUBREC has come: the client has the message, and will be told to use it. */
  received(slot: Slot): void {
    slot.awaits = 'PUBCOMP';
    this.#note(slot, slot.record);
  }

  done(slot: Slot): void {
    if (slot.record !== 0 && slot.message !== undefined) this.records?.settled(slot.message, slot.record, false);
    if (this.#aside !== undefined && this.#aside.get(slot.packetId) === slot) this.#aside.delete(slot.packetId);
    if (this.#again.includes(slot)) {
      this.#again = this.#again.filter((each) => each !== slot);
      this.#againBytes -= slot.size;
    }
    this.#bytes -= slot.size;
    slot.awaits = undefined;
    slot.message = undefined;
    slot.identifiers = undefined;
    slot.record = 0;
    this.#size--;
  }

  /** The client is back: all that it has not acknowledged is to be sent again, in order, as there is room. */
  sendAgain(): void {
    this.#again = [...(this.sent() as Sent[])];
    this.#againBytes = this.#again.reduce((sum, { size }) => sum + size, 0);
  }

  /** The next of it, while there is room. */
  nextAgain(): InFlight | undefined {
    const next = this.hasRoom ? (this.#again.shift() as Sent | undefined) : undefined;
    if (next !== undefined) this.#againBytes -= next.size;
    return next;
  }

  enqueue(delivery: Delivery): void {
    // The client is slow: what is on its way to it may be so for long.
    if (this.#queue.length === 0) for (const slot of this.#slots) slot?.message?.own();
    this.#queuedBytes += delivery.message.own().size;
    if (delivery.message.expiresAt !== undefined) this.#expiring++;
    const { records } = this;
    if (records !== undefined) delivery.record ||= records.deliver(delivery, delivery.message, 0);
    this.#queue.push(delivery);
  }

  /** What was taken out of the queue is not going to be delivered, or at QoS 0, without an answer. */
  forget({ message, qos, record = 0 }: Delivery): void {
    if (record !== 0) this.records?.settled(message, record, qos === 0);
  }

  /** Takes out of the queue what is over. */
  dropOver(isOver: (message: Message) => boolean): void {
    if (this.#expiring > 0) this.#dropQueued(({ message }) => isOver(message));
  }

  /** Takes out of the queue, and out of what will be sent again, what is not to be delivered after all. */
  drop(isUnwanted: (delivery: Delivery) => boolean): void {
    for (const entry of this.sent()) {
      const slot = isUnwanted(entry) ? this.awaiting(entry.packetId, entry.awaits) : undefined;
      if (slot !== undefined) this.done(slot);
    }
    if (this.queued > 0) this.#dropQueued(isUnwanted);
  }

  /** The next that may go: QoS 0 always, the others while there is room. */
  dequeue(): Delivery | undefined {
    const next = this.#queue[this.#head];
    if (next === undefined || (next.qos > 0 && !this.hasRoom)) return undefined;
    this.#head++;
    this.#queuedBytes -= next.message.size;
    if (next.message.expiresAt !== undefined) this.#expiring--;
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
    for (const { packetId, message, qos, retain, identifiers, share, awaits, record = 0 } of sent) {
      const slot = this.#place(packetId, message, qos, retain, identifiers, share);
      slot.awaits = awaits;
      slot.record = record;
    }
    this.#lastPacketId = lastPacketId;
    for (const delivery of queue) this.enqueue(delivery);
  }

  #dropQueued(isUnwanted: (delivery: Delivery) => boolean): void {
    const before = this.waiting();
    this.#queue = [];
    this.#head = this.#queuedBytes = this.#expiring = 0;
    for (const delivery of before) {
      if (isUnwanted(delivery)) this.forget(delivery);
      else this.enqueue(delivery);
    }
  }

  /** In its record: how far it is. */
  #note(slot: Slot, record: number): void {
    const { message, packetId, awaits } = slot;
    if (this.records !== undefined && message !== undefined) {
      slot.record = this.records.deliver(slot, message, record, packetId, awaits);
    }
  }

  #find(packetId: PacketId): Slot | undefined {
    const slot = this.#slots[packetId & (this.#slots.length - 1)];
    if (slot !== undefined && slot.packetId === packetId && slot.awaits !== undefined) return slot;
    return this.#aside?.get(packetId);
  }

  #place(
    packetId: PacketId,
    message: Message | undefined,
    qos: 1 | 2,
    retain: boolean,
    identifiers: readonly number[] | undefined,
    share: string | undefined,
  ): Slot {
    if (this.#size >= this.#slots.length) this.#grow();
    const at = packetId & (this.#slots.length - 1);
    let slot = this.#slots[at];
    if (slot?.awaits !== undefined) {
      (this.#aside ??= new Map()).set(slot.packetId, slot);
      slot = undefined;
    }
    if (slot === undefined) this.#slots[at] = slot = newSlot();
    slot.packetId = packetId;
    slot.awaits = qos === 1 ? 'PUBACK' : 'PUBREC';
    slot.qos = qos;
    slot.retain = retain;
    slot.identifiers = identifiers;
    slot.share = share;
    slot.message = this.#size < PINNING ? message : message?.own();
    slot.order = ++this.#order;
    slot.size = message === undefined ? 0 : message.end - message.payloadAt;
    this.#bytes += slot.size;
    this.#size++;
    return slot;
  }

  /** Ids that lie in different slots of a ring do so in one of twice its size. */
  #grow(): void {
    const slots = this.#slots;
    const mask = Math.max(FIRST_SLOTS, slots.length * 2) - 1;
    this.#slots = Array.from({ length: mask + 1 }, () => undefined);
    for (const slot of slots) {
      if (slot?.awaits !== undefined) this.#slots[slot.packetId & mask] = slot;
    }
  }
}

function isSent(slot: Slot | undefined): slot is Sent {
  return slot?.awaits !== undefined && slot.message !== undefined;
}

function newSlot(): Slot {
  return {
    packetId: 0,
    awaits: undefined,
    qos: 1,
    retain: false,
    identifiers: undefined,
    share: undefined,
    message: undefined,
    order: 0,
    record: 0,
    size: 0,
  };
}
