import type { Connection } from '../connection.ts';

/** The client goes in order: its will is forgotten [MQTT-3.14.4-3], the connection ended. */
export function handleDisconnect(connection: Connection): void {
  connection.core.log.debug?.(`Received DISCONNECT from ${connection.name}`);
  connection.close('disconnected');
}
