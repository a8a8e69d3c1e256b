import { clauseAt } from './clause.ts';
import { refusal } from './refusal.ts';
import type { PacketType, ProtocolLevel, Sender } from './packet.ts';
import { PACKET_TYPES } from './packet.ts';

/** Who may send which packet [MQTT 3.1.1 table 2.1] [MQTT5 table 2-1]; in 5.0 a server may send DISCONNECT too. */
const SENT_BY: Readonly<Record<PacketType, Sender | 'both'>> = {
  CONNECT: 'client',
  CONNACK: 'server',
  PUBLISH: 'both',
  PUBACK: 'both',
  PUBREC: 'both',
  PUBREL: 'both',
  PUBCOMP: 'both',
  SUBSCRIBE: 'client',
  SUBACK: 'server',
  UNSUBSCRIBE: 'client',
  UNSUBACK: 'server',
  PINGREQ: 'client',
  PINGRESP: 'server',
  DISCONNECT: 'client',
  AUTH: 'both',
};

/** The rule that fixes the flags, where a packet has one of its own. */
const FLAGS_CLAUSE: Partial<Record<PacketType, string>> = {
  PUBREL: 'MQTT-3.6.1-1',
  SUBSCRIBE: 'MQTT-3.8.1-1',
  UNSUBSCRIBE: 'MQTT-3.10.1-1',
  DISCONNECT: 'MQTT-3.14.1-1',
  // Of 5.0 alone; the others have the same number in both.
  AUTH: 'MQTT5-3.15.1-1',
};

/**
 * The first byte of a packet without flags of its own: its type in the high bits, and the flags
 * that the standard fixes in the low ones, 0010 for those that ask for an answer like a message at
 * QoS 1 does, 0000 for the rest [MQTT-2.2.2-1].
 */
export function firstByteOf(packet: PacketType): number {
  const flags = packet === 'PUBREL' || packet === 'SUBSCRIBE' || packet === 'UNSUBSCRIBE' ? 0b0010 : 0;
  return (PACKET_TYPES.indexOf(packet) << 4) | flags;
}

/**
 * The type that a first byte announces, if it may be there.
 * @throws MqttError `malformed` for an unknown type or wrong flags, `protocol` for the wrong sender
 */
export function checkFirstByte(first: number, sender: Sender, level: ProtocolLevel): PacketType {
  const type = PACKET_TYPES[first >> 4];
  if (type === undefined || (type === 'AUTH' && level !== 5)) {
    throw refusal('packet-type', clauseAt(level, 'MQTT-2.2.1', 'MQTT5-2.1.2'), { type: first >> 4 });
  }
  const sentBy = type === 'DISCONNECT' && level === 5 ? 'both' : SENT_BY[type];
  if (sentBy !== 'both' && sentBy !== sender) {
    throw refusal('direction', clauseAt(level, 'MQTT-2.2.1', 'MQTT5-2.1.2'), { packet: type, sender });
  }
  if (type === 'PUBLISH') checkPublishFlags(first, level);
  else checkFixedFlags(first, type, level);
  return type;
}

function checkPublishFlags(first: number, level: ProtocolLevel): void {
  const qos = (first >> 1) & 0b11;
  // [MQTT-3.3.1-4] [MQTT5-3.3.1-4]
  if (qos === 3) throw refusal('qos', clauseAt(level, 'MQTT-3.3.1-4', 'MQTT5-3.3.1-4'), { packet: 'PUBLISH' });
  // [MQTT-3.3.1-2] [MQTT5-3.3.1-2]
  if (qos === 0 && (first & 0b1000) !== 0) {
    throw refusal('dup-at-qos-0', clauseAt(level, 'MQTT-3.3.1-2', 'MQTT5-3.3.1-2'));
  }
}

// [MQTT-2.2.2-1] [MQTT-2.2.2-2] [MQTT-3.6.1-1] [MQTT-3.8.1-1] [MQTT-3.10.1-1] [MQTT-3.14.1-1]
// [MQTT5-2.1.3-1] [MQTT5-3.6.1-1] [MQTT5-3.8.1-1] [MQTT5-3.10.1-1] [MQTT5-3.14.1-1] [MQTT5-3.15.1-1]
function checkFixedFlags(first: number, type: PacketType, level: ProtocolLevel): void {
  const expected = firstByteOf(type) & 0x0f;
  const flags = first & 0x0f;
  if (flags === expected) return;
  // In MQTT 3.1 these three are sent again with DUP set, as a PUBLISH is.
  if (level === 3 && expected !== 0 && flags === (expected | 0b1000)) return;
  const own = FLAGS_CLAUSE[type];
  const clause = clauseAt(level, own ?? 'MQTT-2.2.2-2', own?.replace('MQTT-', 'MQTT5-') ?? 'MQTT5-2.1.3-1');
  throw refusal('flags', clause, {
    packet: type,
    flags: bits(flags),
    expected: bits(expected),
  });
}

function bits(flags: number): string {
  return flags.toString(2).padStart(4, '0');
}
