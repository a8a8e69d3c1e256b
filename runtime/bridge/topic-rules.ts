/**
 * Which topics a bridge carries, and what they are called on the other side: the `topic` lines of a
 * connection in mosquitto.conf(5). A rule's pattern stands behind a prefix on either side:
 *
 *     topic sensor/# out 1 "" haus1/
 *         subscribed to here:    sensor/#            at QoS 1
 *         sensor/t  goes out as  haus1/sensor/t
 *     topic cmd/# in 1 "" haus1/
 *         subscribed to there:   haus1/cmd/#         at QoS 1
 *         haus1/cmd/led comes in as  cmd/led
 *     topic "" out 0 a/b c/d
 *         a/b goes out as c/d, and nothing else does
 *
 * Where several rules match, the first one names the topic. What no rule matches keeps its name: a
 * session that outlives a change of the configuration may still hold such messages.
 */
import type { BridgeTopic } from '#runtime/config/values.ts';
import { matches } from '#runtime/mqtt/filter.ts';
import type { QoS } from '#runtime/mqtt/packet.ts';

export interface BridgedFilter {
  readonly filter: string;
  readonly qos: QoS;
}

/** A rule with its filters, which every message is held against. */
interface Rule extends BridgeTopic {
  readonly localFilter: string;
  readonly remoteFilter: string;
}

export class TopicRules {
  readonly #rules: readonly Rule[];

  constructor(topics: readonly BridgeTopic[]) {
    this.#rules = topics.map((topic) => ({
      ...topic,
      localFilter: topic.localPrefix + topic.pattern,
      remoteFilter: topic.remotePrefix + topic.pattern,
    }));
  }

  /** To be subscribed to at this broker: each filter once, at the highest QoS that a rule gives it. */
  get local(): readonly BridgedFilter[] {
    return distinct(this.#rules.filter(goesOut).map(({ localFilter: filter, qos }) => ({ filter, qos })));
  }

  /** To be subscribed to at the other broker. */
  get remote(): readonly BridgedFilter[] {
    return distinct(this.#rules.filter(comesIn).map(({ remoteFilter: filter, qos }) => ({ filter, qos })));
  }

  /**
   * What the other broker is asked for, in the order of the file: a rule that only leads out says so there
   * by UNSUBSCRIBE, for it may have led in when that broker was last spoken to (`bridge_attempt_unsubscribe`).
   */
  get requests(): readonly (BridgedFilter & { readonly wanted: boolean })[] {
    const wanted = this.remote;
    const asked = new Set<string>();
    return this.#rules.flatMap(({ remoteFilter: filter, qos }) => {
      if (asked.has(filter)) return [];
      asked.add(filter);
      const found = wanted.find((each) => each.filter === filter);
      return [found === undefined ? { filter, qos, wanted: false } : { ...found, wanted: true }];
    });
  }

  /** The name over there of a topic here. */
  toRemote(topic: string): string {
    const rule = this.#rules.find((each) => goesOut(each) && matches(each.localFilter, topic));
    return rule === undefined ? topic : renamed(topic, rule.localPrefix, rule.remotePrefix);
  }

  /** The name here of a topic over there. */
  toLocal(topic: string): string {
    const rule = this.#rules.find((each) => comesIn(each) && matches(each.remoteFilter, topic));
    return rule === undefined ? topic : renamed(topic, rule.remotePrefix, rule.localPrefix);
  }
}

const goesOut = ({ direction }: BridgeTopic): boolean => direction !== 'in';
const comesIn = ({ direction }: BridgeTopic): boolean => direction !== 'out';

/** `a/#` behind the prefix `a/` matches `a` too, which does not begin with the prefix: that one is only added to. */
function renamed(topic: string, from: string, to: string): string {
  return to + (topic.startsWith(from) ? topic.slice(from.length) : topic);
}

function distinct(filters: readonly BridgedFilter[]): readonly BridgedFilter[] {
  const highest = new Map<string, QoS>();
  for (const { filter, qos } of filters) {
    const before = highest.get(filter);
    highest.set(filter, before === undefined || qos > before ? qos : before);
  }
  return [...highest].map(([filter, qos]) => ({ filter, qos }));
}
