import type { Connack, Connect, Properties } from '#runtime/mqtt/packet.ts';
import { ConnectRefused } from '../connect-refused.ts';
import type { Connection } from '../connection.ts';
import { encodeFor } from '../output/encode-for.ts';
import { expiryAsked, expiryOf, servedKeepAlive } from '../negotiated.ts';

/** Before anything is changed for a client that could not be told. [MQTT5-3.1.2-24] */
export function checkAnswerFits(connection: Connection, packet: Connect, clientId: string): void {
  const { negotiated } = connection;
  if (encodeFor(negotiated, answer(connection, packet, clientId, false)) !== undefined) return;
  throw new ConnectRefused(
    'packet-too-large',
    `CONNACK does not fit into the maximum packet size of ${negotiated.maximumPacketSize} bytes`,
    'packet-too-large',
  );
}

/**
 * The first packet that a client gets [MQTT-3.2.0-1] [MQTT5-3.2.0-1]: it is let in, and in 5.0 told
 * what it has to keep to.
 *
 * @param present whether there is a session from before that goes on [MQTT-3.2.2-1] [MQTT-3.2.2-2]
 * [MQTT-3.2.2-3] [MQTT5-3.2.2-2] [MQTT5-3.2.2-3]
 */
export function acknowledgeConnect(connection: Connection, packet: Connect, present: boolean): void {
  const connack = answer(connection, packet, connection.name, present);
  connection.log.debug?.(`Sending CONNACK to ${connection.name} (${Number(connack.sessionPresent)}, 0)`);
  connection.send(connack);
}

function answer(connection: Connection, packet: Connect, clientId: string, present: boolean): Connack {
  // MQTT 3.1 has no session present: the byte is reserved there.
  const sessionPresent = present && packet.level > 3;
  const connack: Connack = { type: 'CONNACK', sessionPresent, reasonCode: 0 };
  return packet.level < 5 ? connack : { ...connack, properties: terms(connection, packet, clientId) };
}

/** What is not as the client asked or the standard supposes, in the order in which Mosquitto says it. */
function terms({ core: { settings }, listener }: Connection, packet: Connect, clientId: string): Properties {
  const { retainAvailable, maxPacketSize, maxInflightMessages } = settings;
  const { maxTopicAlias, maxQos } = listener.settings;
  const properties: Properties = {};
  const expiry = expiryOf(settings, packet);
  if (expiry !== expiryAsked(packet)) properties.sessionExpiryInterval = expiry;
  if (maxTopicAlias > 0) properties.topicAliasMaximum = maxTopicAlias;
  const keepAlive = servedKeepAlive(settings, packet);
  // [MQTT5-3.2.2-22]
  if (keepAlive !== packet.keepAlive) properties.serverKeepAlive = keepAlive;
  // [MQTT5-3.1.3-7] [MQTT5-3.2.2-16]
  if (packet.clientId === '') properties.assignedClientIdentifier = clientId;
  if (!retainAvailable) properties.retainAvailable = 0;
  if (maxPacketSize > 0) properties.maximumPacketSize = maxPacketSize;
  if (maxInflightMessages > 0 && maxInflightMessages < 65_535) properties.receiveMaximum = maxInflightMessages;
  // [MQTT5-3.2.2-9]
  if (maxQos < 2) properties.maximumQoS = maxQos === 0 ? 0 : 1;
  return properties;
}
