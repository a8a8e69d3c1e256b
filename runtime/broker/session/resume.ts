import type { Connection } from '../connection.ts';
import { sendQueued } from '../deliver.ts';

/**
 * What was not acknowledged is sent again, in order [MQTT-4.4.0-1] [MQTT-4.6.0-1] [MQTT5-4.4.0-1]
 * [MQTT5-4.6.0-1]; then what waited.
 */
export function resume(connection: Connection): void {
  const { session } = connection;
  if (session === undefined) return;
  session.outgoing.sendAgain();
  sendQueued(connection, session);
}
