import type { Acknowledgement } from '#runtime/mqtt/packet.ts';
import type { Connection } from '../connection.ts';
import type { Session } from '../session.ts';

/** A message of QoS 2 has arrived; PUBREL lets the client pass it on [MQTT-4.3.3-1]. */
export function handlePubrec(connection: Connection, session: Session, { packetId }: Acknowledgement): void {
  const { log } = connection.core;
  log.debug?.(`Received PUBREC from ${session.clientId} (Mid: ${packetId})`);
  const entry = session.outgoing.awaiting(packetId, 'PUBREC');
  if (entry !== undefined) entry.awaits = 'PUBCOMP';
  else if (session.outgoing.awaiting(packetId, 'PUBCOMP') === undefined) {
    log.warning?.(`Warning: Received PUBREC from ${session.clientId} for an unknown packet identifier ${packetId}.`);
  }
  log.debug?.(`Sending PUBREL to ${session.clientId} (m${packetId})`);
  connection.send({ type: 'PUBREL', packetId, reasonCode: 0 });
}
