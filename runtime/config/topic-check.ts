/**
 * What may be a topic, and what a filter: the broker's own rules (runtime/mqtt) in the little that a
 * configuration needs, since it knows of no MQTT.
 *
 *     haus/flur      a topic, and a filter
 *     haus/+, #      filters
 *     haus/flur+     neither
 */
const isLongEnough = (text: string): boolean => text !== '' && new TextEncoder().encode(text).length <= 65_535;

export const isPublishTopic = (text: string): boolean => isLongEnough(text) && !/[+#]/.test(text);

export const isFilter = (text: string): boolean =>
  isLongEnough(text) &&
  text
    .split('/')
    .every((level, index, levels) =>
      /[+#]/.test(level) ? level === '+' || (level === '#' && index === levels.length - 1) : true,
    );
