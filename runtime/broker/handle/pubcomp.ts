import type { Acknowledgement, PacketId } from '#runtime/mqtt/packet.ts';
import type { Connection } from '../connection.ts';
import { sendQueued } from '../deliver.ts';
import type { Session } from '../session.ts';

/** A message of QoS 2 is done with. */
export function handlePubcomp(connection: Connection, session: Session, { packetId }: Acknowledgement): void {
  connection.core.log.debug?.(`Received PUBCOMP from ${session.clientId} (Mid: ${packetId}, RC:0)`);
  finish(connection, session, packetId, 'PUBCOMP');
}

/** Frees the packet id and lets the next message have its place. */
export function finish(
  connection: Connection,
  session: Session,
  packetId: PacketId,
  answer: 'PUBACK' | 'PUBCOMP',
): void {
  const entry = session.outgoing.awaiting(packetId, answer);
  if (entry === undefined) return;
  session.outgoing.done(entry);
  sendQueued(connection, session);
  connection.sendRetained();
}
