import type { PacketId, QoS } from '#runtime/mqtt/packet.ts';
import type { Core } from './core.ts';
import type { Awaited, Delivery, InFlight } from './inflight.ts';
import { Message } from './message.ts';
import { Session } from './session.ts';
import type { SubscriptionOptions } from './subscription.ts';

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
}

export interface SessionSnapshot {
  readonly clientId: string;
  readonly subscriptions: readonly ({ readonly filter: string } & SubscriptionOptions)[];
  /** Seconds; Infinity: no end. */
  readonly expiryInterval: number;
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
}

export interface InFlightSnapshot extends DeliverySnapshot {
  readonly packetId: PacketId;
  readonly qos: 1 | 2;
  readonly awaits: Awaited;
}

export function takeSnapshot(core: Core): BrokerSnapshot {
  const sessions = [...core.sessions.values()].filter(({ endsWithConnection }) => !endsWithConnection);
  return { retained: Array.from(core.retained.all(), plainMessage), sessions: sessions.map(plainSession) };
}

/** Fills a core that has neither connections nor sessions. */
export function restoreSnapshot(core: Core, snapshot: BrokerSnapshot): void {
  for (const message of snapshot.retained) core.retained.put(liveMessage(message));
  for (const each of snapshot.sessions) {
    const session = new Session(each.clientId, each.expiryInterval, core.settings.maxInflightMessages);
    core.sessions.set(session.clientId, session);
    for (const { filter, ...options } of each.subscriptions) {
      session.subscriptions.set(filter, options);
      core.subscriptions.add(filter, session, options);
    }
    session.outgoing.restore(each.lastPacketId, each.inflight.map(liveInFlight), each.queued.map(liveDelivery));
    for (const { packetId, message } of each.incoming) session.incoming.set(packetId, liveMessage(message));
  }
}

function plainSession(session: Session): SessionSnapshot {
  const { clientId, expiryInterval, subscriptions, outgoing, incoming } = session;
  return {
    clientId,
    expiryInterval,
    subscriptions: Array.from(subscriptions, ([filter, options]) => ({ filter, ...options })),
    lastPacketId: outgoing.lastPacketId,
    inflight: Array.from(outgoing.sent(), plainInFlight),
    queued: outgoing.waiting().map(plainDelivery),
    incoming: Array.from(incoming, ([packetId, message]) => ({ packetId, message: plainMessage(message) })),
  };
}

function plainMessage({ topic, payload, qos, retain }: Message): MessageSnapshot {
  return { topic, payload: payload.slice(), qos, retain };
}

function plainDelivery({ message, qos, retain }: Delivery): DeliverySnapshot {
  return { message: plainMessage(message), qos, retain };
}

function plainInFlight({ packetId, message, qos, retain, awaits }: InFlight): InFlightSnapshot {
  return { packetId, message: plainMessage(message), qos, retain, awaits };
}

function liveMessage({ topic, payload, qos, retain }: MessageSnapshot): Message {
  return new Message(topic, payload.slice(), qos, retain);
}

function liveDelivery({ message, qos, retain }: DeliverySnapshot): Delivery {
  return { message: liveMessage(message), qos, retain };
}

function liveInFlight({ packetId, message, qos, retain, awaits }: InFlightSnapshot): InFlight {
  return { packetId, message: liveMessage(message), qos, retain, awaits };
}
