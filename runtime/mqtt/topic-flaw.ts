import { clauseAt } from './clause.ts';
import { MqttError } from './error.ts';
import { fill } from './phrase.ts';
import type { Phrase } from '#runtime/ports.ts';
import type { ProtocolLevel } from './packet.ts';
import { utf8Length } from './utf8.ts';

/** What can be wrong with a topic name or a topic filter, with the English sentence that says so. */
export const TOPIC_FLAWS = {
  'name-empty': 'A topic name has at least one character',
  'name-too-long': 'The topic name has {bytes} bytes in UTF-8; at most {maximum} fit',
  'name-null': 'Level {level} of the topic name contains the character U+0000',
  'name-surrogate': 'Level {level} of the topic name contains half a surrogate pair, which UTF-8 cannot carry',
  'name-wildcard':
    'Level {level} of the topic name `{topic}` contains `{wildcard}`: one subscribes with wildcards, one never publishes to them',
  'filter-empty': 'A topic filter has at least one character',
  'filter-too-long': 'The topic filter has {bytes} bytes in UTF-8; at most {maximum} fit',
  'filter-null': 'Level {level} of the topic filter contains the character U+0000',
  'filter-surrogate': 'Level {level} of the topic filter contains half a surrogate pair, which UTF-8 cannot carry',
  'filter-hash-not-last': 'In `{filter}`, `#` stands in level {level}; it can only be the last level',
  'filter-hash-not-alone': 'In `{filter}`, `#` shares level {level} with `{text}`; it needs a level of its own',
  'filter-plus-not-alone':
    'In `{filter}`, `+` shares level {level} with `{text}`; it stands for one whole level and needs it to itself',
  'filter-share-nameless': 'In `{filter}`, no name for those who share stands between `$share/` and the next `/`',
  'filter-share-wildcard': 'In `{filter}`, the name of those who share contains `{wildcard}`; wildcards come after it',
  'filter-share-only': 'In `{filter}`, no topic filter follows the name of those who share, as in `$share/name/filter`',
} as const;

export type TopicFlawKind = keyof typeof TOPIC_FLAWS;

/** Why a string is no topic name, or no topic filter. */
export interface TopicFlaw {
  readonly kind: TopicFlawKind;
  /** Index of the level, from 0. */
  readonly level: number;
  /** Index of the character in the string, from 0, in UTF-16 units. */
  readonly at: number;
  /** `MQTT-4.7.1-2`, of 3.1.1; for what only 5.0 knows, `MQTT5-4.8.2-2`. */
  readonly clause: string;
  /** Levels are counted from 1 in it. */
  readonly phrase: Phrase;
}

/** Longest topic that its two-byte length can announce [MQTT-4.7.3-3]. */
export const MAXIMUM_TOPIC_BYTES = 65_535;

const SHOWN = 120;

/** The flaws that topic names and topic filters share; `is` says which of the two the text is. */
export function checkTopicText(text: string, is: 'name' | 'filter'): TopicFlaw | undefined {
  // [MQTT-4.7.3-1]
  if (text.length === 0) return topicFlaw(`${is}-empty`, 0, 0, 'MQTT-4.7.3-1');
  // [MQTT-4.7.3-2]
  const nul = text.indexOf('\0');
  if (nul >= 0) {
    return topicFlaw(`${is}-null`, levelAt(text, nul), nul, 'MQTT-4.7.3-2');
  }
  if (!text.isWellFormed()) {
    const at = loneSurrogate(text);
    return topicFlaw(`${is}-surrogate`, levelAt(text, at), at, 'MQTT-1.5.3-1');
  }
  // [MQTT-4.7.3-3] No unit takes more than three bytes.
  if (text.length > MAXIMUM_TOPIC_BYTES / 3) {
    const bytes = utf8Length(text);
    if (bytes > MAXIMUM_TOPIC_BYTES) {
      return topicFlaw(`${is}-too-long`, 0, 0, 'MQTT-4.7.3-3', { bytes, maximum: MAXIMUM_TOPIC_BYTES });
    }
  }
  return undefined;
}

export function topicFlaw(
  kind: TopicFlawKind,
  level: number,
  at: number,
  clause: string,
  values: Readonly<Record<string, string | number>> = {},
): TopicFlaw {
  const shown = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, shorten(value)]));
  return { kind, level, at, clause, phrase: { id: `topic.${kind}`, values: { level: level + 1, ...shown } } };
}

/** A sentence stays readable, and a log small, when somebody sends a topic of 60,000 characters. */
function shorten(value: string | number): string | number {
  return typeof value === 'string' && value.length > SHOWN ? `${value.slice(0, SHOWN)}…` : value;
}

/** Rules of 3.1.1 that have another number in 5.0. */
const RENUMBERED: Readonly<Record<string, string>> = {
  'MQTT-1.5.3-1': 'MQTT5-1.5.4-1',
  'MQTT-4.7.1-2': 'MQTT5-4.7.1-1',
  'MQTT-4.7.1-3': 'MQTT5-4.7.1-2',
};

/** The flaw as the error that refuses a packet, with the clause of the connection's standard. @param packet its type */
export function topicError(flaw: TopicFlaw, level: ProtocolLevel = 4, packet?: string): MqttError {
  const kind = flaw.kind.startsWith('name-') ? 'topic-name-invalid' : 'topic-filter-invalid';
  const phrase = packet === undefined ? flaw.phrase : { ...flaw.phrase, values: { ...flaw.phrase.values, packet } };
  const at5 = RENUMBERED[flaw.clause] ?? flaw.clause.replace('MQTT-', 'MQTT5-');
  const clause = clauseAt(level, flaw.clause, at5);
  return new MqttError(kind, fill(TOPIC_FLAWS[flaw.kind], phrase.values), { clause, phrase });
}

/** Index of the level in which the character at `at` stands. */
export function levelAt(text: string, at: number): number {
  let level = 0;
  for (let i = text.indexOf('/'); i >= 0 && i < at; i = text.indexOf('/', i + 1)) level++;
  return level;
}

/** Index of the first half of a surrogate pair that has no other half beside it. */
function loneSurrogate(text: string): number {
  let at = 0;
  for (const character of text) {
    if (!character.isWellFormed()) return at;
    at += character.length;
  }
  return at;
}
