/**
 * A PUBLISH on the wire: `published` is what a client sent, `delivered` what a broker handed to one.
 *
 *     published({ topic: 'piandmore/test', payload: 'Hello World' })
 *     delivered({ matching: 'sensor/+/temperature', payload: { from: 20, to: 25 } })
 *
 * `topic` is a literal, letter for letter; `matching` is a filter, with wildcards. Who counts is the
 * client at the other end of the wire: its process for `published`, the receiver's for `delivered`.
 * A message may come from outside the lab: then nobody here has `published` it.
 */
import { matches } from '#runtime/mqtt/filter.ts';
import type { Publish, QoS } from '#runtime/mqtt/packet.ts';
import { counts, moment, type By, type Moment } from '../check.ts';
import { describe, payloadFits, textFits, type PayloadMatcher, type TextMatcher } from '../matcher.ts';
import type { Sighting } from '../observe.ts';
import { phrase } from '../phrases.ts';

export interface MessageOptions {
  /** A literal topic name: no wildcards. */
  readonly topic?: string;
  /** A topic filter. */
  readonly matching?: string;
  /** As UTF-8 text; a range asks for a number. */
  readonly payload?: PayloadMatcher;
  readonly qos?: QoS;
  readonly retain?: boolean;
  readonly dup?: boolean;
  /** Host of the client. */
  readonly host?: string;
  readonly clientId?: TextMatcher;
  /** Anything else about the packet. */
  readonly where?: (packet: Publish) => boolean;
  readonly by?: By;
}

/** A client sent a PUBLISH. */
export const published = (options: MessageOptions): Moment<'wire'> => message('published', 'client', options);

/** A broker sent a PUBLISH to a client. */
export const delivered = (options: MessageOptions): Moment<'wire'> => message('delivered', 'server', options);

function message(
  kind: 'published' | 'delivered',
  sender: 'client' | 'server',
  options: MessageOptions,
): Moment<'wire'> {
  return moment({
    kind,
    proof: 'wire',
    options: { ...options },
    what: (times) =>
      phrase(`check.${kind}`, {
        topic: options.topic ?? options.matching,
        payload: describe(options.payload),
        qos: options.qos,
        // To publish without the flag is the rule; to receive without it says something.
        retain: options.retain === true || kind === 'delivered' ? flag(options.retain) : undefined,
        host: options.host,
        times,
      }),
    happens: ({ event, by, connection, packet }: Sighting) =>
      event?.kind === 'packet' &&
      event.sender === sender &&
      packet?.type === 'PUBLISH' &&
      counts(options.by, by) &&
      (options.host === undefined || connection?.process?.host === options.host) &&
      textFits(options.clientId, connection?.connect?.clientId) &&
      fits(options, packet),
  });
}

const flag = (set: boolean | undefined): number | undefined => (set === undefined ? undefined : Number(set));

function fits(options: MessageOptions, packet: Publish): boolean {
  const { topic, matching, qos, retain, dup, where } = options;
  return (
    (topic === undefined || packet.topic === topic) &&
    (matching === undefined || matches(matching, packet.topic)) &&
    (qos === undefined || packet.qos === qos) &&
    (retain === undefined || packet.retain === retain) &&
    (dup === undefined || packet.dup === dup) &&
    payloadFits(options.payload, packet.payload) &&
    (where === undefined || where(packet))
  );
}
