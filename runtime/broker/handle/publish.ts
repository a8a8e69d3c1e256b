import { MqttError } from '#runtime/mqtt/error.ts';
import type { PacketId, Publish } from '#runtime/mqtt/packet.ts';
import type { Connection } from '../connection.ts';
import { describe } from '../describe-publish.ts';
import { Message } from '../message.ts';
import type { MessageExtras } from '../message.ts';
import { ownProperties } from '../own-properties.ts';
import { isReserved, route } from '../route.ts';
import type { Session } from '../session/session.ts';

/** Reasons of 5.0; in 3.1.1 only the log shows them, for it cannot say no to a PUBLISH [MQTT-3.3.5-2]. */
const SUCCESS = 0;
export const NO_MATCHING_SUBSCRIBERS = 0x10;
const NOT_AUTHORIZED = 0x87;
const RECEIVE_MAXIMUM_EXCEEDED = 0x93;
const PACKET_TOO_LARGE = 0x95;
const QUOTA_EXCEEDED = 0x97;
const RETAIN_NOT_SUPPORTED = 0x9a;
const QOS_NOT_SUPPORTED = 0x9b;

export function handlePublish(connection: Connection, session: Session, packet: Publish): void {
  const { core } = connection;
  const { messageSizeLimit, maxTopicAlias } = core.settings;
  checkOffered(connection, packet);
  const topic = connection.aliases.incoming(packet, maxTopicAlias);
  if (messageSizeLimit > 0 && packet.payload.length > messageSizeLimit) {
    note(connection, 'Dropped too large PUBLISH', packet, topic);
    core.dropped++;
    acknowledge(connection, packet, PACKET_TOO_LARGE);
  } else if (isReserved(topic)) {
    note(connection, 'Denied PUBLISH', packet, topic);
    acknowledge(connection, packet, NOT_AUTHORIZED);
  } else {
    note(connection, 'Received PUBLISH', packet, topic);
    acknowledge(connection, packet, accept(connection, session, packet, topic));
  }
}

/** [MQTT5-3.2.2-11] [MQTT5-3.2.2-14] */
function checkOffered({ core }: Connection, { qos, retain }: Publish): void {
  const { maxQos, retainAvailable } = core.settings;
  if (qos > maxQos) {
    throw new MqttError('protocol', `PUBLISH has QoS ${qos}; max_qos allows ${maxQos}`, {
      clause: 'MQTT5-3.2.2-11',
      reasonCode: QOS_NOT_SUPPORTED,
    });
  }
  if (retain && !retainAvailable) {
    throw new MqttError('protocol', 'PUBLISH has RETAIN set; retain_available is false', {
      clause: 'MQTT5-3.2.2-14',
      reasonCode: RETAIN_NOT_SUPPORTED,
    });
  }
}

/** QoS 0 and 1 go on at once, again and again if they come again; QoS 2 waits for its PUBREL. */
function accept(connection: Connection, session: Session, packet: Publish, topic: string): number {
  const { payload, qos, retain, packetId } = packet;
  const message = new Message(topic, payload, qos, retain, extrasOf(connection, session, packet));
  if (qos === 2 && packetId !== undefined) return hold(connection, session, packetId, message);
  return route(connection.core, message) ? SUCCESS : NO_MATCHING_SUBSCRIBERS;
}

function extrasOf({ core, negotiated }: Connection, { clientId }: Session, { properties }: Publish): MessageExtras {
  if (negotiated.level < 5 || properties === undefined) return { publisher: clientId };
  const { topicAlias: _, messageExpiryInterval, ...passedOn } = properties;
  return {
    publisher: clientId,
    ...(Object.keys(passedOn).length > 0 && { properties: ownProperties(passedOn) }),
    ...(messageExpiryInterval !== undefined && { expiresAt: core.clock.now() + messageExpiryInterval * 1000 }),
  };
}

/**
 * [MQTT-4.3.3-2]: the same id again before PUBREL takes the place of the first.
 *
 * @returns the reason code of PUBREC
 * @throws MqttError when a client of 5.0 has more under way than it was told it may [MQTT5-3.3.4-7]
 */
export function hold(connection: Connection, session: Session, packetId: PacketId, message: Message): number {
  const { core, negotiated } = connection;
  const { maxInflightMessages, maxBacklogBytes } = core.settings;
  const { incoming } = session;
  const before = incoming.take(packetId);
  if (before !== undefined && !before.equals(message)) {
    core.log.warning?.(`Reused message ID ${packetId} from ${session.clientId} detected. Clearing from storage.`);
  }
  if (negotiated.level === 5 && maxInflightMessages > 0 && incoming.size >= maxInflightMessages) {
    throw new MqttError('protocol', `More than ${maxInflightMessages} messages of QoS 2 wait for their PUBREL`, {
      clause: 'MQTT5-3.3.4-7',
      reasonCode: RECEIVE_MAXIMUM_EXCEEDED,
    });
  }
  if (incoming.bytes + message.size > maxBacklogBytes && incoming.size > 0) {
    core.dropped++;
    core.log.notice?.(`Incoming messages are being dropped for client ${session.clientId}: too many wait for PUBREL.`);
    return QUOTA_EXCEEDED;
  }
  incoming.set(packetId, message);
  return SUCCESS;
}

/** [MQTT-3.3.4-1] [MQTT5-3.3.4-1] */
function acknowledge(connection: Connection, { qos, packetId }: Publish, reasonCode: number): void {
  if (qos === 0 || packetId === undefined) return;
  const type = qos === 1 ? 'PUBACK' : 'PUBREC';
  connection.core.log.debug?.(`Sending ${type} to ${connection.name} (m${packetId}, rc${reasonCode})`);
  connection.send({ type, packetId, reasonCode });
}

function note(connection: Connection, what: string, packet: Publish, topic: string): void {
  const { dup, qos, retain, packetId = 0, payload } = packet;
  const described = describe(dup, qos, retain, packetId, { topic, payload });
  connection.core.log.debug?.(`${what} from ${connection.name} ${described}`);
}
