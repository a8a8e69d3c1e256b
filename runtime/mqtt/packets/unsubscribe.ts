import { refusal } from '../error.ts';
import { firstByteOf } from '../fixed-header.ts';
import type { Unsubscribe } from '../packet.ts';
import type { PacketReader } from '../packet-reader.ts';
import { PacketWriter, textSize } from '../packet-writer.ts';
import { checkFilter, decodeFilter } from './subscribe.ts';

/** UNSUBSCRIBE [MQTT 3.1.1 §3.10]: packet id, then topic filters, at least one. */
export function decodeUnsubscribe(reader: PacketReader): Unsubscribe {
  const packetId = reader.packetId();
  // [MQTT-3.10.3-2]
  if (reader.left === 0) throw refusal('no-filter', 'MQTT-3.10.3-2', { packet: 'UNSUBSCRIBE' });
  const filters: string[] = [];
  while (reader.left > 0) filters.push(decodeFilter(reader));
  return { type: 'UNSUBSCRIBE', packetId, filters };
}

/** @throws MqttError when the packet would be illegal */
export function encodeUnsubscribe(packet: Unsubscribe): Uint8Array {
  const { packetId, filters } = packet;
  // [MQTT-3.10.3-2]
  if (filters.length === 0) throw refusal('no-filter', 'MQTT-3.10.3-2', { packet: 'UNSUBSCRIBE' });
  let size = 2;
  for (const filter of filters) {
    checkFilter(filter);
    size += textSize('UNSUBSCRIBE', 'filter', filter);
  }
  const writer = new PacketWriter('UNSUBSCRIBE', firstByteOf('UNSUBSCRIBE'), size);
  writer.packetId(packetId);
  for (const filter of filters) writer.text('filter', filter);
  return writer.bytes;
}
