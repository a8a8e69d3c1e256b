import { refusal } from '../error.ts';
import { CONNACK_BITS } from '../field.ts';
import { firstByteOf } from '../fixed-header.ts';
import type { Connack, ProtocolLevel } from '../packet.ts';
import type { PacketReader } from '../packet-reader.ts';
import { PacketWriter } from '../packet-writer.ts';

const SESSION_PRESENT = 0x01;
const LAST_RETURN_CODE = 5;

/**
 * CONNACK [MQTT 3.1.1 §3.2]: acknowledge flags, of which only Session Present means something, and
 * a return code: 0 accepted, 1 unacceptable protocol version, 2 identifier rejected, 3 server
 * unavailable, 4 bad user name or password, 5 not authorized.
 */
export function decodeConnack(reader: PacketReader): Connack {
  const flags = reader.byte('acknowledge-flags', CONNACK_BITS);
  // MQTT 3.1 does not use this byte.
  const used = reader.level === 3 ? 0 : flags;
  if ((used & ~SESSION_PRESENT) !== 0) {
    throw refusal('connack-flags', 'MQTT-3.2.2.1', { flags: flags.toString(2).padStart(8, '0') });
  }
  const reasonCode = reader.byte('return-code');
  const sessionPresent = used === SESSION_PRESENT;
  checkReturnCode(reasonCode, sessionPresent);
  return { type: 'CONNACK', sessionPresent, reasonCode };
}

/** @throws MqttError when the packet would be illegal */
export function encodeConnack(packet: Connack, level: ProtocolLevel): Uint8Array {
  const { reasonCode, sessionPresent } = packet;
  checkReturnCode(reasonCode, sessionPresent);
  const writer = new PacketWriter('CONNACK', firstByteOf('CONNACK'), 2);
  writer.byte(sessionPresent && level !== 3 ? SESSION_PRESENT : 0);
  writer.byte(reasonCode);
  return writer.bytes;
}

function checkReturnCode(code: number, sessionPresent: boolean): void {
  if (!Number.isInteger(code) || code < 0 || code > LAST_RETURN_CODE) {
    throw refusal('return-code', 'MQTT-3.2.2.3', { packet: 'CONNACK', code });
  }
  // [MQTT-3.2.2-4]
  if (sessionPresent && code !== 0) throw refusal('session-present-refused', 'MQTT-3.2.2-4', { code });
}
