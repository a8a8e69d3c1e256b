import type { Subscribe, Subscription } from '#runtime/mqtt/packet.ts';
import type { Connection } from '../connection.ts';
import { RetainedDelivery } from '../retained-delivery.ts';
import type { SubscriptionOptions } from '../subscription.ts';
import type { Session } from '../session.ts';

const FAILURE = 0x80;

/** All filters of the packet, one answer [MQTT-3.8.4-1, -4, -5]; then what was retained for them. */
export function handleSubscribe(connection: Connection, session: Session, packet: Subscribe): void {
  const { log } = connection.core;
  log.debug?.(`Received SUBSCRIBE from ${session.clientId}`);
  // [MQTT-3.8.4-2] [MQTT-3.9.3-1]
  const reasonCodes = packet.subscriptions.map((subscription) => subscribe(connection, session, subscription));
  log.debug?.(`Sending SUBACK to ${session.clientId}`);
  connection.send({ type: 'SUBACK', packetId: packet.packetId, reasonCodes });
  for (const [index, subscription] of packet.subscriptions.entries()) {
    // [MQTT-3.8.4-3]: to a repeated filter, too.
    if (reasonCodes[index] !== FAILURE) {
      const options = optionsOf(subscription);
      connection.enqueueRetained(new RetainedDelivery(connection, session, subscription.filter, options));
    }
  }
  connection.sendRetained();
}

/** @returns what is granted: as much as was asked for, or failure */
function subscribe({ core }: Connection, session: Session, subscription: Subscription): number {
  const { filter, qos } = subscription;
  core.log.debug?.(`\t${filter} (QoS ${qos})`);
  if (filter.startsWith('$share/')) {
    core.log.warning?.(`Warning: ${session.clientId} asks for ${filter}; shared subscriptions are not there yet.`);
    return FAILURE;
  }
  const options = optionsOf(subscription);
  session.subscriptions.set(filter, options);
  core.subscriptions.add(filter, session, options);
  core.log.subscribe?.(`${session.clientId} ${qos} ${filter}`);
  return qos;
}

function optionsOf({ qos, noLocal = false, retainAsPublished = false }: Subscription): SubscriptionOptions {
  return { qos, noLocal, retainAsPublished, identifier: undefined };
}
