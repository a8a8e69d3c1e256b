import { refusal } from './error.ts';
import { firstByteOf } from './fixed-header.ts';
import type { Packet, ProtocolLevel } from './packet.ts';
import { checkLevel } from './protocol-level.ts';
import { encodeAcknowledgement } from './packets/acknowledgement.ts';
import { encodeConnack } from './packets/connack.ts';
import { encodeConnect } from './packets/connect.ts';
import { encodePublish } from './packets/publish.ts';
import { encodeSuback } from './packets/suback.ts';
import { encodeSubscribe } from './packets/subscribe.ts';
import { encodeUnsuback } from './packets/unsuback.ts';
import { encodeUnsubscribe } from './packets/unsubscribe.ts';

/**
 * One control packet as bytes of its own. What only 5.0 knows (`properties`, reason codes beyond
 * those of 3.1.1) has no place below level 5 and is left out.
 *
 * @param level of the connection: 3 or 4
 * @throws MqttError when the packet would be illegal: a packet id of 0, a topic with a wildcard, a
 * field too long for its length, …
 */
export function encode(packet: Packet, level: ProtocolLevel): Uint8Array {
  checkLevel(level);
  switch (packet.type) {
    case 'CONNECT':
      return encodeConnect(packet, level);
    case 'CONNACK':
      return encodeConnack(packet, level);
    case 'PUBLISH':
      return encodePublish(packet);
    case 'PUBACK':
    case 'PUBREC':
    case 'PUBREL':
    case 'PUBCOMP':
      return encodeAcknowledgement(packet);
    case 'SUBSCRIBE':
      return encodeSubscribe(packet);
    case 'SUBACK':
      return encodeSuback(packet);
    case 'UNSUBSCRIBE':
      return encodeUnsubscribe(packet);
    case 'UNSUBACK':
      return encodeUnsuback(packet);
    case 'PINGREQ':
    case 'PINGRESP':
    case 'DISCONNECT':
      return Uint8Array.of(firstByteOf(packet.type), 0);
    case 'AUTH':
      throw refusal('version-5-only', 'MQTT-2.2.1', { thing: 'AUTH' });
  }
}
