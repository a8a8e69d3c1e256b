import type { Packet, Publish } from '#runtime/mqtt/packet.ts';
import { subscriptionOptions } from './unchecked-filter.ts';

/**
 * What `-d` shows of a packet, in libmosquitto's words, without the `Client NAME` before it:
 * `sending PUBLISH (d0, q1, r0, m1, 'd/x', ... (5 bytes))`, `received PUBACK (Mid: 1, RC:0)`.
 * A SUBSCRIBE makes one line a filter. Sent and received acknowledgements are worded differently there.
 */
export function sentLines(packet: Packet, packetId?: number): readonly string[] {
  switch (packet.type) {
    case 'PUBLISH':
      return [`sending PUBLISH ${publishText(packet, packetId ?? packet.packetId ?? 0)}`];
    case 'SUBSCRIBE':
      return packet.subscriptions.map(
        (subscription) =>
          `sending SUBSCRIBE (Mid: ${packet.packetId}, Topic: ${subscription.filter}, ` +
          `QoS: ${subscription.qos}, Options: 0x${optionsText(subscriptionOptions(subscription))})`,
      );
    case 'UNSUBSCRIBE':
      return packet.filters.map((filter) => `sending UNSUBSCRIBE (Mid: ${packet.packetId}, Topic: ${filter})`);
    case 'PUBACK':
    case 'PUBREC':
      return [`sending ${packet.type} (m${packet.packetId}, rc${packet.reasonCode})`];
    case 'PUBREL':
    case 'PUBCOMP':
      return [`sending ${packet.type} (m${packet.packetId})`];
    default:
      return [`sending ${packet.type}`];
  }
}

export function receivedLine(packet: Packet): string {
  switch (packet.type) {
    case 'CONNACK':
      return `received CONNACK (${packet.reasonCode})`;
    case 'PUBLISH':
      return `received PUBLISH ${publishText(packet, packet.packetId ?? 0)}`;
    case 'PUBACK':
    case 'PUBCOMP':
      return `received ${packet.type} (Mid: ${packet.packetId}, RC:${packet.reasonCode})`;
    case 'PUBREC':
    case 'PUBREL':
      return `received ${packet.type} (Mid: ${packet.packetId})`;
    default:
      return `received ${packet.type}`;
  }
}

/** The server's DISCONNECT: the one line in which libmosquitto does not name the client. */
export const disconnectedLine = (reasonCode: number): string => `Received DISCONNECT (${reasonCode})`;

/** The options of 5.0 without the QoS, which stands before them, in hexadecimal. */
const optionsText = (options: number): string => (options & ~0x03).toString(16).padStart(2, '0');

/** libmosquitto numbers QoS 0 messages too, though the number is not sent. `(null)`: an alias says the topic. */
function publishText({ dup, qos, retain, topic, payload }: Publish, packetId: number): string {
  const name = topic === '' ? '(null)' : topic;
  return `(d${Number(dup)}, q${qos}, r${Number(retain)}, m${packetId}, '${name}', ... (${payload.length} bytes))`;
}
