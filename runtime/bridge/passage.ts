/** What becomes of a PUBLISH on its way over the bridge. */
import type { ServerLimits } from '#runtime/client/server-limits.ts';
import { encode } from '#runtime/mqtt/encode.ts';
import { MqttError } from '#runtime/mqtt/error.ts';
import type { Properties, ProtocolLevel, Publish } from '#runtime/mqtt/packet.ts';
import { checkTopicName } from '#runtime/mqtt/topic.ts';
import type { TopicRules } from './topic-rules.ts';

/** As the other broker gets it: by its name there, and no more than that broker takes [MQTT5-3.2.2-11] [MQTT5-3.2.2-14]. */
export function outbound(
  { dup, topic, payload, packetId, ...packet }: Publish,
  rules: TopicRules,
  { maximumQoS, retainAvailable }: ServerLimits,
  keepsRetain: boolean,
): Publish {
  const qos = packet.qos > maximumQoS ? maximumQoS : packet.qos;
  return {
    type: 'PUBLISH',
    dup: dup && qos > 0,
    qos,
    retain: packet.retain && keepsRetain && retainAvailable,
    topic: rules.toRemote(topic),
    payload,
    ...(qos > 0 && packetId !== undefined && { packetId }),
    ...propertiesOf(packet.properties),
  };
}

/** As the broker here gets it. */
export function inbound({ properties, ...packet }: Publish, rules: TopicRules): Publish {
  return { ...packet, topic: rules.toLocal(packet.topic), ...propertiesOf(properties) };
}

/**
 * Bytes of the packet, if anybody limits them; otherwise 0.
 * @returns undefined: it has no valid topic
 */
export function sizeOf(message: Publish, level: ProtocolLevel, limit: number): number | undefined {
  // Prefixes may make it empty, or too long.
  if (checkTopicName(message.topic) !== undefined) return undefined;
  if (limit === Infinity && message.topic.length < SHORT) return 0;
  try {
    return encode(message, level).length;
  } catch (error) {
    if (error instanceof MqttError) return undefined;
    throw error;
  }
}

/** Characters that certainly have less than the 65,535 bytes that a topic may have. */
const SHORT = 21_000;

/** An identifier is of one subscription, an alias of one connection [MQTT5-3.3.4-6]. */
function propertiesOf(properties: Properties | undefined): { properties?: Properties } {
  if (properties === undefined) return {};
  const { subscriptionIdentifier: _, topicAlias: __, ...passedOn } = properties;
  return { properties: passedOn };
}
