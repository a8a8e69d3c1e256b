import { checkTopicText, levelAt, topicFlaw } from './topic-flaw.ts';
import type { TopicFlaw } from './topic-flaw.ts';

/**
 * A topic name is what a message is published under: levels, separated by `/`. An empty level is a
 * level too, capitals matter, and a space is a character like any other [MQTT-4.7.3-4].
 *
 * Valid: `piandmore/test`, `sensor/1/temperature`, `/sensor` (its first level is empty), `sensor/`,
 * `/`, `a b/ä`, `$SYS/broker/uptime`.
 * Invalid: the empty string [MQTT-4.7.3-1]; `sensor/+`, `#`, `a#` (wildcards are for filters)
 * [MQTT-3.3.2-2]; anything with U+0000 [MQTT-4.7.3-2]; more than 65,535 bytes [MQTT-4.7.3-3].
 *
 * @returns the first flaw, or undefined: `name` can be published to
 */
export function checkTopicName(name: string): TopicFlaw | undefined {
  const flaw = checkTopicText(name, 'name');
  if (flaw !== undefined) return flaw;
  const at = name.search(/[+#]/);
  if (at < 0) return undefined;
  // [MQTT-3.3.2-2] [MQTT-4.7.1-1]
  return topicFlaw('name-wildcard', levelAt(name, at), at, 'MQTT-3.3.2-2', { topic: name, wildcard: name.charAt(at) });
}
