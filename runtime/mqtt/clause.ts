import type { PacketType, ProtocolLevel, Sender } from './packet.ts';

/**
 * The rule that is broken, in the standard of the connection: most rules stand in both, under
 * different numbers. Where a rule has no number, its section is given: `MQTT-2.2.3`, `MQTT5-2.1.4`.
 *
 * @param below5 of 3.1.1, which is quoted for 3.1 too
 */
export function clauseAt(level: ProtocolLevel, below5: string, at5: string): string {
  return level === 5 ? at5 : below5;
}

/** The rule that a packet id is not 0: one for all in 3.1.1, in 5.0 one for each use of it. */
export function packetIdClause(packet: PacketType | 'packet', level: ProtocolLevel, sender: Sender): string {
  if (level !== 5) return 'MQTT-2.3.1-1';
  switch (packet) {
    case 'PUBACK':
    case 'PUBREC':
    case 'PUBREL':
    case 'PUBCOMP':
      return 'MQTT5-2.2.1-5';
    case 'SUBACK':
    case 'UNSUBACK':
      return 'MQTT5-2.2.1-6';
    default:
      return sender === 'client' ? 'MQTT5-2.2.1-3' : 'MQTT5-2.2.1-4';
  }
}
