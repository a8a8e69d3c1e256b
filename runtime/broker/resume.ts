import type { Connection } from './connection.ts';
import { sendInFlight, sendQueued } from './deliver.ts';

/**
 * What was not acknowledged is sent again, in order [MQTT-4.4.0-1, MQTT-4.6.0-1] [MQTT5-4.4.0-1,
 * MQTT5-4.6.0-1]; then what waited.
 */
export function resume(connection: Connection): void {
  const { session } = connection;
  if (session === undefined) return;
  for (const entry of session.outgoing.sent()) {
    if (entry.awaits === 'PUBCOMP') {
      connection.core.log.debug?.(`Sending PUBREL to ${session.clientId} (m${entry.packetId})`);
      connection.send({ type: 'PUBREL', packetId: entry.packetId, reasonCode: 0 });
    } else sendInFlight(connection, entry, true);
  }
  sendQueued(connection, session);
}
