import { refusal } from '../error.ts';
import { firstByteOf } from '../fixed-header.ts';
import type { Publish, QoS } from '../packet.ts';
import type { PacketReader } from '../packet-reader.ts';
import { PacketWriter, textSize } from '../packet-writer.ts';
import { checkTopicName } from '../topic.ts';
import { topicError } from '../topic-flaw.ts';

const DUP = 0b1000;
const RETAIN = 0b0001;

/**
 * PUBLISH [MQTT 3.1.1 §3.3]: topic; a packet id at QoS 1 and 2 only [MQTT-2.3.1-5]; the payload is
 * whatever is left, nothing included.
 *
 * @param first the packet's first byte, with DUP, QoS and RETAIN, already checked
 */
export function decodePublish(reader: PacketReader, first: number): Publish {
  const qos = ((first >> 1) & 0b11) as QoS;
  // [MQTT-3.3.2-1]
  const topic = reader.text('topic');
  // [MQTT-3.3.2-2] [MQTT-4.7.3-1]
  const flaw = checkTopicName(topic);
  if (flaw !== undefined) throw topicError(flaw);
  const dup = (first & DUP) !== 0;
  const retain = (first & RETAIN) !== 0;
  if (qos === 0) return { type: 'PUBLISH', dup, qos, retain, topic, payload: reader.rest('payload') };
  const packetId = reader.packetId();
  return { type: 'PUBLISH', dup, qos, retain, topic, packetId, payload: reader.rest('payload') };
}

/** @throws MqttError when the packet would be illegal */
export function encodePublish(packet: Publish): Uint8Array {
  const { dup, qos, retain, topic, packetId, payload } = packet;
  // [MQTT-3.3.2-2] [MQTT-4.7.3-1]
  const flaw = checkTopicName(topic);
  if (flaw !== undefined) throw topicError(flaw);
  // [MQTT-3.3.1-2]
  if (dup && qos === 0) throw refusal('dup-at-qos-0', 'MQTT-3.3.1-2');
  // [MQTT-2.3.1-5]
  if (qos === 0 && packetId !== undefined) throw refusal('packet-id-unexpected', 'MQTT-2.3.1-5', { id: packetId });
  const size = textSize('PUBLISH', 'topic', topic) + (qos === 0 ? 0 : 2) + payload.length;
  const first = firstByteOf('PUBLISH') | (dup ? DUP : 0) | (qos << 1) | (retain ? RETAIN : 0);
  const writer = new PacketWriter('PUBLISH', first, size);
  writer.text('topic', topic);
  // [MQTT-2.3.1-1] Absent is as bad as 0.
  if (qos !== 0) writer.packetId(packetId ?? 0);
  writer.rest(payload);
  return writer.bytes;
}
