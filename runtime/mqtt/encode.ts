import { refusal } from './refusal.ts';
import { firstByteOf } from './fixed-header.ts';
import type { Packet, ProtocolLevel } from './packet.ts';
import { checkLevel } from './protocol-level.ts';
import { encodeAcknowledgement } from './packets/acknowledgement.ts';
import { encodeAuth } from './packets/auth.ts';
import { encodeConnack } from './packets/connack.ts';
import { encodeConnect } from './packets/connect.ts';
import { encodeDisconnect } from './packets/disconnect.ts';
import { encodePublish } from './packets/publish.ts';
import { encodeSuback } from './packets/suback.ts';
import { encodeSubscribe } from './packets/subscribe.ts';
import { encodeUnsuback } from './packets/unsuback.ts';
import { encodeUnsubscribe } from './packets/unsubscribe.ts';

/**
 * One control packet as bytes of its own. What only 5.0 knows (`properties`, reason codes beyond
 * those of 3.1.1) has no place below level 5 and is left out. Properties are written in the order in
 * which the object names them.
 *
 * @param level of the connection: 3, 4 or 5
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
      return encodePublish(packet, level);
    case 'PUBACK':
    case 'PUBREC':
    case 'PUBREL':
    case 'PUBCOMP':
      return encodeAcknowledgement(packet, level);
    case 'SUBSCRIBE':
      return encodeSubscribe(packet, level);
    case 'SUBACK':
      return encodeSuback(packet, level);
    case 'UNSUBSCRIBE':
      return encodeUnsubscribe(packet, level);
    case 'UNSUBACK':
      return encodeUnsuback(packet, level);
    case 'PINGREQ':
    case 'PINGRESP':
      return Uint8Array.of(firstByteOf(packet.type), 0);
    case 'DISCONNECT':
      return encodeDisconnect(packet, level);
    case 'AUTH':
      if (level === 5) return encodeAuth(packet);
      throw refusal('version-5-only', 'MQTT-2.2.1', { thing: 'AUTH' });
  }
}
