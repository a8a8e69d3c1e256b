/**
 * A packet as one client can take it: in its version of MQTT, and in 5.0 no larger than it said. What
 * explains but is not needed is left out first:
 *
 *     SUBACK of 12 bytes, maximum packet size 20                        as it is
 *     DISCONNECT 0x82 with a reason string, 80 bytes, maximum 20        DISCONNECT 0x82, 3 bytes
 *     SUBACK of 24 bytes for 20 filters, maximum 20                     nothing: it cannot be said
 */
import { encode } from '#runtime/mqtt/encode.ts';
import type { Packet } from '#runtime/mqtt/packet.ts';
import type { Negotiated } from '../negotiated.ts';

/** @returns undefined: it is too large for this client, whatever is left out [MQTT5-3.1.2-24] */
export function encodeFor({ level, maximumPacketSize }: Negotiated, packet: Packet): Uint8Array | undefined {
  const bytes = encode(packet, level);
  if (bytes.length <= maximumPacketSize) return bytes;
  const short = encode(withoutExplanation(packet), level);
  return short.length <= maximumPacketSize ? short : undefined;
}

/**
 * [MQTT5-3.2.2-19] [MQTT5-3.2.2-20] [MQTT5-3.4.2-2] [MQTT5-3.5.2-2] [MQTT5-3.7.2-2] [MQTT5-3.9.2-1]
 * [MQTT5-3.11.2-1] [MQTT5-3.14.2-3]
 */
function withoutExplanation(packet: Packet): Packet {
  if (!('properties' in packet) || packet.properties === undefined || packet.type === 'PUBLISH') return packet;
  const { reasonString: _, userProperties: __, ...properties } = packet.properties;
  return { ...packet, properties };
}
