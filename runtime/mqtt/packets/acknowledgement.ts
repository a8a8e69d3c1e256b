import { firstByteOf } from '../fixed-header.ts';
import type { Acknowledgement, ProtocolLevel } from '../packet.ts';
import type { PacketReader } from '../packet-reader.ts';
import { PacketWriter, lengthOfLength } from '../packet-writer.ts';
import { decodeProperties, propertiesSize, writeProperties } from '../properties.ts';
import { checkReasonCode, decodeReasonCode } from './reason.ts';

/**
 * PUBACK, PUBREC, PUBREL, PUBCOMP [MQTT 3.1.1 §3.4 to §3.7]: the packet id, nothing else. In 5.0 a
 * reason code and properties may follow; a packet that ends before them means 0, and none.
 */
export function decodeAcknowledgement(reader: PacketReader, type: Acknowledgement['type']): Acknowledgement {
  const packetId = reader.packetId();
  if (reader.level !== 5 || reader.left === 0) return { type, packetId, reasonCode: 0 };
  // [MQTT5-3.4.2-1] [MQTT5-3.5.2-1] [MQTT5-3.6.2-1] [MQTT5-3.7.2-1]
  const reasonCode = decodeReasonCode(reader, type, REASON_CLAUSES[type]);
  if (reader.left === 0) return { type, packetId, reasonCode };
  const properties = decodeProperties(reader, type);
  return { type, packetId, reasonCode, ...(properties !== undefined && { properties }) };
}

const REASON_CLAUSES: Readonly<Record<Acknowledgement['type'], string>> = {
  PUBACK: 'MQTT5-3.4.2-1',
  PUBREC: 'MQTT5-3.5.2-1',
  PUBREL: 'MQTT5-3.6.2-1',
  PUBCOMP: 'MQTT5-3.7.2-1',
};

/** @throws MqttError when the packet would be illegal */
export function encodeAcknowledgement(packet: Acknowledgement, level: ProtocolLevel): Uint8Array {
  const { type, packetId, reasonCode, properties } = packet;
  let size = 2;
  let propertySize = 0;
  if (level === 5) {
    checkReasonCode(type, reasonCode, REASON_CLAUSES[type]);
    propertySize = propertiesSize(type, properties);
    if (propertySize > 0) size = 3 + lengthOfLength(propertySize) + propertySize;
    else if (reasonCode !== 0) size = 3;
  }
  const writer = new PacketWriter(type, firstByteOf(type), size, level);
  writer.packetId(packetId);
  if (size > 2) writer.byte(reasonCode);
  if (propertySize > 0) writeProperties(writer, properties, propertySize);
  return writer.bytes;
}
