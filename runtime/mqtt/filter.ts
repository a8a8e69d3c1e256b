import { checkTopicText, topicFlaw } from './topic-flaw.ts';
import type { TopicFlaw } from './topic-flaw.ts';

/**
 * A topic filter is what one subscribes to: a topic name in which a level may be a wildcard.
 *
 * `+` stands for exactly one level, whatever is in it, even nothing: `sensor/+` matches `sensor/1`
 * and `sensor/`, but neither `sensor` nor `sensor/1/temperature` [MQTT-4.7.1-3].
 * `#` stands for any number of levels, none included: `sensor/#` matches `sensor`, `sensor/` and
 * `sensor/1/temperature` [MQTT-4.7.1-2].
 * A wildcard in the first level does not match topics that begin with `$`: `#` shows nothing of
 * `$SYS`, for that one subscribes to `$SYS/#` [MQTT-4.7.2-1].
 *
 * Valid: `#`, `+`, `sensor/+/temperature`, `+/+/#`, `/+`, `+/`.
 * Invalid: the empty string; `a#`, `sensor/#/temperature` (`#` is alone in its level, and that is
 * the last); `sensor+/temperature` (`+` fills its level).
 *
 * @returns the first flaw, or undefined: one can subscribe to `filter`
 */
export function checkTopicFilter(filter: string): TopicFlaw | undefined {
  const flaw = checkTopicText(filter, 'filter');
  if (flaw !== undefined) return flaw;
  let level = 0;
  let start = 0;
  for (let at = 0; at < filter.length; at++) {
    const character = filter.charAt(at);
    if (character === '/') {
      level++;
      start = at + 1;
    } else if (character === '#' || character === '+') {
      const slash = filter.indexOf('/', at);
      const end = slash < 0 ? filter.length : slash;
      const text = filter.slice(start, end);
      // [MQTT-4.7.1-2] [MQTT-4.7.1-3]
      if (text.length > 1) {
        const [kind, clause] =
          character === '#'
            ? (['filter-hash-not-alone', 'MQTT-4.7.1-2'] as const)
            : (['filter-plus-not-alone', 'MQTT-4.7.1-3'] as const);
        return topicFlaw(kind, level, at, clause, { filter, text });
      }
      if (character === '#' && end < filter.length) {
        return topicFlaw('filter-hash-not-last', level, at, 'MQTT-4.7.1-2', { filter });
      }
    }
  }
  return undefined;
}

/** The first level of a filter that is shared. */
const SHARE = '$share/';

export interface SharedFilter {
  /** ShareName of the standard: who shares. */
  readonly group: string;
  /** What is subscribed to. */
  readonly filter: string;
}

/**
 * A filter that a group of clients shares: each message goes to one of them [MQTT5 §4.8.2]. Of
 * `$share/printers/print/#`, the group is `printers` and the filter `print/#`; of `$share/g//a` the
 * filter is `/a`.
 *
 * Mosquitto honours it from clients of 3.1.1 too, and then takes an empty name: `$share//a`.
 *
 * @returns undefined for a filter that is not shared, such as `$share` and `$share/g`
 */
export function parseSharedFilter(filter: string): SharedFilter | undefined {
  if (!filter.startsWith(SHARE)) return undefined;
  const slash = filter.indexOf('/', SHARE.length);
  if (slash < 0 || slash === filter.length - 1) return undefined;
  return { group: filter.slice(SHARE.length, slash), filter: filter.slice(slash + 1) };
}

/**
 * What 5.0 asks of a filter that begins with `$share/`, beside what it asks of every filter: a name
 * without `/`, `+` and `#`, of at least one character, then `/` and a filter.
 *
 * Valid: `$share/g/a`, `$share/g/#`, `$share/g//`, `$share` (which is not shared).
 * Invalid: `$share/`, `$share//a`, `$share/g`, `$share/g/`, `$share/g+/a`, `$share/#`.
 *
 * @returns the first flaw, or undefined; undefined too where nothing is shared
 */
export function checkSharedFilter(filter: string): TopicFlaw | undefined {
  if (!filter.startsWith(SHARE)) return undefined;
  const slash = filter.indexOf('/', SHARE.length);
  const end = slash < 0 ? filter.length : slash;
  // [MQTT5-4.8.2-1]
  if (end === SHARE.length) return topicFlaw('filter-share-nameless', 1, end, 'MQTT5-4.8.2-1', { filter });
  // [MQTT5-4.8.2-2]
  const wildcard = filter.slice(0, end).search(/[+#]/);
  if (wildcard >= 0) {
    const values = { filter, wildcard: filter.charAt(wildcard) };
    return topicFlaw('filter-share-wildcard', 1, wildcard, 'MQTT5-4.8.2-2', values);
  }
  if (end + 1 >= filter.length) return topicFlaw('filter-share-only', 1, end, 'MQTT5-4.8.2-2', { filter });
  return undefined;
}

const SLASH = 0x2f;
const HASH = 0x23;
const PLUS = 0x2b;
const DOLLAR = 0x24;

/**
 * Whether a message under `topic` goes to a subscription with `filter`. Both are taken to be valid
 * (`checkTopicName`, `checkTopicFilter`). Nothing is allocated; one pass, however many levels.
 */
export function matches(filter: string, topic: string): boolean {
  // [MQTT-4.7.2-1]
  if (topic.charCodeAt(0) === DOLLAR && isWildcard(filter.charCodeAt(0))) return false;
  let f = 0;
  let t = 0;
  for (;;) {
    const first = filter.charCodeAt(f);
    // [MQTT-4.7.1-2] # covers all levels from here on.
    if (first === HASH) return f + 1 === filter.length;
    // [MQTT-4.7.1-3] + covers this level, whatever it is.
    if (first === PLUS) {
      f++;
      while (t < topic.length && topic.charCodeAt(t) !== SLASH) t++;
    } else {
      // [MQTT-4.7.3-4] Character by character: no case folding, no normalization.
      while (f < filter.length && filter.charCodeAt(f) !== SLASH && filter.charCodeAt(f) === topic.charCodeAt(t)) {
        f++;
        t++;
      }
    }
    if (!isLevelEnd(filter, f) || !isLevelEnd(topic, t)) return false;
    if (f === filter.length) return t === topic.length;
    // [MQTT-4.7.1-2] "a/#" covers "a" too.
    if (t === topic.length) return f + 2 === filter.length && filter.charCodeAt(f + 1) === HASH;
    f++;
    t++;
  }
}

function isWildcard(unit: number): boolean {
  return unit === HASH || unit === PLUS;
}

function isLevelEnd(text: string, at: number): boolean {
  return at === text.length || text.charCodeAt(at) === SLASH;
}
