import type { PacketId, QoS } from '#runtime/mqtt/packet.ts';

/** As Mosquitto describes a PUBLISH in its log: `(d0, q1, r0, m1, 'a/b', ... (5 bytes))`. */
export function describe(
  dup: boolean,
  qos: QoS,
  retain: boolean,
  packetId: PacketId,
  { topic, payload }: { readonly topic: string; readonly payload: Uint8Array },
): string {
  return `(d${Number(dup)}, q${qos}, r${Number(retain)}, m${packetId}, '${topic}', ... (${payload.length} bytes))`;
}
