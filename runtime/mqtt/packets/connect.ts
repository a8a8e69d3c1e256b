import { clauseAt } from '../clause.ts';
import { refusal } from '../refusal.ts';
import { firstByteOf } from '../fixed-header.ts';
import type { Connect, ProtocolLevel, QoS, Will } from '../packet.ts';
import type { PacketReader } from '../packet-reader.ts';
import { PacketWriter, binarySize, lengthOfLength, textSize } from '../packet-writer.ts';
import { decodeProperties, propertiesSize, writeProperties } from '../properties.ts';
import { checkTopicName } from '../topic.ts';
import { topicError } from '../topic-flaw.ts';

const USERNAME = 0x80;
const PASSWORD = 0x40;
const WILL_RETAIN = 0x20;
const WILL = 0x04;
const CLEAN = 0x02;
const RESERVED = 0x01;
const BRIDGE = 0x80;

/**
 * CONNECT [MQTT 3.1.1 §3.1]: protocol name and level, flags, keep alive; then, as the flags say,
 * client id, will topic, will message, user name, password [MQTT-3.1.3-1]. In 5.0 properties follow
 * the keep alive, and the will has its own, before its topic [MQTT5-3.1.3-1].
 *
 * @throws MqttError `unacceptable-protocol-level`, to be answered with return code 0x01 [MQTT-3.1.2-2]
 */
export function decodeConnect(reader: PacketReader): Connect {
  const [level, bridge] = decodeLevel(reader);
  reader.level = level;
  const flags = reader.byte('connect-flags');
  checkFlags(flags, level);
  const keepAlive = reader.word('keep-alive');
  const properties = level === 5 ? decodeProperties(reader, 'CONNECT') : undefined;
  // [MQTT-3.1.3-3] [MQTT-3.1.3-4] [MQTT5-3.1.3-3] [MQTT5-3.1.3-4]
  const clientId = reader.text('client-id');
  // [MQTT-3.1.2-9] [MQTT5-3.1.2-9]
  const will = (flags & WILL) === 0 ? undefined : decodeWill(reader, flags);
  // [MQTT-3.1.2-19] [MQTT-3.1.3-11] [MQTT5-3.1.2-17] [MQTT5-3.1.3-12]
  const username = (flags & USERNAME) === 0 ? undefined : reader.text('username');
  // [MQTT-3.1.2-21] [MQTT5-3.1.2-19]
  const password = (flags & PASSWORD) === 0 ? undefined : reader.binary('password');
  return {
    type: 'CONNECT',
    level,
    ...(bridge && { bridge }),
    clean: (flags & CLEAN) !== 0,
    keepAlive,
    clientId,
    ...(will !== undefined && { will }),
    ...(username !== undefined && { username }),
    ...(password !== undefined && { password }),
    ...(properties !== undefined && { properties }),
  };
}

function decodeLevel(reader: PacketReader): [level: ProtocolLevel, bridge: boolean] {
  const name = reader.text('protocol-name');
  // [MQTT-3.1.2-1] [MQTT5-3.1.2-1]
  if (name !== 'MQTT' && name !== 'MQIsdp') throw refusal('protocol-name', 'MQTT-3.1.2-1', { name });
  const byte = reader.byte('protocol-level');
  const level = byte & ~BRIDGE;
  // [MQTT-3.1.2-2] [MQTT5-3.1.2-2]
  const isKnown = name === 'MQTT' ? level === 4 || level === 5 : level === 3;
  if (!isKnown) throw refusal('protocol-level', 'MQTT-3.1.2-2', { name, level });
  return [level as ProtocolLevel, (byte & BRIDGE) !== 0];
}

