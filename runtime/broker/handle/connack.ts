import type { Connect, Properties } from '#runtime/mqtt/packet.ts';
import type { Connection } from '../connection.ts';
import { expiryAsked, servedKeepAlive } from '../negotiated.ts';

/**
 * The first packet that a client gets [MQTT-3.2.0-1] [MQTT5-3.2.0-1]: it is let in, and in 5.0 told
 * what it has to keep to.
 *
 * @param present whether there is a session from before that goes on [MQTT-3.2.2-1, -2, -3] [MQTT5-3.2.2-2, -3]
 */
export function acknowledgeConnect(connection: Connection, packet: Connect, present: boolean): void {
  // MQTT 3.1 has no session present: the byte is reserved there.
  const sessionPresent = present && packet.level > 3;
  connection.core.log.debug?.(`Sending CONNACK to ${connection.name} (${Number(sessionPresent)}, 0)`);
  connection.send({
    type: 'CONNACK',
    sessionPresent,
    reasonCode: 0,
    ...(packet.level === 5 && { properties: termsFor(connection, packet) }),
  });
}

/** What is not as the client asked or the standard supposes, in the order in which Mosquitto says it. */
function termsFor({ core, session, name }: Connection, packet: Connect): Properties {
  const { maxTopicAlias, retainAvailable, maxPacketSize, maxInflightMessages, maxQos } = core.settings;
  const terms: Properties = {};
  if (session !== undefined && session.expiryInterval !== expiryAsked(packet)) {
    terms.sessionExpiryInterval = session.expiryInterval;
  }
  if (maxTopicAlias > 0) terms.topicAliasMaximum = maxTopicAlias;
  const keepAlive = servedKeepAlive(core.settings, packet);
  // [MQTT5-3.2.2-22]
  if (keepAlive !== packet.keepAlive) terms.serverKeepAlive = keepAlive;
  // [MQTT5-3.1.3-7] [MQTT5-3.2.2-16]
  if (packet.clientId === '') terms.assignedClientIdentifier = name;
  if (!retainAvailable) terms.retainAvailable = 0;
  if (maxPacketSize > 0) terms.maximumPacketSize = maxPacketSize;
  if (maxInflightMessages > 0 && maxInflightMessages < 65_535) terms.receiveMaximum = maxInflightMessages;
  // [MQTT5-3.2.2-9]
  if (maxQos < 2) terms.maximumQoS = maxQos === 0 ? 0 : 1;
  return terms;
}
