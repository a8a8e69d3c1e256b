import type { QoS } from '#runtime/mqtt/packet.ts';

/** What a client asked for along with a filter; below 5.0 it can ask for a QoS only. */
export interface SubscriptionOptions {
  readonly qos: QoS;
  /** Not what this client itself publishes [MQTT5-3.8.3-3]. */
  readonly noLocal: boolean;
  /** RETAIN as the publisher set it, instead of 0 for what is live [MQTT5-3.3.1-12, -13]. */
  readonly retainAsPublished: boolean;
  /** To be carried by every message that the subscription brings [MQTT5-3.3.4-3]. */
  readonly identifier: number | undefined;
}

/** Who gets a message, and how: one a subscriber, however many of its filters match [MQTT-3.3.5-1]. */
export interface Target<Subscriber> {
  readonly subscriber: Subscriber;
  /** The highest that was granted for any matching filter. */
  readonly qos: QoS;
  readonly retainAsPublished: boolean;
  /** Of all matching subscriptions that have one; absent when none has. */
  readonly identifiers: readonly number[] | undefined;
  /**
   * What is to be done instead when the subscriber published the message itself: the target itself
   * when none of its matching subscriptions says No Local, absent when all do.
   */
  readonly own: Target<Subscriber> | undefined;
}

/** The members of `$share/group/filter`, of whom one gets each message [MQTT5 §4.8.2]. */
export interface SharedGroup<Subscriber> {
  readonly members: readonly Target<Subscriber>[];
  /** The next in turn who is fit for it; if nobody is, the next in turn. */
  next(isFit: (member: Target<Subscriber>) => boolean): Target<Subscriber> | undefined;
}

/** All who get what is published to one topic. */
export interface Matches<Subscriber> {
  readonly targets: readonly Target<Subscriber>[];
  readonly groups: readonly SharedGroup<Subscriber>[];
}

/** The subscriptions of one subscriber that match a topic, as one. */
export function targetOf<Subscriber>(
  subscriber: Subscriber,
  matching: readonly SubscriptionOptions[],
): Target<Subscriber> {
  const foreign = matching.filter(({ noLocal }) => !noLocal);
  if (foreign.length === matching.length) return forOwn(combined(subscriber, matching));
  const own = foreign.length === 0 ? undefined : forOwn(combined(subscriber, foreign));
  return { ...combined(subscriber, matching), own };
}

type Combined<Subscriber> = Omit<Target<Subscriber>, 'own'>;

function combined<Subscriber>(subscriber: Subscriber, matching: readonly SubscriptionOptions[]): Combined<Subscriber> {
  const identifiers = matching.flatMap(({ identifier }) => identifier ?? []);
  return {
    subscriber,
    qos: Math.max(...matching.map(({ qos }) => qos)) as QoS,
    retainAsPublished: matching.some(({ retainAsPublished }) => retainAsPublished),
    identifiers: identifiers.length === 0 ? undefined : identifiers,
  };
}

function forOwn<Subscriber>(combined: Combined<Subscriber>): Target<Subscriber> {
  const target: { own: Target<Subscriber> | undefined } & Combined<Subscriber> = { ...combined, own: undefined };
  target.own = target;
  return target;
}
