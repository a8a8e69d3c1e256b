import type { Acknowledgement } from '#runtime/mqtt/packet.ts';
import { REASON } from '#runtime/mqtt/reason.ts';
import type { Connection } from '../connection.ts';
import { isOver } from '../deliver.ts';
import { route } from '../route.ts';
import type { Session } from '../session/session.ts';

/** The client will not send this message again: it is passed on now, once [MQTT-4.3.3-2] [MQTT5-4.3.3-12]. */
export function handlePubrel(connection: Connection, session: Session, { packetId }: Acknowledgement): void {
  const { core } = connection;
  connection.log.debug?.(`Received PUBREL from ${session.clientId} (Mid: ${packetId})`);
  const message = session.incoming.take(packetId);
  if (message !== undefined && !isOver(core, message)) route(core, message);
  connection.log.debug?.(`Sending PUBCOMP to ${session.clientId} (m${packetId})`);
  connection.send({
    type: 'PUBCOMP',
    packetId,
    reasonCode: message === undefined ? REASON.packetIdentifierNotFound : 0,
  });
}
