/**
 * A listener's `mount_point` stands before every topic that its clients name, and they do not know of
 * it: several groups of clients share a broker as if each had its own.
 *
 *     mount_point labor/    publishes a/b         the broker has labor/a/b; whoever shares the mount point gets a/b
 *                           subscribes #          labor/#
 *                           subscribes $SYS/#     labor/$SYS/#, where there is nothing
 *                           $share/g/a            $share/g/labor/a
 *
 * As mosquitto.conf(5) says; Mosquitto 2.0.11 forgets to take the prefix off again, and does not
 * share what is subscribed to below it.
 */
import { MqttError } from '#runtime/mqtt/error.ts';
import { parseSharedFilter } from '#runtime/mqtt/filter.ts';
import { MAXIMUM_TOPIC_BYTES } from '#runtime/mqtt/topic-flaw.ts';
import { utf8Length } from '#runtime/mqtt/utf8.ts';
import { Message } from './message.ts';

/** @throws MqttError where both together are longer than a topic can be */
export function mounted(mountPoint: string, topic: string): string {
  if (mountPoint === '') return topic;
  const full = mountPoint + topic;
  if (utf8Length(full) <= MAXIMUM_TOPIC_BYTES) return full;
  throw new MqttError('topic-name-invalid', `With mount_point ${mountPoint} before it the topic is too long`, {
    clause: 'MQTT-4.7.3-3',
  });
}

/** Of a filter; one that is shared stays so. */
export function mountedFilter(mountPoint: string, filter: string): string {
  if (mountPoint === '') return filter;
  const shared = parseSharedFilter(filter);
  if (shared === undefined) return mounted(mountPoint, filter);
  return `$share/${shared.group}/${mounted(mountPoint, shared.filter)}`;
}

/** The message as who is below the mount point knows it; only those below it are sent any (`rightsBy`). */
export function unmounted(mountPoint: string, message: Message): Message {
  if (mountPoint === '') return message;
  const { topic, payload, qos, retain, publisher, properties, expiresAt } = message;
  return Message.of(topic.slice(mountPoint.length), payload, qos, retain, {
    ...(publisher !== undefined && { publisher }),
    ...(properties !== undefined && { properties }),
    ...(expiresAt !== undefined && { expiresAt }),
  });
}
