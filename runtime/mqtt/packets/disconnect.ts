import { firstByteOf } from '../fixed-header.ts';
import type { Disconnect, ProtocolLevel } from '../packet.ts';
import type { PacketReader } from '../packet-reader.ts';
import { PacketWriter, lengthOfLength } from '../packet-writer.ts';
import { decodeProperties, propertiesSize, writeProperties } from '../properties.ts';
import { checkReasonCode, decodeReasonCode } from './reason.ts';

/**
 * DISCONNECT [MQTT 3.1.1 §3.14]: nothing, from a client. In 5.0 a server sends it too, and a reason
 * code and properties may follow [MQTT5 §3.14]; a packet that ends before them means 0, and none.
 */
export function decodeDisconnect(reader: PacketReader): Disconnect {
  if (reader.level !== 5 || reader.left === 0) return { type: 'DISCONNECT', reasonCode: 0 };
  // [MQTT5-3.14.2-1]
  const reasonCode = decodeReasonCode(reader, 'DISCONNECT', 'MQTT5-3.14.2-1');
  if (reader.left === 0) return { type: 'DISCONNECT', reasonCode };
  const properties = decodeProperties(reader, 'DISCONNECT');
  return { type: 'DISCONNECT', reasonCode, ...(properties !== undefined && { properties }) };
}

/** @throws MqttError when the packet would be illegal */
export function encodeDisconnect(packet: Disconnect, level: ProtocolLevel): Uint8Array {
  const { reasonCode, properties } = packet;
  const first = firstByteOf('DISCONNECT');
  if (level !== 5) return Uint8Array.of(first, 0);
  checkReasonCode('DISCONNECT', reasonCode, 'MQTT5-3.14.2-1');
  const propertySize = propertiesSize('DISCONNECT', properties);
  if (propertySize === 0) return reasonCode === 0 ? Uint8Array.of(first, 0) : Uint8Array.of(first, 1, reasonCode);
  const size = 1 + lengthOfLength(propertySize) + propertySize;
  const writer = new PacketWriter('DISCONNECT', first, size, 5);
  writer.byte(reasonCode);
  writeProperties(writer, properties, propertySize);
  return writer.bytes;
}
