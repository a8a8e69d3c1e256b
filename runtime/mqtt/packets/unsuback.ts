import { firstByteOf } from '../fixed-header.ts';
import type { Unsuback } from '../packet.ts';
import type { PacketReader } from '../packet-reader.ts';
import { PacketWriter } from '../packet-writer.ts';

/** UNSUBACK [MQTT 3.1.1 §3.11]: the packet id, nothing else. */
export function decodeUnsuback(reader: PacketReader): Unsuback {
  return { type: 'UNSUBACK', packetId: reader.packetId() };
}

/** @throws MqttError when the packet would be illegal */
export function encodeUnsuback(packet: Unsuback): Uint8Array {
  const writer = new PacketWriter('UNSUBACK', firstByteOf('UNSUBACK'), 2);
  writer.packetId(packet.packetId);
  return writer.bytes;
}
