import { refusal } from '../error.ts';
import { CONNECT_BITS, LEVEL_BITS } from '../field.ts';
import { firstByteOf } from '../fixed-header.ts';
import type { Connect, ProtocolLevel, QoS, Will } from '../packet.ts';
import type { PacketReader } from '../packet-reader.ts';
import { PacketWriter, binarySize, textSize } from '../packet-writer.ts';
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
 * client id, will topic, will message, user name, password [MQTT-3.1.3-1].
 *
 * @throws MqttError `unacceptable-protocol-level`, to be answered with return code 0x01 [MQTT-3.1.2-2]
 */
export function decodeConnect(reader: PacketReader): Connect {
  const [level, bridge] = decodeLevel(reader);
  const flags = reader.byte('connect-flags', CONNECT_BITS);
  checkFlags(flags);
  const keepAlive = reader.word('keep-alive');
  // [MQTT-3.1.3-3] [MQTT-3.1.3-4]
  const clientId = reader.text('client-id');
  // [MQTT-3.1.2-9]
  const will = (flags & WILL) === 0 ? undefined : decodeWill(reader, flags);
  // [MQTT-3.1.2-19] [MQTT-3.1.3-11]
  const username = (flags & USERNAME) === 0 ? undefined : reader.text('username');
  // [MQTT-3.1.2-21]
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
  };
}

function decodeLevel(reader: PacketReader): [level: ProtocolLevel, bridge: boolean] {
  const name = reader.text('protocol-name');
  // [MQTT-3.1.2-1]
  if (name !== 'MQTT' && name !== 'MQIsdp') throw refusal('protocol-name', 'MQTT-3.1.2-1', { name });
  const byte = reader.byte('protocol-level', LEVEL_BITS);
  const level = byte & ~BRIDGE;
  // [MQTT-3.1.2-2]
  if (level !== (name === 'MQTT' ? 4 : 3)) throw refusal('protocol-level', 'MQTT-3.1.2-2', { name, level });
  return [level === 4 ? 4 : 3, (byte & BRIDGE) !== 0];
}

function checkFlags(flags: number): void {
  // [MQTT-3.1.2-3]
  if ((flags & RESERVED) !== 0) throw refusal('connect-reserved-flag', 'MQTT-3.1.2-3');
  const qos = (flags >> 3) & 0b11;
  if ((flags & WILL) === 0) {
    // [MQTT-3.1.2-11] [MQTT-3.1.2-13]
    if (qos !== 0) throw refusal('will-qos-without-will', 'MQTT-3.1.2-13', { qos });
    // [MQTT-3.1.2-15]
    if ((flags & WILL_RETAIN) !== 0) throw refusal('will-retain-without-will', 'MQTT-3.1.2-15');
  }
  // [MQTT-3.1.2-14]
  if (qos === 3) throw refusal('will-qos', 'MQTT-3.1.2-14');
  // [MQTT-3.1.2-22]
  if ((flags & PASSWORD) !== 0 && (flags & USERNAME) === 0) {
    throw refusal('password-without-username', 'MQTT-3.1.2-22');
  }
}

function decodeWill(reader: PacketReader, flags: number): Will {
  // [MQTT-3.1.3-10]
  const topic = reader.text('will-topic');
  checkWillTopic(topic);
  const payload = reader.binary('will-payload');
  return { topic, payload, qos: ((flags >> 3) & 0b11) as QoS, retain: (flags & WILL_RETAIN) !== 0 };
}

/** The will is published one day: what holds for the topic of a PUBLISH holds for its. */
function checkWillTopic(topic: string): void {
  const flaw = checkTopicName(topic);
  if (flaw !== undefined) throw topicError(flaw);
}

/** @throws MqttError when the packet would be illegal */
export function encodeConnect(packet: Connect, level: ProtocolLevel): Uint8Array {
  const { will, username, password } = packet;
  if (packet.level !== level) {
    throw refusal('level-mismatch', 'MQTT-3.1.2-2', { level: packet.level, expected: level });
  }
  // [MQTT-3.1.2-22]
  if (password !== undefined && username === undefined) throw refusal('password-without-username', 'MQTT-3.1.2-22');
  const name = level === 3 ? 'MQIsdp' : 'MQTT';
  let size = textSize('CONNECT', 'protocol-name', name) + 4 + textSize('CONNECT', 'client-id', packet.clientId);
  if (will !== undefined) {
    checkWillTopic(will.topic);
    size += textSize('CONNECT', 'will-topic', will.topic) + binarySize('CONNECT', 'will-payload', will.payload);
  }
  if (username !== undefined) size += textSize('CONNECT', 'username', username);
  if (password !== undefined) size += binarySize('CONNECT', 'password', password);

  const writer = new PacketWriter('CONNECT', firstByteOf('CONNECT'), size);
  writer.text('protocol-name', name);
  writer.byte(level | (packet.bridge === true ? BRIDGE : 0));
  writer.byte(flagsOf(packet));
  writer.word('keep-alive', packet.keepAlive);
  writer.text('client-id', packet.clientId);
  if (will !== undefined) {
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
