import type { Core } from './core.ts';
import { deliver } from './deliver.ts';
import type { Message } from './message.ts';
import type { Session } from './session/session.ts';
import type { Matches, SharedGroup, Target } from './matching/subscription.ts';

/**
 * Publishes: keeps the message if it is to be retained, and gives it to all whose filters match.
 *
 * @param matches of the message's topic, if they are known
 * @returns whether any subscription matches; a message that nobody gets may still be retained
 */
export function route(
  core: Core,
  message: Message,
  matches: Matches<Session> = core.topics.matches(message.topic),
): boolean {
  // [MQTT-3.3.1-5] [MQTT-3.3.1-12]
  if (message.retain) core.retained.put(message);
  const { targets, groups } = matches;
  for (let index = 0; index < targets.length; index++) giveTo(core, targets[index]!, message);
  for (let index = 0; index < groups.length; index++) giveToOneOf(core, groups[index]!, message);
  return targets.length > 0 || groups.length > 0;
}

/** Its own message may be nothing for the publisher, or come otherwise [MQTT5-3.8.3-3]. */
export function giveTo(core: Core, target: Target<Session>, message: Message): void {
  const isOwn = target.own !== target && target.subscriber.clientId === message.publisher;
  const chosen = isOwn ? target.own : target;
  if (chosen !== undefined && mayRead(chosen, message.topic)) deliver(core, chosen, message, false);
}

/** To one member of a group that shares a subscription, and no more [MQTT5 §4.8.2]. */
export function giveToOneOf(core: Core, group: SharedGroup<Session>, message: Message): void {
  const member = memberOf(group, message.topic);
  if (member !== undefined) deliver(core, member, message, false);
}

/** Who of a group gets the message: rather who is there and has room than who is there, rather that than who is away. */
export function memberOf(group: SharedGroup<Session>, topic: string): Target<Session> | undefined {
  const member = group.next(isReady);
  if (member === undefined || !mayRead(member, topic)) return member && memberWhoMay(group, topic);
  if (member.subscriber.connection !== undefined) return member;
  const there = group.next(isThere);
  return there === undefined || mayRead(there, topic) ? there : memberWhoMay(group, topic);
}

/** By Mosquitto 2.0.11 a message is lost when the next in turn may not read it. */
function memberWhoMay(group: SharedGroup<Session>, topic: string): Target<Session> | undefined {
  for (const isFit of [isReady, isThere, isAnyone]) {
    const fits = (each: Target<Session>): boolean => mayRead(each, topic) && isFit(each);
    const member = group.next(fits);
    if (member !== undefined && fits(member)) return member;
  }
  return undefined;
}

/** A subscription is granted to everybody; what may be read is asked when something comes. */
export function mayRead({ subscriber: { rights } }: Target<Session>, topic: string): boolean {
  return rights === undefined || rights.mayRead(topic);
}

function isReady({ subscriber, qos }: Target<Session>): boolean {
  const { connection } = subscriber;
  return connection !== undefined && !connection.output.full && (qos === 0 || subscriber.outgoing.isOpen);
}

function isThere({ subscriber }: Target<Session>): boolean {
  return subscriber.connection !== undefined;
}

function isAnyone(): boolean {
  return true;
}

const DOLLAR = 0x24;
const CONNECTION_STATE = /^\$SYS\/broker\/connection\/[^/]*\/state$/;

/**
 * Where no client may write, as by Mosquitto: what `$SYS` says is the broker's own, but for what bridges
 * say of themselves; `$share` is no topic.
 */
export function isReserved(topic: string): boolean {
  if (topic.charCodeAt(0) !== DOLLAR) return false;
  return (topic.startsWith('$SYS') && !CONNECTION_STATE.test(topic)) || topic.startsWith('$share');
}
