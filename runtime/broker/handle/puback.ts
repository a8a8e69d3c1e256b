import type { Acknowledgement } from '#runtime/mqtt/packet.ts';
import type { Connection } from '../connection.ts';
import type { Session } from '../session/session.ts';
import { finish } from './pubcomp.ts';

/**
 * A message of QoS 1 has arrived, or in 5.0 has been refused: either way it is done with. One that
 * nobody waits for is let pass, as by Mosquitto.
 */
export function handlePuback(connection: Connection, session: Session, packet: Acknowledgement): void {
  const { packetId, reasonCode } = packet;
  connection.log.debug?.(`Received PUBACK from ${session.clientId} (Mid: ${packetId}, RC:${reasonCode})`);
  finish(connection, session, packetId, 'PUBACK');
}
