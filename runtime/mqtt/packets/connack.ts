import { clauseAt } from '../clause.ts';
import { refusal } from '../refusal.ts';
import { firstByteOf } from '../fixed-header.ts';
import type { Connack, ProtocolLevel } from '../packet.ts';
import type { PacketReader } from '../packet-reader.ts';
import { PacketWriter, lengthOfLength } from '../packet-writer.ts';
import { decodeProperties, propertiesSize, writeProperties } from '../properties.ts';
import { checkReasonCode, decodeReasonCode } from './reason.ts';

const SESSION_PRESENT = 0x01;
const LAST_RETURN_CODE = 5;
const UNACCEPTABLE_PROTOCOL_VERSION = 1;
const UNSUPPORTED_PROTOCOL_VERSION = 0x84;

/**
 * CONNACK [MQTT 3.1.1 §3.2]: acknowledge flags, of which only Session Present means something, and
 * a return code: 0 accepted, 1 unacceptable protocol version, 2 identifier rejected, 3 server
 * unavailable, 4 bad user name or password, 5 not authorized. In 5.0 a reason code stands there, and
 * properties follow [MQTT5 §3.2].
 *
 * A server that does not know 5.0 says so in its own words, `20 02 00 01`; a client of 5.0 reads
 * that as the reason code that means the same, 0x84.
 */
export function decodeConnack(reader: PacketReader): Connack {
  const { level } = reader;
  const flags = reader.byte('acknowledge-flags');
  // MQTT 3.1 does not use this byte.
  const used = level === 3 ? 0 : flags;
  // [MQTT5-3.2.2-1]
  if ((used & ~SESSION_PRESENT) !== 0) {
    const clause = clauseAt(level, 'MQTT-3.2.2.1', 'MQTT5-3.2.2-1');
    throw refusal('connack-flags', clause, { flags: flags.toString(2).padStart(8, '0') });
  }
  const sessionPresent = used === SESSION_PRESENT;
  if (level === 5 && !isOlderServer(reader)) return decodeRest(reader, sessionPresent);
  const reasonCode = reader.byte('return-code');
  checkReturnCode(reasonCode, sessionPresent);
  if (level === 5) return { type: 'CONNACK', sessionPresent, reasonCode: UNSUPPORTED_PROTOCOL_VERSION };
  return { type: 'CONNACK', sessionPresent, reasonCode };
}

function isOlderServer({ left, bytes, at }: PacketReader): boolean {
  return left === 1 && bytes[at] === UNACCEPTABLE_PROTOCOL_VERSION;
}

function decodeRest(reader: PacketReader, sessionPresent: boolean): Connack {
  // [MQTT5-3.2.2-8]
  const reasonCode = decodeReasonCode(reader, 'CONNACK', 'MQTT5-3.2.2-8');
  checkSessionPresent(reasonCode, sessionPresent, 5);
  const properties = decodeProperties(reader, 'CONNACK');
  return { type: 'CONNACK', sessionPresent, reasonCode, ...(properties !== undefined && { properties }) };
}

/** @throws MqttError when the packet would be illegal */
export function encodeConnack(packet: Connack, level: ProtocolLevel): Uint8Array {
  const { reasonCode, sessionPresent, properties } = packet;
  if (level === 5) {
    checkReasonCode('CONNACK', reasonCode, 'MQTT5-3.2.2-8');
    checkSessionPresent(reasonCode, sessionPresent, 5);
  } else {
    checkReturnCode(reasonCode, sessionPresent);
  }
  const propertySize = level === 5 ? propertiesSize('CONNACK', properties) : 0;
  const size = level === 5 ? 2 + lengthOfLength(propertySize) + propertySize : 2;
  const writer = new PacketWriter('CONNACK', firstByteOf('CONNACK'), size, level);
  writer.byte(sessionPresent && level !== 3 ? SESSION_PRESENT : 0);
  writer.byte(reasonCode);
  if (level === 5) writeProperties(writer, properties, propertySize);
  return writer.bytes;
}

function checkReturnCode(code: number, sessionPresent: boolean): void {
  if (!Number.isInteger(code) || code < 0 || code > LAST_RETURN_CODE) {
    throw refusal('return-code', 'MQTT-3.2.2.3', { packet: 'CONNACK', code });
  }
  checkSessionPresent(code, sessionPresent, 4);
}

// [MQTT-3.2.2-4] [MQTT5-3.2.2-6]
function checkSessionPresent(code: number, sessionPresent: boolean, level: ProtocolLevel): void {
  if (sessionPresent && code !== 0) {
    throw refusal('session-present-refused', clauseAt(level, 'MQTT-3.2.2-4', 'MQTT5-3.2.2-6'), { code });
  }
}
