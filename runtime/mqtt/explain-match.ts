import type { Phrase } from '#runtime/ports.ts';
import { checkTopicFilter } from './filter.ts';
import type { MatchPhraseId } from './phrase-ids.ts';
import { checkTopicName } from './topic.ts';
import type { TopicFlaw } from './topic-flaw.ts';

/**
 * How one level of a filter fared. `equal`, `plus`, `hash` match; so does `hash-parent`, where the
 * topic ended one level before the `#`. The others end the comparison: `dollar`, a wildcard first
 * against a topic that begins with `$`; `topic-longer` and `topic-shorter`, one of the two had ended.
 */
export type MatchStepKind =
  'equal' | 'different' | 'plus' | 'hash' | 'hash-parent' | 'dollar' | 'topic-longer' | 'topic-shorter';

export interface MatchStep {
  readonly kind: MatchStepKind;
  readonly matches: boolean;
  /** Index of the level, from 0. */
  readonly level: number;
  /** Text of the filter's level; absent: the filter has ended. */
  readonly filter?: string;
  /** Text of the topic's level, with `#` of all that are left; absent: the topic has ended. */
  readonly topic?: string;
  /** Of 3.1.1. */
  readonly clause: string;
  /** Levels are counted from 1 in it. */
  readonly phrase: Phrase;
}

export interface MatchExplanation {
  readonly matches: boolean;
  /** Level by level, up to the one that decides; none when one of the two is invalid. */
  readonly steps: readonly MatchStep[];
  /** Why there was nothing to compare. */
  readonly flaw?: TopicFlaw;
  /** The outcome in one sentence. */
  readonly phrase: Phrase;
}

/** Why a message under `topic` goes to a subscription with `filter`, or does not: see `matches`. */
export function explainMatch(filter: string, topic: string): MatchExplanation {
  const flaw = checkTopicFilter(filter) ?? checkTopicName(topic);
  if (flaw !== undefined) return { matches: false, steps: [], flaw, phrase: flaw.phrase };
  const steps = walk(filter.split('/'), topic.split('/'));
  const last = steps.at(-1)!;
  const phrase = last.matches
    ? { id: 'match.yes', values: { filter, topic } }
    : { id: 'match.no', values: { filter, topic, level: last.level + 1 } };
  return { matches: last.matches, steps, phrase };
}

/** Compares until the outcome is known; the last step tells it. */
function walk(filter: readonly string[], topic: readonly string[]): MatchStep[] {
  const steps: MatchStep[] = [];
  for (let level = 0; level < filter.length || level < topic.length; level++) {
    const step = compare(level, filter, topic);
    steps.push(step);
    if (!step.matches || step.kind === 'hash' || step.kind === 'hash-parent') break;
  }
  return steps;
}

function compare(level: number, filter: readonly string[], topic: readonly string[]): MatchStep {
  const wanted = filter[level];
  const found = topic[level];
  const isWildcard = wanted === '+' || wanted === '#';
  // [MQTT-4.7.2-1]
  if (level === 0 && isWildcard && found!.startsWith('$')) {
    return step('dollar', false, level, wanted, found, 'MQTT-4.7.2-1', 'match.dollar');
  }
  if (wanted === '#') {
    // [MQTT-4.7.1-2]
    if (found === undefined)
      return step('hash-parent', true, level, wanted, found, 'MQTT-4.7.1-2', 'match.hash-parent');
    return step('hash', true, level, wanted, topic.slice(level).join('/'), 'MQTT-4.7.1-2', 'match.hash');
  }
  if (wanted === undefined) {
    return step('topic-longer', false, level, wanted, found, 'MQTT-4.7.3-4', 'match.topic-longer');
  }
  if (found === undefined) {
    // [MQTT-4.7.1-3] A "+" stands for a level, and there is none.
    const clause = wanted === '+' ? 'MQTT-4.7.1-3' : 'MQTT-4.7.3-4';
    return step('topic-shorter', false, level, wanted, found, clause, 'match.topic-shorter');
  }
  if (wanted === '+') {
    return step('plus', true, level, wanted, found, 'MQTT-4.7.1-3', found === '' ? 'match.plus-empty' : 'match.plus');
  }
  // [MQTT-4.7.3-4]
  if (wanted === found) return step('equal', true, level, wanted, found, 'MQTT-4.7.3-4', 'match.equal');
  return step('different', false, level, wanted, found, 'MQTT-4.7.3-4', difference(wanted, found));
}

/** Two slips are so common, and so hard to see, that they are named. */
function difference(wanted: string, found: string): MatchPhraseId {
  if (wanted.toLowerCase() === found.toLowerCase()) return 'match.different-case';
  if (wanted.trim() === found.trim()) return 'match.different-spaces';
  return 'match.different';
}

function step(
  kind: MatchStepKind,
  matches: boolean,
  level: number,
  filter: string | undefined,
  topic: string | undefined,
  clause: string,
  id: MatchPhraseId,
): MatchStep {
  return {
    kind,
    matches,
    level,
    ...(filter !== undefined && { filter }),
    ...(topic !== undefined && { topic }),
    clause,
    phrase: { id, values: { level: level + 1, filter: filter ?? '', topic: topic ?? '' } },
  };
}
