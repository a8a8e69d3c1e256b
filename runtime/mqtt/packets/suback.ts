import { refusal } from '../error.ts';
import { firstByteOf } from '../fixed-header.ts';
import type { Suback } from '../packet.ts';
import type { PacketReader } from '../packet-reader.ts';
import { PacketWriter } from '../packet-writer.ts';

/** The return code that refuses a subscription [MQTT 3.1.1 §3.9.3]. */
export const SUBACK_FAILURE = 0x80;

/**
 * SUBACK [MQTT 3.1.1 §3.9]: packet id, then one byte a filter, in their order: the QoS granted,
 * 0 to 2, or 0x80, refused.
 */
export function decodeSuback(reader: PacketReader): Suback {
  const packetId = reader.packetId();
  if (reader.left === 0) throw refusal('no-return-code', 'MQTT-3.9.3-1');
  const reasonCodes: number[] = [];
  while (reader.left > 0) {
    const code = reader.byte('granted-qos');
    checkReturnCode(code);
    reasonCodes.push(code);
  }
  return { type: 'SUBACK', packetId, reasonCodes };
}

/** @throws MqttError when the packet would be illegal */
export function encodeSuback(packet: Suback): Uint8Array {
  const { packetId, reasonCodes } = packet;
  if (reasonCodes.length === 0) throw refusal('no-return-code', 'MQTT-3.9.3-1');
  const writer = new PacketWriter('SUBACK', firstByteOf('SUBACK'), 2 + reasonCodes.length);
  writer.packetId(packetId);
  for (const code of reasonCodes) {
    checkReturnCode(code);
    writer.byte(code);
  }
  return writer.bytes;
}

// [MQTT-3.9.3-2]
function checkReturnCode(code: number): void {
  if (code === 0 || code === 1 || code === 2 || code === SUBACK_FAILURE) return;
  throw refusal('return-code', 'MQTT-3.9.3-2', { packet: 'SUBACK', code });
}
