import { clauseAt } from '../clause.ts';
import { refusal } from '../refusal.ts';
import type { MqttError } from '../error.ts';
import { firstByteOf } from '../fixed-header.ts';
import type { ProtocolLevel, Unsubscribe } from '../packet.ts';
import type { PacketReader } from '../packet-reader.ts';
import { PacketWriter, lengthOfLength, textSize } from '../packet-writer.ts';
import { decodeProperties, propertiesSize, writeProperties } from '../properties.ts';
import { checkFilter, decodeFilter } from './subscribe.ts';

/** UNSUBSCRIBE [MQTT 3.1.1 §3.10]: packet id, in 5.0 properties, then topic filters, at least one. */
export function decodeUnsubscribe(reader: PacketReader): Unsubscribe {
  const packetId = reader.packetId();
  const properties = reader.level === 5 ? decodeProperties(reader, 'UNSUBSCRIBE') : undefined;
  // [MQTT-3.10.3-2] [MQTT5-3.10.3-2]
  if (reader.left === 0) throw noFilter(reader.level);
  const filters: string[] = [];
  while (reader.left > 0) filters.push(decodeFilter(reader));
  return { type: 'UNSUBSCRIBE', packetId, filters, ...(properties !== undefined && { properties }) };
}

/** @throws MqttError when the packet would be illegal */
export function encodeUnsubscribe(packet: Unsubscribe, level: ProtocolLevel): Uint8Array {
  const { packetId, filters, properties } = packet;
  // [MQTT-3.10.3-2] [MQTT5-3.10.3-2]
  if (filters.length === 0) throw noFilter(level);
  const propertySize = level === 5 ? propertiesSize('UNSUBSCRIBE', properties) : 0;
  let size = level === 5 ? 2 + lengthOfLength(propertySize) + propertySize : 2;
  for (const filter of filters) {
    checkFilter(filter, level);
    size += textSize('UNSUBSCRIBE', 'filter', filter, level);
  }
  const writer = new PacketWriter('UNSUBSCRIBE', firstByteOf('UNSUBSCRIBE'), size, level);
  writer.packetId(packetId);
  if (level === 5) writeProperties(writer, properties, propertySize);
  for (const filter of filters) writer.text('filter', filter);
  return writer.bytes;
}

function noFilter(level: ProtocolLevel): MqttError {
  return refusal('no-filter', clauseAt(level, 'MQTT-3.10.3-2', 'MQTT5-3.10.3-2'), { packet: 'UNSUBSCRIBE' });
}
