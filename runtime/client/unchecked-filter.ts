import { encode } from '#runtime/mqtt/encode.ts';
import { firstByteOf } from '#runtime/mqtt/fixed-header.ts';
import { PacketWriter, lengthOfLength, textSize } from '#runtime/mqtt/packet-writer.ts';
import type { Packet, ProtocolLevel, Subscribe, Subscription, Unsubscribe } from '#runtime/mqtt/packet.ts';
import { propertiesSize, writeProperties } from '#runtime/mqtt/properties.ts';

/**
 * A topic filter has at least one character [MQTT-4.7.3-1], and one that begins with `$share` names a
 * group and a filter [MQTT5-4.8.2-1]. Yet libmosquitto lets `-t ''` and `-t '$share/g'` through and
 * leaves it to the server to close the connection. So do we: the mistake is then to be seen on the
 * wire, as with the real tool. Everything else is encoded as the standard has it.
 * @throws MqttError when the packet is illegal in any other way
 */
export function encodeForClient(packet: Packet, level: ProtocolLevel): Uint8Array {
  if (packet.type === 'SUBSCRIBE' && packet.subscriptions.some(({ filter }) => isLeftToServer(filter))) {
    return subscribe(packet, level);
  }
  if (packet.type === 'UNSUBSCRIBE' && packet.filters.some(isLeftToServer)) return unsubscribe(packet, level);
  return encode(packet, level);
}

const isLeftToServer = (filter: string): boolean => filter === '' || filter.startsWith('$share/');

function subscribe(packet: Subscribe, level: ProtocolLevel): Uint8Array {
  const { subscriptions } = packet;
  const writer = begin(
    packet,
    subscriptions.map(({ filter }) => filter),
    subscriptions.length,
    level,
  );
  for (const subscription of subscriptions) {
    writer.text('filter', subscription.filter);
    writer.byte(level === 5 ? subscriptionOptions(subscription) : subscription.qos);
  }
  return writer.bytes;
}

function unsubscribe(packet: Unsubscribe, level: ProtocolLevel): Uint8Array {
  const writer = begin(packet, packet.filters, 0, level);
  for (const filter of packet.filters) writer.text('filter', filter);
  return writer.bytes;
}

/** Header, packet id and properties of a packet with these filters and so many other bytes. */
function begin(
  { type, packetId, properties }: Subscribe | Unsubscribe,
  filters: readonly string[],
  others: number,
  level: ProtocolLevel,
): PacketWriter {
  const propertySize = level === 5 ? propertiesSize(type, properties) : 0;
  const head = level === 5 ? 2 + lengthOfLength(propertySize) + propertySize : 2;
  const size = filters.reduce((sum, filter) => sum + textSize(type, 'filter', filter, level), head + others);
  const writer = new PacketWriter(type, firstByteOf(type), size, level);
  writer.packetId(packetId);
  if (level === 5) writeProperties(writer, properties, propertySize);
  return writer;
}

/** The byte behind a filter: QoS and, since 5.0, three options [MQTT5 §3.8.3.1]. */
export function subscriptionOptions({ qos, noLocal, retainAsPublished, retainHandling = 0 }: Subscription): number {
  return qos | (noLocal === true ? 0x04 : 0) | (retainAsPublished === true ? 0x08 : 0) | (retainHandling << 4);
}
