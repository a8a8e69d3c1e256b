import type { PacketId, Publish } from '#runtime/mqtt/packet.ts';
import type { Connection } from '../connection.ts';
import { describe } from '../deliver.ts';
import { Message } from '../message.ts';
import { isReserved, route } from '../route.ts';
import type { Session } from '../session.ts';

/** Reasons of 5.0 that only the log shows; 3.1.1 cannot say no to a PUBLISH [MQTT-3.3.5-2]. */
const NOT_AUTHORIZED = 0x87;
const PACKET_TOO_LARGE = 0x95;

export function handlePublish(connection: Connection, session: Session, packet: Publish): void {
  const { core } = connection;
  const { messageSizeLimit } = core.settings;
  if (messageSizeLimit > 0 && packet.payload.length > messageSizeLimit) {
    note(connection, 'Dropped too large PUBLISH', packet);
    core.dropped++;
    acknowledge(connection, packet, PACKET_TOO_LARGE);
  } else if (isReserved(packet.topic)) {
    note(connection, 'Denied PUBLISH', packet);
    acknowledge(connection, packet, NOT_AUTHORIZED);
  } else {
    note(connection, 'Received PUBLISH', packet);
    accept(connection, session, packet);
    acknowledge(connection, packet, 0);
  }
}

/** QoS 0 and 1 go on at once, again and again if they come again; QoS 2 waits for its PUBREL. */
function accept(connection: Connection, session: Session, packet: Publish): void {
  const message = new Message(packet.topic, packet.payload, packet.qos, packet.retain);
  if (packet.qos < 2 || packet.packetId === undefined) route(connection.core, message);
  else hold(connection, session, packet.packetId, message);
}

/** [MQTT-4.3.3-2]: the same id again before PUBREL takes the place of the first. */
function hold({ core }: Connection, session: Session, packetId: PacketId, message: Message): void {
  const before = session.incoming.get(packetId);
  if (before !== undefined && !before.equals(message)) {
    core.log.warning?.(`Reused message ID ${packetId} from ${session.clientId} detected. Clearing from storage.`);
  }
  session.incoming.set(packetId, message.own());
}

/** [MQTT-3.3.4-1] */
function acknowledge(connection: Connection, { qos, packetId }: Publish, reason: number): void {
  if (qos === 0 || packetId === undefined) return;
  const type = qos === 1 ? 'PUBACK' : 'PUBREC';
  connection.core.log.debug?.(`Sending ${type} to ${connection.name} (m${packetId}, rc${reason})`);
  connection.send({ type, packetId, reasonCode: 0 });
}

function note(connection: Connection, what: string, packet: Publish): void {
  const { dup, qos, retain, packetId } = packet;
  connection.core.log.debug?.(`${what} from ${connection.name} ${describe(dup, qos, retain, packetId ?? 0, packet)}`);
}
