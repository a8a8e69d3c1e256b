import { refusal } from '../error.ts';
import { REQUESTED_QOS_BITS } from '../field.ts';
import { checkTopicFilter } from '../filter.ts';
import { firstByteOf } from '../fixed-header.ts';
import type { QoS, Subscribe, Subscription } from '../packet.ts';
import type { PacketReader } from '../packet-reader.ts';
import { PacketWriter, textSize } from '../packet-writer.ts';
import { topicError } from '../topic-flaw.ts';

/**
 * SUBSCRIBE [MQTT 3.1.1 §3.8]: packet id, then topic filters, at least one, each with the QoS that
 * is asked for, in one byte.
 */
export function decodeSubscribe(reader: PacketReader): Subscribe {
  const packetId = reader.packetId();
  // [MQTT-3.8.3-3]
  if (reader.left === 0) throw refusal('no-filter', 'MQTT-3.8.3-3', { packet: 'SUBSCRIBE' });
  const subscriptions: Subscription[] = [];
  while (reader.left > 0) {
    const filter = decodeFilter(reader);
    const options = reader.byte('requested-qos', REQUESTED_QOS_BITS);
    // [MQTT-3.8.3-4], which the standard prints as MQTT-3-8.3-4.
    if (options > 2) throw refusal('requested-qos', 'MQTT-3.8.3-4', { value: options });
    subscriptions.push({ filter, qos: options as QoS });
  }
  return { type: 'SUBSCRIBE', packetId, subscriptions };
}

/** A topic filter of SUBSCRIBE [MQTT-3.8.3-1] or UNSUBSCRIBE [MQTT-3.10.3-1]. */
export function decodeFilter(reader: PacketReader): string {
  const filter = reader.text('filter');
  checkFilter(filter);
  return filter;
}

/** @throws MqttError `topic-filter-invalid` */
export function checkFilter(filter: string): void {
  const flaw = checkTopicFilter(filter);
  if (flaw !== undefined) throw topicError(flaw);
}

/** @throws MqttError when the packet would be illegal */
export function encodeSubscribe(packet: Subscribe): Uint8Array {
  const { packetId, subscriptions } = packet;
  // [MQTT-3.8.3-3]
  if (subscriptions.length === 0) throw refusal('no-filter', 'MQTT-3.8.3-3', { packet: 'SUBSCRIBE' });
  let size = 2;
  for (const { filter } of subscriptions) {
    checkFilter(filter);
    size += textSize('SUBSCRIBE', 'filter', filter) + 1;
  }
  const writer = new PacketWriter('SUBSCRIBE', firstByteOf('SUBSCRIBE'), size);
  writer.packetId(packetId);
  for (const { filter, qos } of subscriptions) {
    writer.text('filter', filter);
    writer.byte(qos);
  }
  return writer.bytes;
}
