import type { Unsubscribe } from '#runtime/mqtt/packet.ts';
import { REASON } from '#runtime/mqtt/reason.ts';
import type { Connection } from '../connection.ts';
import { mountedFilter } from '../mount-point.ts';
import type { Session } from '../session/session.ts';

/**
 * Answered whether or not there was such a subscription [MQTT-3.10.4-4] [MQTT-3.10.4-5]
 * [MQTT5-3.10.4-4] [MQTT5-3.10.4-5].
 */
export function handleUnsubscribe(connection: Connection, session: Session, packet: Unsubscribe): void {
  const { log } = connection;
  log.debug?.(`Received UNSUBSCRIBE from ${session.clientId}`);
  // [MQTT5-3.10.4-6] [MQTT5-3.11.3-1]
  const reasonCodes = packet.filters.map((filter) =>
    unsubscribe(connection, session, mountedFilter(connection.mountPoint, filter)),
  );
  log.debug?.(`Sending UNSUBACK to ${session.clientId}`);
  const { packetId } = packet;
  connection.send({ type: 'UNSUBACK', packetId, ...(connection.negotiated.level === 5 && { reasonCodes }) });
}

function unsubscribe(connection: Connection, session: Session, filter: string): number {
  const { log, core } = connection;
  log.debug?.(`\t${filter}`);
  // [MQTT-3.10.4-1] [MQTT-3.10.4-2] [MQTT5-3.10.4-1] [MQTT5-3.10.4-2]: character by character.
  const existed = session.subscriptions.delete(filter);
  if (existed) core.subscriptions.remove(filter, session);
  session.records?.unsubscribed(filter);
  connection.dropRetained(filter);
  log.unsubscribe?.(`${session.clientId} ${filter}`);
  return existed ? REASON.success : REASON.noSubscriptionExisted;
}
