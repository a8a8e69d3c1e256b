import { refusal } from '#runtime/mqtt/refusal.ts';
import type { Packet } from '#runtime/mqtt/packet.ts';
import type { Connection } from '../connection.ts';
import { handleAuth } from './auth.ts';
import { handleConnect } from './connect.ts';
import { handleDisconnect } from './disconnect.ts';
import { handlePingreq } from './pingreq.ts';
import { handlePuback } from './puback.ts';
import { handlePubcomp } from './pubcomp.ts';
import { handlePublish } from './publish.ts';
import { handlePubrec } from './pubrec.ts';
import { handlePubrel } from './pubrel.ts';
import { handleSubscribe } from './subscribe.ts';
import { handleUnsubscribe } from './unsubscribe.ts';

/**
 * Every packet goes through here to its handler. The decoder has let through only what keeps the
 * rules of its own bytes.
 *
 * @throws MqttError, ConnectRefused: for `handleFailure`
 */
export function handlePacket(connection: Connection, packet: Packet): void {
  const { traffic } = connection.core;
  if (packet.type === 'PUBLISH') traffic.receivePublishes(1, packet.payload.length);
  else traffic.othersReceived++;
  if (packet.type === 'CONNECT') {
    handleConnect(connection, packet);
    return;
  }
  const { session } = connection;
  // [MQTT-3.1.0-1]
  if (session === undefined) throw refusal('connect-first', 'MQTT-3.1.0-1', { packet: packet.type });
  switch (packet.type) {
    case 'PUBLISH':
      return handlePublish(connection, session, packet);
    case 'PUBACK':
      return handlePuback(connection, session, packet);
    case 'PUBREC':
      return handlePubrec(connection, session, packet);
    case 'PUBREL':
      return handlePubrel(connection, session, packet);
    case 'PUBCOMP':
      return handlePubcomp(connection, session, packet);
    case 'SUBSCRIBE':
      return handleSubscribe(connection, session, packet);
    case 'UNSUBSCRIBE':
      return handleUnsubscribe(connection, session, packet);
    case 'PINGREQ':
      return handlePingreq(connection);
    case 'DISCONNECT':
      return handleDisconnect(connection, session, packet);
    case 'AUTH':
      return handleAuth();
    case 'CONNACK':
    case 'SUBACK':
    case 'UNSUBACK':
    case 'PINGRESP':
      throw refusal('direction', 'MQTT-2.2.1', { packet: packet.type, sender: 'client' });
  }
}
