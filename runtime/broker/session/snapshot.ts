import type { PacketId, Properties, QoS, Will } from '#runtime/mqtt/packet.ts';
import { rightsOf } from '../access/rights-of.ts';
import { Absence } from './absence.ts';
import type { DelayedWill } from './absence.ts';
import type { Core } from '../core.ts';
import type { Awaited, Delivery, InFlight } from './inflight.ts';
import { Message } from '../message.ts';
import type { Source } from '../message.ts';
import { ownProperties } from '../own-properties.ts';
import { Session } from './session.ts';
import type { SubscriptionOptions } from '../matching/subscription.ts';
import { ownWill } from './will.ts';

/**
 * What a broker knows beyond its connections, as plain data: what Mosquitto keeps in mosquitto.db.
 * A clean session ends with its connection, so it is no part of it; neither is `$SYS`.
 */
export interface BrokerSnapshot {
  readonly retained: readonly MessageSnapshot[];
  readonly sessions: readonly SessionSnapshot[];
}

export interface MessageSnapshot {
  readonly topic: string;
  readonly payload: Uint8Array;
  readonly qos: QoS;
  readonly retain: boolean;
  readonly properties?: Properties;
  /** Milliseconds on the broker's clock, like all times here. */
  readonly expiresAt?: number;
  readonly publisher?: string;
  readonly source?: Source;
}

export interface SessionSnapshot {
  readonly clientId: string;
  /** As whom it was here, and by which listener. */
  readonly source?: Source;
  readonly subscriptions: readonly ({ readonly filter: string } & SubscriptionOptions)[];
  /** Seconds; Infinity: no end. */
  readonly expiryInterval: number;
  /** When it ends if its client does not come back; of a client that is there, as if it left now. */
  readonly expiresAt: number;
  /** Of a client that is away. */
  readonly delayedWill?: { readonly will: Will; readonly at: number };
  readonly lastPacketId: PacketId;
  /** Sent, in order, and not acknowledged. */
  readonly inflight: readonly InFlightSnapshot[];
  readonly queued: readonly DeliverySnapshot[];
  /** Of QoS 2 from the client, before PUBREL. */
  readonly incoming: readonly { readonly packetId: PacketId; readonly message: MessageSnapshot }[];
}

export interface DeliverySnapshot {
  readonly message: MessageSnapshot;
  readonly qos: QoS;
  readonly retain: boolean;
  /** Of the subscriptions that brought it. */
  readonly identifiers?: readonly number[];
  /** The shared subscription that brought it. */
  readonly share?: string;
}

export interface InFlightSnapshot extends DeliverySnapshot {
  readonly packetId: PacketId;
  readonly qos: 1 | 2;
  readonly awaits: Awaited;
}

export function takeSnapshot(core: Core): BrokerSnapshot {
  const sessions = [...core.sessions.values()].filter(({ endsWithConnection }) => !endsWithConnection);
  return {
    retained: Array.from(core.retained.all(), plainMessage),
    sessions: sessions.map((session) => plainSession(core, session)),
  };
}

/** Fills a core that has neither connections nor sessions. */
export function restoreSnapshot(core: Core, snapshot: BrokerSnapshot): void {
  for (const message of snapshot.retained) core.retained.put(liveMessage(message));
  for (const each of snapshot.sessions) {
    const session = new Session(each.clientId, each.expiryInterval, core.settings.maxInflightMessages);
    core.sessions.set(session.clientId, session);
    if (each.source !== undefined) {
      session.source = { ...each.source };
      session.rights = rightsOf(core, session.source);
    }
    for (const { filter, ...options } of each.subscriptions) {
      session.subscriptions.set(filter, options);
      core.sys.watchedBy(filter);
      core.subscriptions.add(filter, session, options);
    }
    session.outgoing.restore(each.lastPacketId, each.inflight.map(liveInFlight), each.queued.map(liveDelivery));
    for (const { packetId, message } of each.incoming) session.incoming.set(packetId, liveMessage(message));
    const { expiresAt, delayedWill } = each;
    const waits = expiresAt < Infinity || delayedWill !== undefined;
    if (waits) session.absence = new Absence(core, session, expiresAt, delayedWill && ownDelayed(delayedWill));
  }
}

function plainSession({ clock }: Core, session: Session): SessionSnapshot {
  const { clientId, source, expiryInterval, absence, subscriptions, outgoing, incoming } = session;
  const expiresAt = absence?.expiresAt ?? clock.now() + expiryInterval * 1000;
  const delayed = absence?.delayed;
  return {
    clientId,
    ...(source !== undefined && { source: { ...source } }),
    expiryInterval,
    expiresAt,
    ...(delayed !== undefined && { delayedWill: ownDelayed(delayed) }),
    subscriptions: Array.from(subscriptions, ([filter, options]) => ({ filter, ...options })),
    lastPacketId: outgoing.lastPacketId,
    inflight: Array.from(outgoing.sent(), plainInFlight),
    queued: outgoing.waiting().map(plainDelivery),
    incoming: Array.from(incoming, ([packetId, message]) => ({ packetId, message: plainMessage(message) })),
  };
}

function ownDelayed({ will, at }: DelayedWill): DelayedWill {
  return { will: ownWill(will), at };
}

function plainMessage({
  topic,
  payload,
  qos,
  retain,
  properties,
  expiresAt,
  publisher,
  source,
}: Message): MessageSnapshot {
  return {
    topic,
    payload: payload.slice(),
    qos,
    retain,
    ...(properties !== undefined && { properties: ownProperties(properties) }),
    ...(expiresAt !== undefined && { expiresAt }),
    ...(publisher !== undefined && { publisher }),
    ...(source !== undefined && { source: { ...source } }),
  };
}

function plainDelivery({ message, qos, retain, identifiers, share }: Delivery): DeliverySnapshot {
  return {
    message: plainMessage(message),
    qos,
    retain,
    ...(identifiers !== undefined && { identifiers }),
    ...(share !== undefined && { share }),
  };
}

function plainInFlight(entry: InFlight): InFlightSnapshot {
  const { packetId, qos, awaits } = entry;
  return { ...plainDelivery(entry), packetId, qos, awaits };
}

function liveMessage({ topic, payload, qos, retain, ...extras }: MessageSnapshot): Message {
  const { properties } = extras;
  const own = properties === undefined ? extras : { ...extras, properties: ownProperties(properties) };
  return Message.of(topic, payload.slice(), qos, retain, own);
}

function liveDelivery({ message, ...how }: DeliverySnapshot): Delivery {
  return { message: liveMessage(message), ...how };
}

function liveInFlight({ message, ...how }: InFlightSnapshot): InFlight {
  return { message: liveMessage(message), ...how };
}
