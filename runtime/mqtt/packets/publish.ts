import { clauseAt } from '../clause.ts';
import { refusal } from '../refusal.ts';
import { firstByteOf } from '../fixed-header.ts';
import type { ProtocolLevel, Publish, QoS } from '../packet.ts';
import type { PacketReader } from '../packet-reader.ts';
import { PacketWriter, lengthOfLength, textSize } from '../packet-writer.ts';
import { decodeProperties, propertiesSize, writeProperties } from '../properties.ts';
import { checkTopicName } from '../topic.ts';
import { topicError } from '../topic-flaw.ts';

const DUP = 0b1000;
const RETAIN = 0b0001;

/**
 * PUBLISH [MQTT 3.1.1 §3.3]: topic; a packet id at QoS 1 and 2 only [MQTT-2.3.1-5]; in 5.0 properties
 * [MQTT5 §3.3]; the payload is whatever is left, nothing included.
 *
 * In 5.0 the topic may be empty where a topic alias stands for it.
 *
 * @param first the packet's first byte, with DUP, QoS and RETAIN, already checked
 */
export function decodePublish(reader: PacketReader, first: number): Publish {
  const qos = ((first >> 1) & 0b11) as QoS;
  const dup = (first & DUP) !== 0;
  const retain = (first & RETAIN) !== 0;
  // [MQTT-3.3.2-1] [MQTT5-3.3.2-1]
  const topic = reader.text('topic');
  if (reader.level === 5) return decodeRest(reader, { dup, qos, retain, topic });
  checkTopic(topic, reader.level);
  if (qos === 0) return { type: 'PUBLISH', dup, qos, retain, topic, payload: reader.rest('payload') };
  const packetId = reader.packetId();
  return { type: 'PUBLISH', dup, qos, retain, topic, packetId, payload: reader.rest('payload') };
}

function decodeRest(reader: PacketReader, begun: Pick<Publish, 'dup' | 'qos' | 'retain' | 'topic'>): Publish {
  const { qos, topic } = begun;
  if (topic !== '') checkTopic(topic, 5);
  const packetId = qos === 0 ? undefined : reader.packetId();
  const properties = decodeProperties(reader, 'PUBLISH');
  if (topic === '' && properties?.topicAlias === undefined) throw refusal('no-topic', 'MQTT5-3.3.2.1');
  return {
    type: 'PUBLISH',
    ...begun,
    ...(packetId !== undefined && { packetId }),
    payload: reader.rest('payload'),
    ...(properties !== undefined && { properties }),
  };
}

// [MQTT-3.3.2-2] [MQTT-4.7.3-1] [MQTT5-3.3.2-2] [MQTT5-4.7.3-1]
function checkTopic(topic: string, level: ProtocolLevel): void {
  const flaw = checkTopicName(topic);
  if (flaw !== undefined) throw topicError(flaw, level);
}

/** @throws MqttError when the packet would be illegal */
export function encodePublish(packet: Publish, level: ProtocolLevel): Uint8Array {
  const { dup, qos, retain, topic, packetId, payload, properties } = packet;
  if (level !== 5 || topic !== '') checkTopic(topic, level);
  else if (properties?.topicAlias === undefined) throw refusal('no-topic', 'MQTT5-3.3.2.1');
  // [MQTT-3.3.1-2] [MQTT5-3.3.1-2]
  if (dup && qos === 0) throw refusal('dup-at-qos-0', clauseAt(level, 'MQTT-3.3.1-2', 'MQTT5-3.3.1-2'));
  // [MQTT-2.3.1-5] [MQTT5-2.2.1-2]
  if (qos === 0 && packetId !== undefined) {
    throw refusal('packet-id-unexpected', clauseAt(level, 'MQTT-2.3.1-5', 'MQTT5-2.2.1-2'), { id: packetId });
  }
  const propertySize = level === 5 ? propertiesSize('PUBLISH', properties) : 0;
  const size =
    textSize('PUBLISH', 'topic', topic, level) +
    (qos === 0 ? 0 : 2) +
    (level === 5 ? lengthOfLength(propertySize) + propertySize : 0) +
    payload.length;
  const first = firstByteOf('PUBLISH') | (dup ? DUP : 0) | (qos << 1) | (retain ? RETAIN : 0);
  const writer = new PacketWriter('PUBLISH', first, size, level);
  writer.text('topic', topic);
  // [MQTT-2.3.1-1] [MQTT5-2.2.1-3] Absent is as bad as 0.
  if (qos !== 0) writer.packetId(packetId ?? 0);
  if (level === 5) writeProperties(writer, properties, propertySize);
  writer.rest(payload);
  return writer.bytes;
}
