import { firstByteOf } from '../fixed-header.ts';
import type { Acknowledgement } from '../packet.ts';
import type { PacketReader } from '../packet-reader.ts';
import { PacketWriter } from '../packet-writer.ts';

/** PUBACK, PUBREC, PUBREL, PUBCOMP [MQTT 3.1.1 §3.4 to §3.7]: the packet id, nothing else. */
export function decodeAcknowledgement(reader: PacketReader, type: Acknowledgement['type']): Acknowledgement {
  return { type, packetId: reader.packetId(), reasonCode: 0 };
}

/** @throws MqttError when the packet would be illegal */
export function encodeAcknowledgement(packet: Acknowledgement): Uint8Array {
  const writer = new PacketWriter(packet.type, firstByteOf(packet.type), 2);
  writer.packetId(packet.packetId);
  return writer.bytes;
}
