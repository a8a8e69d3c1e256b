/**
 * `topic PATTERN [out|in|both [QOS [LOCAL-PREFIX [REMOTE-PREFIX]]]]`: what a bridge carries.
 *
 *     topic haus/#                           out, QoS 0, the same topics on both sides
 *     topic # both 2 local/ remote/          local/x here is remote/x there
 *     topic # in 0 "" remote/                "" is no prefix
 *     topic "" out 0 a/b c/d                 one topic that has another name there
 *     topic # sideways                       wrong: there is no such direction
 *     topic haus+ out 0 local/               wrong: local/haus+ is no filter
 */
import { ConfigError } from '../config-error.ts';
import { type ConfigOption, wordsOf } from '../option.ts';
import { atoi, emptyValue } from '../read-value.ts';
import { isFilter, isPublishTopic } from '../topic-check.ts';
import type { BridgeTopic } from '../values.ts';

const NONE = '""';

/** @throws ConfigError */
export function readBridgeTopic(rest: string): BridgeTopic {
  const [pattern, direction, qos, ...prefixes] = wordsOf(rest);
  if (pattern === undefined) throw emptyValue('topic');
  const [localPrefix, remotePrefix] = readPrefixes(qos, prefixes);
  const topic: BridgeTopic = {
    pattern: pattern === NONE ? '' : pattern,
    direction: readDirection(direction),
    qos: readQos(qos),
    localPrefix,
    remotePrefix,
  };
  check(topic);
  return topic;
}

function readDirection(word = 'out'): BridgeTopic['direction'] {
  const direction = word.toLowerCase();
  if (direction === 'out' || direction === 'in' || direction === 'both') return direction;
  throw new ConfigError(`Error: Invalid bridge topic direction '${word}'.`);
}

/** What is no number is 0, also the # of a comment; of a large one Mosquitto keeps the low byte. */
function readQos(word = '0'): BridgeTopic['qos'] {
  const qos = atoi(word) & 0xff;
  if (qos === 0 || qos === 1 || qos === 2) return qos;
  throw new ConfigError(`Error: Invalid bridge QoS level '${word}'.`);
}

/** A comment may stand behind the direction. */
function readPrefixes(qos: string | undefined, prefixes: readonly string[]): readonly [local: string, remote: string] {
  const words = [qos, ...prefixes].map((word) => word ?? '');
  const comment = words.findIndex((word) => word.startsWith('#'));
  const [, local = '', remote = ''] = words.slice(0, comment === -1 ? words.length : comment);
  return [local === NONE ? '' : local, remote === NONE ? '' : remote];
}

function check({ pattern, localPrefix, remotePrefix }: BridgeTopic): void {
  for (const [side, prefix] of [
    ['local', localPrefix],
    ['remote', remotePrefix],
  ] as const) {
    if (prefix !== '' && !isPublishTopic(prefix)) {
      throw new ConfigError(`Error: Invalid bridge topic ${side} prefix '${prefix}'.`);
    }
  }
  if (pattern === '' && (localPrefix === '' || remotePrefix === '')) {
    throw new ConfigError('Error: Invalid bridge remapping.');
  }
  for (const [side, prefix] of [
    ['local', localPrefix],
    ['remote', remotePrefix],
  ] as const) {
    if (prefix !== '' && !isFilter(prefix + pattern)) {
      throw new ConfigError(
        `Error: Invalid bridge topic ${side} prefix and pattern combination '${prefix}${pattern}'.`,
      );
    }
  }
  // Mosquitto finds this out when the other side refuses it, again and again.
  if (pattern !== '' && !isFilter(pattern)) throw new ConfigError(`Error: Invalid bridge topic '${pattern}'.`);
}

export const topicOption: ConfigOption = {
  name: 'topic',
  kind: 'words',
  scope: 'bridge',
  value: 'PATTERN [out|in|both [QOS [LOCAL-PREFIX [REMOTE-PREFIX]]]]',
  default: 'PATTERN out 0',
  choices: ['out', 'in', 'both'],
  range: { min: 0, max: 2 },
  repeatable: true,
  reloaded: false,
  take(reading, rest) {
    const bridge = reading.currentBridge();
    bridge.topics = [...bridge.topics, readBridgeTopic(rest)];
  },
};
