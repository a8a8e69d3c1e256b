import { encode } from '#runtime/mqtt/encode.ts';
import { firstByteOf } from '#runtime/mqtt/fixed-header.ts';
import { PacketWriter, textSize } from '#runtime/mqtt/packet-writer.ts';
import type { Packet, ProtocolLevel, Subscribe, Unsubscribe } from '#runtime/mqtt/packet.ts';

/**
 * A topic filter has at least one character [MQTT-4.7.3-1], yet libmosquitto lets `-t ''` through and
 * leaves it to the server to close the connection. So do we: the mistake is then to be seen on the
 * wire, as with the real tool. Everything else is encoded as the standard has it.
 * @throws MqttError when the packet is illegal in any other way
 */
export function encodeForClient(packet: Packet, level: ProtocolLevel): Uint8Array {
  if (packet.type === 'SUBSCRIBE' && packet.subscriptions.some(({ filter }) => filter === '')) return subscribe(packet);
  if (packet.type === 'UNSUBSCRIBE' && packet.filters.includes('')) return unsubscribe(packet);
  return encode(packet, level);
}

function subscribe({ packetId, subscriptions }: Subscribe): Uint8Array {
  const size = subscriptions.reduce((sum, { filter }) => sum + textSize('SUBSCRIBE', 'filter', filter) + 1, 2);
  const writer = new PacketWriter('SUBSCRIBE', firstByteOf('SUBSCRIBE'), size);
  writer.packetId(packetId);
  for (const { filter, qos } of subscriptions) {
    writer.text('filter', filter);
    writer.byte(qos);
  }
  return writer.bytes;
}

function unsubscribe({ packetId, filters }: Unsubscribe): Uint8Array {
  const size = filters.reduce((sum, filter) => sum + textSize('UNSUBSCRIBE', 'filter', filter), 2);
  const writer = new PacketWriter('UNSUBSCRIBE', firstByteOf('UNSUBSCRIBE'), size);
  writer.packetId(packetId);
  for (const filter of filters) writer.text('filter', filter);
  return writer.bytes;
}
