import { MqttError } from '#runtime/mqtt/error.ts';
import type { PacketId, Publish } from '#runtime/mqtt/packet.ts';
import { REASON } from '#runtime/mqtt/reason.ts';
import type { Connection } from '../connection.ts';
import { describe } from '../describe-publish.ts';
import { Message } from '../message.ts';
import type { MessageExtras } from '../message.ts';
import { ownProperties } from '../own-properties.ts';
import { mounted } from '../mount-point.ts';
import { isReserved, route } from '../route.ts';
import type { Session } from '../session/session.ts';

/** Reason codes are for 5.0; 3.1.1 cannot say no to a PUBLISH, so there only the log shows them [MQTT-3.3.5-2]. */
export function handlePublish(connection: Connection, session: Session, packet: Publish): void {
  const { core, listener } = connection;
  const { messageSizeLimit } = core.settings;
  checkOffered(connection, packet);
  const isAliased = packet.properties?.topicAlias !== undefined;
  const named = isAliased ? connection.aliases.incoming(packet, listener.settings.maxTopicAlias) : packet.topic;
  const topic = mounted(connection.mountPoint, named);
  if (messageSizeLimit > 0 && packet.payload.length > messageSizeLimit) {
    note(connection, 'Dropped too large PUBLISH', packet, topic);
    core.dropped++;
    acknowledge(connection, packet, REASON.packetTooLarge);
  } else if (isReserved(topic) || session.rights?.mayWrite(topic) === false) {
    note(connection, 'Denied PUBLISH', packet, topic);
    acknowledge(connection, packet, REASON.notAuthorized);
  } else {
    note(connection, 'Received PUBLISH', packet, topic);
    acknowledge(connection, packet, accept(connection, session, packet, topic));
  }
}

/** [MQTT5-3.2.2-11] [MQTT5-3.2.2-14] */
function checkOffered({ core, listener }: Connection, { qos, retain }: Publish): void {
  const { maxQos } = listener.settings;
  if (qos > maxQos) {
    throw new MqttError('protocol', `PUBLISH has QoS ${qos}; max_qos allows ${maxQos}`, {
      clause: 'MQTT5-3.2.2-11',
      reasonCode: REASON.qosNotSupported,
    });
  }
  if (retain && !core.settings.retainAvailable) {
    throw new MqttError('protocol', 'PUBLISH has RETAIN set; retain_available is false', {
      clause: 'MQTT5-3.2.2-14',
      reasonCode: REASON.retainNotSupported,
    });
  }
}

/** QoS 0 and 1 go on at once, again and again if they come again; QoS 2 waits for its PUBREL. */
function accept(connection: Connection, session: Session, packet: Publish, topic: string): number {
  const { payload, qos, retain, packetId } = packet;
  const message = Message.of(topic, payload, qos, retain, extrasOf(connection, session, packet));
  if (qos === 2 && packetId !== undefined) return hold(connection, session, packetId, message);
  return route(connection.core, message) ? REASON.success : REASON.noMatchingSubscribers;
}

function extrasOf(
  { core, negotiated }: Connection,
  { clientId, source }: Session,
  { properties, retain }: Publish,
): MessageExtras {
  const from = retain && source !== undefined ? { publisher: clientId, source } : { publisher: clientId };
  if (negotiated.level < 5 || properties === undefined) return from;
  const { topicAlias: _, messageExpiryInterval, ...passedOn } = properties;
  return {
    ...from,
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
  const { core, negotiated, listener } = connection;
  const { maxInflightMessages, maxBacklogBytes } = core.settings;
  const { incoming } = session;
  const before = incoming.take(packetId);
  if (before !== undefined && !before.equals(message)) {
    core.log.warning?.(`Reused message ID ${packetId} from ${session.clientId} detected. Clearing from storage.`);
  }
  if (negotiated.level === 5 && maxInflightMessages > 0 && incoming.size >= maxInflightMessages) {
    throw new MqttError('protocol', `More than ${maxInflightMessages} messages of QoS 2 wait for their PUBREL`, {
      clause: 'MQTT5-3.3.4-7',
      reasonCode: REASON.receiveMaximumExceeded,
    });
  }
  // What a bridge brings has been taken from the other broker already; its window limits it.
  const isBounded = listener.settings.isBridge !== true;
  if (isBounded && incoming.bytes + message.size > maxBacklogBytes && incoming.size > 0) {
    core.dropped++;
    core.log.notice?.(`Incoming messages are being dropped for client ${session.clientId}: too many wait for PUBREL.`);
    return REASON.quotaExceeded;
  }
  incoming.set(packetId, message);
  return REASON.success;
}

/** [MQTT-3.3.4-1] [MQTT5-3.3.4-1] */
function acknowledge(connection: Connection, { qos, packetId }: Publish, reasonCode: number): void {
  if (qos === 0 || packetId === undefined) return;
  const type = qos === 1 ? 'PUBACK' : 'PUBREC';
  // Mosquitto tells nobody below 5.0, nor its log, that there were no subscribers.
  const isUntold = reasonCode === REASON.noMatchingSubscribers && connection.negotiated.level < 5;
  connection.log.debug?.(`Sending ${type} to ${connection.name} (m${packetId}, rc${isUntold ? 0 : reasonCode})`);
  connection.send({ type, packetId, reasonCode });
}

function note(connection: Connection, what: string, packet: Publish, topic: string): void {
  const { dup, qos, retain, packetId = 0, payload } = packet;
  connection.log.debug?.(`${what} from ${connection.name} ${describe(dup, qos, retain, packetId, { topic, payload })}`);
}
