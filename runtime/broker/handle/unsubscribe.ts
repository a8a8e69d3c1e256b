import type { Unsubscribe } from '#runtime/mqtt/packet.ts';
import type { Connection } from '../connection.ts';
import type { Session } from '../session.ts';

/** Answered whether or not there was such a subscription [MQTT-3.10.4-4, -5]. */
export function handleUnsubscribe(connection: Connection, session: Session, packet: Unsubscribe): void {
  const { core } = connection;
  core.log.debug?.(`Received UNSUBSCRIBE from ${session.clientId}`);
  for (const filter of packet.filters) {
    core.log.debug?.(`\t${filter}`);
    // [MQTT-3.10.4-1] [MQTT-3.10.4-2]: character by character.
    if (session.subscriptions.delete(filter)) core.subscriptions.remove(filter, session);
    connection.dropRetained(filter);
    core.log.unsubscribe?.(`${session.clientId} ${filter}`);
  }
  core.log.debug?.(`Sending UNSUBACK to ${session.clientId}`);
  connection.send({ type: 'UNSUBACK', packetId: packet.packetId });
}
