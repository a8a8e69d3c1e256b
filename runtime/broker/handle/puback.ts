import type { Acknowledgement } from '#runtime/mqtt/packet.ts';
import type { Connection } from '../connection.ts';
import type { Session } from '../session.ts';
import { finish } from './pubcomp.ts';

/** A message of QoS 1 has arrived. One that nobody waits for is let pass, as by Mosquitto. */
export function handlePuback(connection: Connection, session: Session, { packetId }: Acknowledgement): void {
  connection.core.log.debug?.(`Received PUBACK from ${session.clientId} (Mid: ${packetId}, RC:0)`);
  finish(connection, session, packetId, 'PUBACK');
}
