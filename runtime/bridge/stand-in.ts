import type { Acknowledgement, PacketId, Publish } from '#runtime/mqtt/packet.ts';

/**
 * Answers whoever sends a message that cannot go on to the other side: one that is too large for it, or
 * that would have no valid topic there. Its sender is to be done with it, or it would come again for ever:
 *
 *     PUBLISH 7, QoS 1 → PUBACK 7
 *     PUBLISH 7, QoS 2 → PUBREC 7, PUBREL 7 → PUBCOMP 7
 *
 * After an interruption the PUBREL goes to the other side, which knows nothing of it and answers, too.
 */
export class StandIn {
  readonly #answer: (packet: Acknowledgement) => void;
  readonly #held = new Set<PacketId>();

  /** @param answer sends a packet back to where the messages come from */
  constructor(answer: (packet: Acknowledgement) => void) {
    this.#answer = answer;
  }

  take({ qos, packetId }: Publish): void {
    if (packetId === undefined || qos === 0) return;
    if (qos === 1) this.#answer({ type: 'PUBACK', packetId, reasonCode: 0 });
    else this.received(packetId);
  }

  /** Of QoS 2: PUBREC now, and PUBCOMP when its PUBREL comes. */
  received(packetId: PacketId): void {
    this.#held.add(packetId);
    this.#answer({ type: 'PUBREC', packetId, reasonCode: 0 });
  }

  /** @returns false: the PUBREL is of no message that was answered here */
  release(packetId: PacketId): boolean {
    if (!this.#held.delete(packetId)) return false;
    this.#answer({ type: 'PUBCOMP', packetId, reasonCode: 0 });
    return true;
  }

  /** The id stands for another message now. */
  forget(packetId: PacketId): void {
    this.#held.delete(packetId);
  }
}
