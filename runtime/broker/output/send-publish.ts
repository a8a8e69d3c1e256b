/**
 * A message as one client's PUBLISH. Most need no more than their bytes and a header; what only 5.0
 * has, and only some messages and clients make use of, goes through the codec: properties, the
 * identifiers of the subscriptions that brought it, what is left of its life, a topic alias.
 */
import { encode } from '#runtime/mqtt/encode.ts';
import type { PacketId, Properties, Publish, QoS } from '#runtime/mqtt/packet.ts';
import { propertiesSize } from '#runtime/mqtt/properties.ts';
import type { Connection } from '../connection.ts';
import { describe } from '../describe-publish.ts';
import type { Message } from '../message.ts';
import { unmounted } from '../mount-point.ts';
import { publishSize, writePublish } from './publish-writer.ts';

type Identifiers = readonly number[] | undefined;

/** @param packetId counts at QoS 1 and 2 only */
export function sendPublish(
  connection: Connection,
  routed: Message,
  qos: QoS,
  retain: boolean,
  dup: boolean,
  packetId: PacketId,
  identifiers: Identifiers,
): void {
  const { core, negotiated, mountPoint } = connection;
  const message = unmounted(mountPoint, routed);
  connection.log.debug?.(`Sending PUBLISH to ${connection.name} ${describe(dup, qos, retain, packetId, message)}`);
  if (negotiated.level < 5) {
    writePublish(connection.output, message, qos, retain, dup, packetId, false);
  } else if (negotiated.topicAliasMaximum === 0 && isPlain(message, identifiers)) {
    writePublish(connection.output, message, qos, retain, dup, packetId, true);
  } else {
    let properties = propertiesFor(connection, message, identifiers);
    let { topic } = message;
    if (negotiated.topicAliasMaximum > 0) {
      const room = negotiated.maximumPacketSize - sizeFor(connection, message, qos, identifiers);
      const aliased = connection.aliases.outgoing(topic, negotiated.topicAliasMaximum, room);
      if (aliased !== undefined) {
        topic = aliased.topic;
        properties = { ...properties, topicAlias: aliased.topicAlias };
      }
    }
    const packet = encode(publishOf(message, topic, qos, retain, dup, packetId, properties), 5);
    core.traffic.sendPublishes(1, message.payload.length);
    connection.output.append(packet, 0, packet.length);
  }
  connection.flushSoon();
}

/**
 * Whether the client takes a packet of this size. One that it does not is dropped, counted and
 * logged, as if it had been sent [MQTT5-3.1.2-24] [MQTT5-3.1.2-25].
 */
export function fits(connection: Connection, routed: Message, qos: QoS, identifiers: Identifiers): boolean {
  const { maximumPacketSize } = connection.negotiated;
  if (maximumPacketSize === Infinity) return true;
  const message = unmounted(connection.mountPoint, routed);
  if (sizeFor(connection, message, qos, identifiers) <= maximumPacketSize) return true;
  const { core } = connection;
  core.dropped++;
  core.log.notice?.(`Dropped too large PUBLISH to ${connection.name} ${describe(false, qos, false, 0, message)}`);
  return false;
}

/** Bytes of the packet without an alias; where nothing limits them, nobody need know. */
function sizeFor(connection: Connection, message: Message, qos: QoS, identifiers: Identifiers): number {
  if (connection.negotiated.maximumPacketSize === Infinity) return 0;
  if (isPlain(message, identifiers)) return publishSize(message, qos, true);
  return publishSize(message, qos, true, propertiesSize('PUBLISH', propertiesFor(connection, message, identifiers)));
}

/** Whether its PUBLISH has no properties, but for an alias. */
export function isPlain({ properties, expiresAt }: Message, identifiers: Identifiers): boolean {
  return properties === undefined && expiresAt === undefined && identifiers === undefined;
}

/**
 * As they were published [MQTT5-3.3.2-4] [MQTT5-3.3.2-15] [MQTT5-3.3.2-16] [MQTT5-3.3.2-17]
 * [MQTT5-3.3.2-18] [MQTT5-3.3.2-20]; less the time spent here [MQTT5-3.3.2-6].
 */
function propertiesFor({ core }: Connection, message: Message, identifiers: Identifiers): Properties {
  const { properties, expiresAt } = message;
  const left = expiresAt === undefined ? 0 : Math.max(0, Math.ceil((expiresAt - core.clock.now()) / 1000));
  return {
    ...properties,
    ...(expiresAt !== undefined && { messageExpiryInterval: left }),
    // [MQTT5-3.3.4-3] [MQTT5-3.3.4-4]
    ...(identifiers !== undefined && { subscriptionIdentifier: identifiers }),
  };
}

function publishOf(
  { payload }: Message,
  topic: string,
  qos: QoS,
  retain: boolean,
  dup: boolean,
  packetId: PacketId,
  properties: Properties,
): Publish {
  return { type: 'PUBLISH', dup, qos, retain, topic, payload, properties, ...(qos > 0 && { packetId }) };
}