function checkFlags(flags: number, level: ProtocolLevel): void {
  // [MQTT-3.1.2-3] [MQTT5-3.1.2-3]
  if ((flags & RESERVED) !== 0) {
    throw refusal('connect-reserved-flag', clauseAt(level, 'MQTT-3.1.2-3', 'MQTT5-3.1.2-3'));
  }
  const qos = (flags >> 3) & 0b11;
  if ((flags & WILL) === 0) {
    // [MQTT-3.1.2-11] [MQTT-3.1.2-13] [MQTT5-3.1.2-11]
    if (qos !== 0) {
      throw refusal('will-qos-without-will', clauseAt(level, 'MQTT-3.1.2-13', 'MQTT5-3.1.2-11'), { qos });
    }
    // [MQTT-3.1.2-15] [MQTT5-3.1.2-13]
    if ((flags & WILL_RETAIN) !== 0) {
      throw refusal('will-retain-without-will', clauseAt(level, 'MQTT-3.1.2-15', 'MQTT5-3.1.2-13'));
    }
  }
  // [MQTT-3.1.2-14] [MQTT5-3.1.2-12]
  if (qos === 3) throw refusal('will-qos', clauseAt(level, 'MQTT-3.1.2-14', 'MQTT5-3.1.2-12'));
  // [MQTT-3.1.2-22] 5.0 takes a password without a user name [MQTT5 §3.1.2.9].
  if (level !== 5 && (flags & PASSWORD) !== 0 && (flags & USERNAME) === 0) {
    throw refusal('password-without-username', 'MQTT-3.1.2-22');
  }
}

function decodeWill(reader: PacketReader, flags: number): Will {
  const properties = reader.level === 5 ? decodeProperties(reader, 'will') : undefined;
  // [MQTT-3.1.3-10] [MQTT5-3.1.3-11]
  const topic = reader.text('will-topic');
  checkWillTopic(topic, reader.level);
  const payload = reader.binary('will-payload');
  const qos = ((flags >> 3) & 0b11) as QoS;
  const retain = (flags & WILL_RETAIN) !== 0;
  return { topic, payload, qos, retain, ...(properties !== undefined && { properties }) };
}

/** The will is published one day: what holds for the topic of a PUBLISH holds for its. */
function checkWillTopic(topic: string, level: ProtocolLevel): void {
  const flaw = checkTopicName(topic);
  if (flaw !== undefined) throw topicError(flaw, level);
}

/** @throws MqttError when the packet would be illegal */
export function encodeConnect(packet: Connect, level: ProtocolLevel): Uint8Array {
  const { clientId, will, username, password, properties } = packet;
  if (packet.level !== level) {
    const clause = clauseAt(level, 'MQTT-3.1.2-2', 'MQTT5-3.1.2-2');
    throw refusal('level-mismatch', clause, { level: packet.level, expected: level });
  }
  // [MQTT-3.1.2-22]
  if (level !== 5 && password !== undefined && username === undefined) {
    throw refusal('password-without-username', 'MQTT-3.1.2-22');
  }
  const name = level === 3 ? 'MQIsdp' : 'MQTT';
  const propertySize = level === 5 ? propertiesSize('CONNECT', properties) : 0;
  const willPropertySize = level === 5 ? propertiesSize('will', will?.properties) : 0;
  let size = textSize('CONNECT', 'protocol-name', name) + 4 + textSize('CONNECT', 'client-id', clientId, level);
  if (level === 5) size += lengthOfLength(propertySize) + propertySize;
  if (will !== undefined) {
    checkWillTopic(will.topic, level);
    if (level === 5) size += lengthOfLength(willPropertySize) + willPropertySize;
    size += textSize('CONNECT', 'will-topic', will.topic, level);
    size += binarySize('CONNECT', 'will-payload', will.payload, level);
  }
  if (username !== undefined) size += textSize('CONNECT', 'username', username, level);
  if (password !== undefined) size += binarySize('CONNECT', 'password', password, level);

  const writer = new PacketWriter('CONNECT', firstByteOf('CONNECT'), size, level);
  writer.text('protocol-name', name);
  writer.byte(level | (packet.bridge === true ? BRIDGE : 0));
  writer.byte(flagsOf(packet));
  writer.word('keep-alive', packet.keepAlive);
  if (level === 5) writeProperties(writer, properties, propertySize);
  writer.text('client-id', clientId);
  if (will !== undefined) {
    if (level === 5) writeProperties(writer, will.properties, willPropertySize);
    writer.text('will-topic', will.topic);
    writer.binary('will-payload', will.payload);
  }
  if (username !== undefined) writer.text('username', username);
  if (password !== undefined) writer.binary('password', password);
  return writer.bytes;
}

function flagsOf({ clean, will, username, password }: Connect): number {
  let flags = clean ? CLEAN : 0;
  if (will !== undefined) flags |= WILL | (will.qos << 3) | (will.retain ? WILL_RETAIN : 0);
  if (username !== undefined) flags |= USERNAME;
  if (password !== undefined) flags |= PASSWORD;
  return flags;
}
