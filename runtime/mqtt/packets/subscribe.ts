import { clauseAt } from '../clause.ts';
import { refusal } from '../refusal.ts';
import type { MqttError } from '../error.ts';
import { checkSharedFilter, checkTopicFilter, parseSharedFilter } from '../filter.ts';
import { firstByteOf } from '../fixed-header.ts';
import type { ProtocolLevel, QoS, Subscribe, Subscription } from '../packet.ts';
import type { PacketReader } from '../packet-reader.ts';
import { PacketWriter, lengthOfLength, textSize } from '../packet-writer.ts';
import { decodeProperties, propertiesSize, writeProperties } from '../properties.ts';
import { topicError } from '../topic-flaw.ts';

const NO_LOCAL = 0b0000_0100;
const RETAIN_AS_PUBLISHED = 0b0000_1000;
const RESERVED = 0b1100_0000;

/**
 * SUBSCRIBE [MQTT 3.1.1 §3.8]: packet id, then topic filters, at least one, each with the QoS that
 * is asked for, in one byte. In 5.0 properties come first, and the byte holds more options
 * [MQTT5 §3.8]: No Local, Retain As Published, Retain Handling.
 */
export function decodeSubscribe(reader: PacketReader): Subscribe {
  const packetId = reader.packetId();
  const properties = reader.level === 5 ? decodeProperties(reader, 'SUBSCRIBE') : undefined;
  // [MQTT-3.8.3-3] [MQTT5-3.8.3-2]
  if (reader.left === 0) throw noFilter(reader.level);
  const subscriptions: Subscription[] = [];
  while (reader.left > 0) subscriptions.push(decodeSubscription(reader));
  return { type: 'SUBSCRIBE', packetId, subscriptions, ...(properties !== undefined && { properties }) };
}

function decodeSubscription(reader: PacketReader): Subscription {
  const filter = decodeFilter(reader);
  if (reader.level === 5) {
    const subscription = fromOptions(filter, reader.byte('subscription-options'));
    checkNoLocal(subscription);
    return subscription;
  }
  const qos = reader.byte('requested-qos');
  // [MQTT-3.8.3-4], which the standard prints as MQTT-3-8.3-4.
  if (qos > 2) throw refusal('requested-qos', 'MQTT-3.8.3-4', { value: qos });
  return { filter, qos: qos as QoS };
}

function fromOptions(filter: string, options: number): Subscription {
  // [MQTT5-3.8.3-5]
  if ((options & RESERVED) !== 0) throw refusal('requested-reserved', 'MQTT5-3.8.3-5', { value: options >> 6 });
  const qos = options & 0b11;
  if (qos === 3) throw refusal('requested-qos-3', 'MQTT5-3.8.3.1');
  const retainHandling = (options >> 4) & 0b11;
  if (retainHandling === 3) throw refusal('requested-retain-handling', 'MQTT5-3.8.3.1');
  return {
    filter,
    qos: qos as QoS,
    noLocal: (options & NO_LOCAL) !== 0,
    retainAsPublished: (options & RETAIN_AS_PUBLISHED) !== 0,
    retainHandling: retainHandling as 0 | 1 | 2,
  };
}

function toOptions({ qos, noLocal, retainAsPublished, retainHandling = 0 }: Subscription): number {
  return (
    qos |
    (noLocal === true ? NO_LOCAL : 0) |
    (retainAsPublished === true ? RETAIN_AS_PUBLISHED : 0) |
    (retainHandling << 4)
  );
}

// [MQTT5-3.8.3-4]
function checkNoLocal({ filter, noLocal }: Subscription): void {
  if (noLocal === true && parseSharedFilter(filter) !== undefined) {
    throw refusal('no-local-shared', 'MQTT5-3.8.3-4');
  }
}

/** A topic filter of SUBSCRIBE [MQTT-3.8.3-1] or UNSUBSCRIBE [MQTT-3.10.3-1]. */
export function decodeFilter(reader: PacketReader): string {
  const filter = reader.text('filter');
  checkFilter(filter, reader.level, reader.packet);
  return filter;
}

/** @param packet that names it @throws MqttError `topic-filter-invalid` */
export function checkFilter(filter: string, level: ProtocolLevel, packet?: string): void {
  // [MQTT5-4.8.2-1] [MQTT5-4.8.2-2] 3.1.1 knows nothing of shared subscriptions, nor of rules for them.
  const flaw = (level === 5 ? checkSharedFilter(filter) : undefined) ?? checkTopicFilter(filter);
  if (flaw !== undefined) throw topicError(flaw, level, packet);
}

function noFilter(level: ProtocolLevel): MqttError {
  return refusal('no-filter', clauseAt(level, 'MQTT-3.8.3-3', 'MQTT5-3.8.3-2'), { packet: 'SUBSCRIBE' });
}

/** @throws MqttError when the packet would be illegal */
export function encodeSubscribe(packet: Subscribe, level: ProtocolLevel): Uint8Array {
  const { packetId, subscriptions, properties } = packet;
  // [MQTT-3.8.3-3] [MQTT5-3.8.3-2]
  if (subscriptions.length === 0) throw noFilter(level);
  const propertySize = level === 5 ? propertiesSize('SUBSCRIBE', properties) : 0;
  let size = level === 5 ? 2 + lengthOfLength(propertySize) + propertySize : 2;
  for (const subscription of subscriptions) {
    checkFilter(subscription.filter, level);
    if (level === 5) checkNoLocal(subscription);
    size += textSize('SUBSCRIBE', 'filter', subscription.filter, level) + 1;
  }
  const writer = new PacketWriter('SUBSCRIBE', firstByteOf('SUBSCRIBE'), size, level);
  writer.packetId(packetId);
  if (level === 5) writeProperties(writer, properties, propertySize);
  for (const subscription of subscriptions) {
    writer.text('filter', subscription.filter);
    writer.byte(level === 5 ? toOptions(subscription) : subscription.qos);
  }
  return writer.bytes;
}
