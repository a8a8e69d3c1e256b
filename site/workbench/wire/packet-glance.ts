/**
 * What the wire panel must know of every packet at once, in a flood of thousands a second: its type,
 * the QoS of a PUBLISH, and the packet id that ties a handshake together. Read from at most the
 * topic's length on, without decoding; whatever is malformed has no id here and is explained by the
 * decoder once somebody looks at it.
 *
 * PUBLISH `32 0a 00 04 63 6f 72 65 00 07 …` is QoS 1, id 7; `30 …` is QoS 0 and has no id;
 * PUBACK `40 02 00 07` is id 7; PUBREC `50 03 00 07 97` is id 7, refused.
 */
import { PACKET_TYPES, type PacketId, type PacketType, type QoS } from '#runtime/mqtt/packet.ts';

export interface PacketGlance {
  /** Absent: type 0, which no version of MQTT has. */
  readonly type?: PacketType;
  /** Of a PUBLISH. */
  readonly qos?: QoS;
  /** Of a PUBLISH above QoS 0 and of its acknowledgements. */
  readonly packetId?: PacketId;
  /** A PUBREC of 5.0 that refuses the message: nothing follows it [MQTT5-4.3.3-4]. */
  readonly refused?: true;
}

export function glanceAtPacket(bytes: Uint8Array): PacketGlance {
  const first = bytes[0] ?? 0;
  const type = PACKET_TYPES[first >> 4];
  switch (type) {
    case undefined:
      return {};
    case 'PUBLISH': {
      const qos = (first >> 1) & 3;
      if (qos === 0) return { type, qos };
      if (qos === 3) return { type };
      const topic = afterRemainingLength(bytes);
      const id = idAt(bytes, topic + 2 + ((bytes[topic] ?? 0) << 8) + (bytes[topic + 1] ?? 0));
      return { type, qos: qos === 1 ? 1 : 2, ...id };
    }
    case 'PUBREC': {
      const id = afterRemainingLength(bytes);
      return { type, ...idAt(bytes, id), ...((bytes[id + 2] ?? 0) >= 0x80 && { refused: true }) };
    }
    case 'PUBACK':
    case 'PUBREL':
    case 'PUBCOMP':
      return { type, ...idAt(bytes, afterRemainingLength(bytes)) };
    default:
      return { type };
  }
}

/** The remaining length takes one to four bytes; the last of them has its high bit clear. */
function afterRemainingLength(bytes: Uint8Array): number {
  let at = 1;
  while (at < 4 && (bytes[at] ?? 0) >= 0x80) at += 1;
  return at + 1;
}

function idAt(bytes: Uint8Array, at: number): { packetId?: PacketId } {
  const high = bytes[at];
  const low = bytes[at + 1];
  return high === undefined || low === undefined ? {} : { packetId: (high << 8) | low };
}
