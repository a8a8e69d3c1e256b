/**
 * A PUBLISH without properties, written where it is sent from. The same message differs between
 * those who get it in little: the first byte (DUP, QoS, RETAIN), the packet id, and in 5.0 a byte
 * that says that there are no properties.
 *
 *     QoS 0, 3.1.1    30 05 00 01 61 6f 6e
 *     QoS 1, 3.1.1    32 07 00 01 61 00 07 6f 6e
 *     QoS 0, 5.0      30 06 00 01 61 00 6f 6e
 */
import type { PacketId, QoS } from '#runtime/mqtt/packet.ts';
import { lengthOfLength, writeVariableByteInteger } from '#runtime/mqtt/packet-writer.ts';
import { copyBytes } from './copy-bytes.ts';
import type { Message } from '../message.ts';
import type { Output } from './output.ts';

const PUBLISH = 0x30;

/** A payload that is at least so long is not copied. */
const LONG = 16 * 1024;

/** The first byte: DUP, QoS and RETAIN beside the type [MQTT 3.1.1 §3.3.1]. */
export function publishFlags(qos: QoS, retain: boolean, dup: boolean): number {
  return PUBLISH | (dup ? 8 : 0) | (qos << 1) | (retain ? 1 : 0);
}

/** Bytes between topic and payload: the packet id, and in 5.0 the properties behind their length. */
function between(qos: QoS, level5: boolean, properties: number): number {
  return (qos === 0 ? 0 : 2) + (level5 ? lengthOfLength(properties) + properties : 0);
}

/**
 * Bytes that the whole packet takes.
 *
 * @param properties bytes of its properties, without their length; in 5.0 only
 */
export function publishSize(message: Message, qos: QoS, level5: boolean, properties = 0): number {
  const remaining = message.size + between(qos, level5, properties);
  return 1 + lengthOfLength(remaining) + remaining;
}

/** @param packetId counts at QoS 1 and 2 only */
export function writePublish(
  output: Output,
  message: Message,
  qos: QoS,
  retain: boolean,
  dup: boolean,
  packetId: PacketId,
  level5: boolean,
): void {
  const { bytes, topicAt, topicEnd, payloadAt, end } = message;
  const gap = between(qos, level5, 0);
  const topicLength = topicEnd - topicAt;
  const payloadLength = end - payloadAt;
  const remaining = topicLength + gap + payloadLength;
  const isLong = payloadLength >= LONG;
  const here = 1 + lengthOfLength(remaining) + remaining - (isLong ? payloadLength : 0);
  output.traffic.sendPublishes(1, payloadLength);
  const into = output.reserve(here);
  let at = output.reserved - here;
  into[at++] = publishFlags(qos, retain, dup);
  at = writeVariableByteInteger(into, at, remaining);
  if (!isLong && payloadAt - topicEnd === gap) {
    // As it came: one copy, and what differs is written over.
    copyBytes(bytes, topicAt, end, into, at);
    at += topicLength;
  } else {
    copyBytes(bytes, topicAt, topicEnd, into, at);
    at += topicLength;
    if (!isLong) copyBytes(bytes, payloadAt, end, into, at + gap);
  }
  if (qos !== 0) {
    into[at++] = packetId >> 8;
    into[at++] = packetId & 0xff;
  }
  if (level5) into[at] = 0;
  if (isLong) output.append(bytes, payloadAt, end);
}
