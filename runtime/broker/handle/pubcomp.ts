import type { Acknowledgement, PacketId } from '#runtime/mqtt/packet.ts';
import type { Connection } from '../connection.ts';
import { sendQueued } from '../deliver.ts';
import type { Awaited } from '../session/inflight.ts';
import type { Session } from '../session/session.ts';

/** A message of QoS 2 is done with. */
export function handlePubcomp(connection: Connection, session: Session, packet: Acknowledgement): void {
  const { packetId, reasonCode } = packet;
  connection.log.debug?.(`Received PUBCOMP from ${session.clientId} (Mid: ${packetId}, RC:${reasonCode})`);
  finish(connection, session, packetId, 'PUBCOMP');
}

/** Frees the packet id of what waits for this answer, and lets the next message have its place. */
export function finish(connection: Connection, session: Session, packetId: PacketId, answer: Awaited): void {
  const { outgoing } = session;
  const slot = outgoing.awaiting(packetId, answer);
  if (slot === undefined) return;
  outgoing.done(slot);
  if (outgoing.waits) sendQueued(connection, session);
  connection.sendRetained();
}
