import type { Acknowledgement } from '#runtime/mqtt/packet.ts';
import { REASON } from '#runtime/mqtt/reason.ts';
import type { Connection } from '../connection.ts';
import type { Session } from '../session/session.ts';
import { finish } from './pubcomp.ts';

/** A message of QoS 2 has arrived; PUBREL lets the client pass it on [MQTT-4.3.3-1] [MQTT5-4.3.3-4]. */
export function handlePubrec(connection: Connection, session: Session, packet: Acknowledgement): void {
  const { log } = connection;
  const { packetId, reasonCode } = packet;
  log.debug?.(`Received PUBREC from ${session.clientId} (Mid: ${packetId})`);
  if (reasonCode >= REASON.unspecifiedError) {
    finish(connection, session, packetId, 'PUBREC');
    return;
  }
  const known = markReceived(session, packetId) || session.outgoing.awaiting(packetId, 'PUBCOMP') !== undefined;
  if (!known) {
    log.warning?.(`Warning: Received PUBREC from ${session.clientId} for an unknown packet identifier ${packetId}.`);
  }
  log.debug?.(`Sending PUBREL to ${session.clientId} (m${packetId})`);
  connection.send({ type: 'PUBREL', packetId, reasonCode: known ? 0 : REASON.packetIdentifierNotFound });
}

/** @returns false: no message with this id waits for PUBREC */
export function markReceived(session: Session, packetId: number): boolean {
  const entry = session.outgoing.awaiting(packetId, 'PUBREC');
  if (entry === undefined) return false;
  session.outgoing.received(entry);
  return true;
}
