/**
 * A subscription is held: the broker granted it (SUBACK), the client is connected and has not given
 * it up. What was refused, or asked for and not yet answered, is not held.
 *
 *     subscribed({ filter: 'piandmore/test' })      this filter, letter for letter
 *     subscribed({ filter: /^sensor\/./, qos: 1 })  any that fits, granted QoS 1
 *     subscribed({ covers: 'piandmore/test' })      any that would bring messages on this topic
 */
import { matches } from '#runtime/mqtt/filter.ts';
import type { QoS } from '#runtime/mqtt/packet.ts';
import { counts, moment, type By, type Moment } from '../check.ts';
import { describe, textFits, type TextMatcher } from '../matcher.ts';
import type { ConnectionFacts } from '../observe.ts';
import { phrase } from '../phrases.ts';

export interface SubscribedOptions {
  readonly filter?: TextMatcher;
  /** A literal topic that the filter matches. */
  readonly covers?: string;
  /** As granted, which may be lower than asked for. */
  readonly qos?: QoS;
  /** Host of the client. */
  readonly host?: string;
  readonly clientId?: TextMatcher;
  readonly by?: By;
}

export function subscribed(options: SubscribedOptions): Moment<'wire'> {
  const fits = (filter: string, qos: QoS): boolean =>
    textFits(options.filter, filter) &&
    (options.covers === undefined || matches(filter, options.covers)) &&
    (options.qos === undefined || options.qos === qos);
  const theirs = (connection: ConnectionFacts | undefined): connection is ConnectionFacts =>
    connection !== undefined &&
    counts(options.by, connection.by) &&
    (options.host === undefined || connection.process?.host === options.host) &&
    textFits(options.clientId, connection.connect?.clientId);

  return moment({
    kind: 'subscribed',
    proof: 'wire',
    options: { ...options },
    what: (times, anew) =>
      phrase('check.subscribed', {
        filter: describe(options.filter),
        topic: options.covers,
        qos: options.qos,
        host: options.host,
        times,
        anew: anew === true ? 1 : undefined,
      }),
    happens: ({ connection, granted }) =>
      granted !== undefined && theirs(connection) && granted.some(({ filter, qos }) => fits(filter, qos)),
    holds: (connection) =>
      theirs(connection) && [...connection.subscriptions].some(([filter, qos]) => fits(filter, qos)),
  });
}
