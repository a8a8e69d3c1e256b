import type { PacketId, Publish } from '#runtime/mqtt/packet.ts';

/**
 * Messages of QoS 1 and 2 that are not yet acknowledged, in the order of publishing. At most
 * `window` are under way at a time; the rest wait. What was under way when a connection ended is
 * sent again on the next one, with DUP or as PUBREL, in the same order [MQTT-4.4.0-1] [MQTT-4.6.0-1].
 */
export interface Outgoing {
  readonly packetId: PacketId;
  readonly message: Omit<Publish, 'dup' | 'packetId'>;
  awaits: 'room' | 'PUBACK' | 'PUBREC' | 'PUBCOMP';
  /** It was sent before, on this connection or an earlier one. */
  sent: boolean;
}

export class Outbox {
  /** Messages that may be under way at a time. */
  window: number;
  readonly #messages = new Map<PacketId, Outgoing>();
  #inFlight = 0;

  constructor(window: number) {
    this.window = window;
  }

  get size(): number {
    return this.#messages.size;
  }

  has(packetId: PacketId): boolean {
    return this.#messages.has(packetId);
  }

  add(packetId: PacketId, message: Outgoing['message']): void {
    this.#messages.set(packetId, { packetId, message, awaits: 'room', sent: false });
  }

  /** The next messages that may go out, now counted as under way. */
  *departing(): Generator<Outgoing> {
    for (const outgoing of this.#messages.values()) {
      if (this.#inFlight >= this.window) return;
      if (outgoing.awaits !== 'room') continue;
      outgoing.awaits = outgoing.message.qos === 1 ? 'PUBACK' : 'PUBREC';
      this.#inFlight++;
      yield outgoing;
      outgoing.sent = true;
    }
  }

  /** PUBREC came: from now on a PUBREL stands for the message [MQTT-4.3.3-1]. */
  received(packetId: PacketId): boolean {
    const outgoing = this.#messages.get(packetId);
    if (outgoing?.awaits !== 'PUBREC') return false;
    outgoing.awaits = 'PUBCOMP';
    return true;
  }

  /**
   * Its last acknowledgement came: PUBACK, PUBCOMP, or a PUBREC that refuses [MQTT5-4.3.3-4].
   * @returns false if no message awaits it
   */
  complete(packetId: PacketId, by: 'PUBACK' | 'PUBREC' | 'PUBCOMP'): boolean {
    const outgoing = this.#messages.get(packetId);
    if (outgoing?.awaits !== by) return false;
    this.#messages.delete(packetId);
    this.#inFlight--;
    return true;
  }

  /** Takes out a message that cannot be sent at all. */
  drop(packetId: PacketId): void {
    if (this.#messages.get(packetId)?.awaits !== 'room') this.#inFlight--;
    this.#messages.delete(packetId);
  }

  /** A new connection: everything unacknowledged waits for room again, except what awaits PUBCOMP. */
  restart(): readonly PacketId[] {
    const released: PacketId[] = [];
    this.#inFlight = 0;
    for (const outgoing of this.#messages.values()) {
      if (outgoing.awaits === 'PUBCOMP') {
        released.push(outgoing.packetId);
        this.#inFlight++;
      } else {
        outgoing.awaits = 'room';
      }
    }
    return released;
  }
}
