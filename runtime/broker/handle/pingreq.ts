import type { Connection } from '../connection.ts';

/** [MQTT-3.12.4-1] */
export function handlePingreq(connection: Connection): void {
  const { log } = connection;
  log.debug?.(`Received PINGREQ from ${connection.name}`);
  log.debug?.(`Sending PINGRESP to ${connection.name}`);
  connection.send({ type: 'PINGRESP' });
}
