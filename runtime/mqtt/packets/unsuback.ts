import { refusal } from '../refusal.ts';
import type { MqttError } from '../error.ts';
import { firstByteOf } from '../fixed-header.ts';
import type { ProtocolLevel, Unsuback } from '../packet.ts';
import type { PacketReader } from '../packet-reader.ts';
import { PacketWriter, lengthOfLength } from '../packet-writer.ts';
import { decodeProperties, propertiesSize, writeProperties } from '../properties.ts';
import { checkReasonCode, decodeReasonCode } from './reason.ts';

/**
 * UNSUBACK [MQTT 3.1.1 §3.11]: the packet id, nothing else. In 5.0 properties follow, and one reason
 * code a filter, in their order [MQTT5 §3.11].
 */
export function decodeUnsuback(reader: PacketReader): Unsuback {
  const packetId = reader.packetId();
  if (reader.level !== 5) return { type: 'UNSUBACK', packetId };
  const properties = decodeProperties(reader, 'UNSUBACK');
  if (reader.left === 0) throw noReasonCode();
  const reasonCodes: number[] = [];
  // [MQTT5-3.11.3-2]
  while (reader.left > 0) reasonCodes.push(decodeReasonCode(reader, 'UNSUBACK', 'MQTT5-3.11.3-2'));
  return { type: 'UNSUBACK', packetId, reasonCodes, ...(properties !== undefined && { properties }) };
}

/** @throws MqttError when the packet would be illegal */
export function encodeUnsuback(packet: Unsuback, level: ProtocolLevel): Uint8Array {
  const { packetId, properties } = packet;
  if (level !== 5) {
    const writer = new PacketWriter('UNSUBACK', firstByteOf('UNSUBACK'), 2, level);
    writer.packetId(packetId);
    return writer.bytes;
  }
  const reasonCodes = packet.reasonCodes ?? [];
  if (reasonCodes.length === 0) throw noReasonCode();
  const propertySize = propertiesSize('UNSUBACK', properties);
  const size = 2 + lengthOfLength(propertySize) + propertySize + reasonCodes.length;
  const writer = new PacketWriter('UNSUBACK', firstByteOf('UNSUBACK'), size, level);
  writer.packetId(packetId);
  writeProperties(writer, properties, propertySize);
  for (const code of reasonCodes) {
    checkReasonCode('UNSUBACK', code, 'MQTT5-3.11.3-2');
    writer.byte(code);
  }
  return writer.bytes;
}

function noReasonCode(): MqttError {
  return refusal('no-reason-code', 'MQTT5-3.11.3-1', { packet: 'UNSUBACK' });
}
