import type { QoS, Subscribe, Subscription } from '#runtime/mqtt/packet.ts';
import type { Connection } from '../connection.ts';
import { mountedFilter } from '../mount-point.ts';
import { RetainedDelivery } from '../retained/retained-delivery.ts';
import type { SubscriptionOptions } from '../matching/subscription.ts';
import type { Session } from '../session/session.ts';

/**
 * All filters of the packet, one answer [MQTT-3.8.4-1] [MQTT-3.8.4-4] [MQTT-3.8.4-5] [MQTT5-3.8.4-1];
 * then what was retained for them.
 */
export function handleSubscribe(connection: Connection, session: Session, packet: Subscribe): void {
  const { log } = connection;
  log.debug?.(`Received SUBSCRIBE from ${session.clientId}`);
  const identifier = packet.properties?.subscriptionIdentifier?.[0];
  const reasonCodes: number[] = [];
  const deliveries: RetainedDelivery[] = [];
  // [MQTT-3.8.4-2] [MQTT-3.9.3-1] [MQTT5-3.8.4-5] [MQTT5-3.8.4-6] [MQTT5-3.9.3-1]
  for (const subscription of packet.subscriptions) {
    const filter = mountedFilter(connection.mountPoint, subscription.filter);
    const options = grant(connection, subscription, identifier);
    const isNew = subscribe(connection, session, filter, options);
    reasonCodes.push(options.qos);
    if (wantsRetained(subscription, isNew)) {
      deliveries.push(new RetainedDelivery(connection, session, filter, options));
    }
  }
  log.debug?.(`Sending SUBACK to ${session.clientId}`);
  connection.send({ type: 'SUBACK', packetId: packet.packetId, reasonCodes });
  for (const delivery of deliveries) connection.enqueueRetained(delivery);
  connection.sendRetained();
}

/** As much as was asked for, and as the broker has [MQTT5-3.8.4-7]. */
function grant(
  { listener, isBridge, negotiated }: Connection,
  asked: Subscription,
  identifier: number | undefined,
): SubscriptionOptions {
  // Below 5.0 a bridge cannot ask for them; Mosquitto knows that it needs both.
  const asBridge = isBridge && negotiated.level < 5;
  const { noLocal = asBridge, retainAsPublished = asBridge } = asked;
  const qos = Math.min(asked.qos, listener.settings.maxQos) as QoS;
  if (!noLocal && !retainAsPublished && identifier === undefined) return PLAIN[qos];
  return { qos, noLocal, retainAsPublished, identifier };
}

const PLAIN_0: SubscriptionOptions = { qos: 0, noLocal: false, retainAsPublished: false, identifier: undefined };

/** Nearly all subscriptions are such: they share one of three. */
const PLAIN = [
  PLAIN_0,
  { ...PLAIN_0, qos: 1 },
  { ...PLAIN_0, qos: 2 },
] as const satisfies readonly SubscriptionOptions[];

/** @returns whether there was none with this filter before, which it would replace [MQTT5-3.8.4-3] */
function subscribe({ core, log }: Connection, session: Session, filter: string, options: SubscriptionOptions): boolean {
  core.sys.watchedBy(filter);
  log.debug?.(`\t${filter} (QoS ${options.qos})`);
  const isNew = session.subscriptions.get(filter) === undefined;
  session.subscriptions.set(filter, options);
  session.records?.subscribed(filter, options);
  core.subscriptions.add(filter, session, options);
  log.subscribe?.(`${session.clientId} ${options.qos} ${filter}`);
  return isNew;
}

/** [MQTT-3.8.4-3] [MQTT5-3.3.1-9] [MQTT5-3.3.1-10] [MQTT5-3.3.1-11]: in 3.1.1 always, to a repeated filter, too. */
function wantsRetained({ retainHandling = 0 }: Subscription, isNew: boolean): boolean {
  return retainHandling === 0 || (retainHandling === 1 && isNew);
}
