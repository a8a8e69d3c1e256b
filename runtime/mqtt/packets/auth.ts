import { refusal } from '../refusal.ts';
import { firstByteOf } from '../fixed-header.ts';
import type { Auth, Properties } from '../packet.ts';
import type { PacketReader } from '../packet-reader.ts';
import { PacketWriter, lengthOfLength } from '../packet-writer.ts';
import { decodeProperties, propertiesSize, writeProperties } from '../properties.ts';
import { checkReasonCode, decodeReasonCode } from './reason.ts';

/**
 * AUTH [MQTT5 §3.15]: reason code (0 success, 0x18 continue, 0x19 re-authenticate) and properties,
 * the authentication method among them. A packet of nothing means 0, and none.
 */
export function decodeAuth(reader: PacketReader): Auth {
  if (reader.left === 0) return { type: 'AUTH', reasonCode: 0 };
  // [MQTT5-3.15.2-1]
  const reasonCode = decodeReasonCode(reader, 'AUTH', 'MQTT5-3.15.2-1');
  const properties = decodeProperties(reader, 'AUTH');
  checkMethod(properties);
  return { type: 'AUTH', reasonCode, ...(properties !== undefined && { properties }) };
}

/** @throws MqttError when the packet would be illegal */
export function encodeAuth(packet: Auth): Uint8Array {
  const { reasonCode, properties } = packet;
  checkReasonCode('AUTH', reasonCode, 'MQTT5-3.15.2-1');
  const propertySize = propertiesSize('AUTH', properties);
  if (reasonCode === 0 && propertySize === 0) return Uint8Array.of(firstByteOf('AUTH'), 0);
  checkMethod(properties);
  const size = 1 + lengthOfLength(propertySize) + propertySize;
  const writer = new PacketWriter('AUTH', firstByteOf('AUTH'), size, 5);
  writer.byte(reasonCode);
  writeProperties(writer, properties, propertySize);
  return writer.bytes;
}

function checkMethod(properties: Properties | undefined): void {
  if (properties?.authenticationMethod === undefined) {
    throw refusal('no-authentication-method', 'MQTT5-3.15.2.2.2');
  }
}
