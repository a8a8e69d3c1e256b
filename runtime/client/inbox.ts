import type { PacketId, Publish } from '#runtime/mqtt/packet.ts';

/**
 * Messages of QoS 2 that came and await PUBREL. Each is kept once, however often it comes, and handed
 * on after PUBREL, once [MQTT-4.3.3-2] [MQTT5-4.3.3-10].
 */
export class Inbox {
  readonly #messages = new Map<PacketId, Publish>();

  /**
   * @param maximum messages that the server may have under way [MQTT5-3.3.4-9]
   * @returns false when this one is too many
   */
  keep(packetId: PacketId, message: Publish, maximum: number): boolean {
    if (!this.#messages.has(packetId) && this.#messages.size >= maximum) return false;
    this.#messages.set(packetId, message);
    return true;
  }

  /** PUBREL came: the message, if there is one under this id. */
  release(packetId: PacketId): Publish | undefined {
    const message = this.#messages.get(packetId);
    this.#messages.delete(packetId);
    return message;
  }

  /** The server has no session any more, and will send no PUBREL. */
  clear(): void {
    this.#messages.clear();
  }
}
