import type { QoS } from '#runtime/mqtt/packet.ts';

/** What a client asked for along with a filter; below 5.0 it can ask for a QoS only. */
export interface SubscriptionOptions {
  readonly qos: QoS;
  /** Not what this client itself publishes [MQTT5-3.8.3-3]. */
  readonly noLocal: boolean;
  /** RETAIN as the publisher set it, instead of 0 for what is live [MQTT5-3.3.1-12] [MQTT5-3.3.1-13]. */
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
  /** The shared subscription, `$share/group/filter`, of which the subscriber is a member here. */
  readonly share: string | undefined;
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

/** What one subscription alone brings its subscriber. */
export function targetOf<Subscriber>(
  subscriber: Subscriber,
  options: SubscriptionOptions,
  share: string | undefined = undefined,
): Target<Subscriber> {
  const { qos, noLocal, retainAsPublished, identifier } = options;
  const identifiers = identifier === undefined ? undefined : [identifier];
  const target: Writable<Target<Subscriber>> = {
    subscriber,
    qos,
    retainAsPublished,
    identifiers,
    share,
    own: undefined,
  };
  // [MQTT5-3.8.3-3]
  if (!noLocal) target.own = target;
  return target;
}

/**
 * Two subscriptions of one subscriber, both of which match a topic, as one: it gets the message once,
 * at the higher QoS [MQTT5-3.3.4-2], with the identifiers of both [MQTT5-3.3.4-3] [MQTT5-3.3.4-4]. The standard
 * does not say whose Retain As Published counts then; one that asks for it is enough, for who did
 * not ask can do without RETAIN, but who did cannot tell the messages apart otherwise.
 */
export function combined<Subscriber>(one: Target<Subscriber>, other: Target<Subscriber>): Target<Subscriber> {
  const target: Writable<Target<Subscriber>> = {
    subscriber: one.subscriber,
    qos: one.qos > other.qos ? one.qos : other.qos,
    retainAsPublished: one.retainAsPublished || other.retainAsPublished,
    identifiers: both(one.identifiers, other.identifiers),
    share: undefined,
    own: undefined,
  };
  if (one.own === undefined) target.own = other.own;
  else if (other.own === undefined) target.own = one.own;
  else target.own = one.own === one && other.own === other ? target : combined(one.own, other.own);
  return target;
}

type Writable<Type> = { -readonly [Field in keyof Type]: Type[Field] };

function both(one: readonly number[] | undefined, other: readonly number[] | undefined): readonly number[] | undefined {
  if (one === undefined || other === undefined) return one ?? other;
  return [...one, ...other];
}
