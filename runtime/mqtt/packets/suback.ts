import { refusal } from '../refusal.ts';
import { firstByteOf } from '../fixed-header.ts';
import type { ProtocolLevel, Suback } from '../packet.ts';
import type { PacketReader } from '../packet-reader.ts';
import { PacketWriter, lengthOfLength } from '../packet-writer.ts';
import { decodeProperties, propertiesSize, writeProperties } from '../properties.ts';
import { checkReasonCode, decodeReasonCode } from './reason.ts';

/** The return code that refuses a subscription [MQTT 3.1.1 §3.9.3]. */
export const SUBACK_FAILURE = 0x80;

/**
 * SUBACK [MQTT 3.1.1 §3.9]: packet id, then one byte a filter, in their order: the QoS granted,
 * 0 to 2, or 0x80, refused. In 5.0 properties come first, and the byte says why [MQTT5 §3.9].
 */
export function decodeSuback(reader: PacketReader): Suback {
  const packetId = reader.packetId();
  const properties = reader.level === 5 ? decodeProperties(reader, 'SUBACK') : undefined;
  if (reader.left === 0) throw noCode(reader.level);
  const reasonCodes: number[] = [];
  while (reader.left > 0) {
    // [MQTT5-3.9.3-2]
    if (reader.level === 5) reasonCodes.push(decodeReasonCode(reader, 'SUBACK', 'MQTT5-3.9.3-2'));
    else reasonCodes.push(decodeReturnCode(reader));
  }
  return { type: 'SUBACK', packetId, reasonCodes, ...(properties !== undefined && { properties }) };
}

function decodeReturnCode(reader: PacketReader): number {
  const code = reader.byte('granted-qos');
  checkReturnCode(code);
  return code;
}

/** @throws MqttError when the packet would be illegal */
export function encodeSuback(packet: Suback, level: ProtocolLevel): Uint8Array {
  const { packetId, reasonCodes, properties } = packet;
  if (reasonCodes.length === 0) throw noCode(level);
  const propertySize = level === 5 ? propertiesSize('SUBACK', properties) : 0;
  const size = 2 + (level === 5 ? lengthOfLength(propertySize) + propertySize : 0) + reasonCodes.length;
  const writer = new PacketWriter('SUBACK', firstByteOf('SUBACK'), size, level);
  writer.packetId(packetId);
  if (level === 5) writeProperties(writer, properties, propertySize);
  for (const code of reasonCodes) {
    if (level === 5) checkReasonCode('SUBACK', code, 'MQTT5-3.9.3-2');
    else checkReturnCode(code);
    writer.byte(code);
  }
  return writer.bytes;
}

// [MQTT-3.9.3-2]
function checkReturnCode(code: number): void {
  if (code === 0 || code === 1 || code === 2 || code === SUBACK_FAILURE) return;
  throw refusal('return-code', 'MQTT-3.9.3-2', { packet: 'SUBACK', code });
}

function noCode(level: ProtocolLevel): Error {
  if (level === 5) return refusal('no-reason-code', 'MQTT5-3.9.3-1', { packet: 'SUBACK' });
  return refusal('no-return-code', 'MQTT-3.9.3-1');
}
