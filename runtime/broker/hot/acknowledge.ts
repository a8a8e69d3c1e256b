import type { PacketId } from '#runtime/mqtt/packet.ts';
import type { Connection } from '../connection.ts';
import { isOver } from '../deliver.ts';
import { finish } from '../handle/pubcomp.ts';
import { markReceived } from '../handle/pubrec.ts';
import type { Output } from '../output/output.ts';
import { route } from '../route.ts';
import type { Session } from '../session/session.ts';

/** First bytes of the four acknowledgements. */
export const PUBACK = 0x40;
export const PUBREC = 0x50;
const PUBREL = 0x62;
const PUBCOMP = 0x70;

/**
 * An acknowledgement of two bytes, which in 5.0 says success.
 *
 * @returns false: nothing was done, the general path knows what this is
 */
export function acknowledgeInPlace(
  connection: Connection,
  session: Session,
  chunk: Uint8Array,
  at: number,
  body: number,
): boolean {
  const packetId = (chunk[body]! << 8) | chunk[body + 1]!;
  if (packetId === 0) return false;
  switch (chunk[at]) {
    case PUBACK:
      finish(connection, session, packetId, 'PUBACK');
      return true;
    case PUBREC:
      if (!markReceived(session, packetId)) return false;
      writeAcknowledgement(connection.output, PUBREL, packetId);
      connection.flushSoon();
      return true;
    case PUBREL: {
      const message = session.incoming.take(packetId);
      if (message === undefined) return false;
      if (!isOver(connection.core, message)) route(connection.core, message);
      writeAcknowledgement(connection.output, PUBCOMP, packetId);
      connection.flushSoon();
      return true;
    }
    case PUBCOMP:
      finish(connection, session, packetId, 'PUBCOMP');
      return true;
    default:
      return false;
  }
}

/** @param first of the packet: its type, and 0010 in PUBREL [MQTT-3.6.1-1] */
export function writeAcknowledgement(output: Output, first: number, packetId: PacketId): void {
  output.traffic.othersSent++;
  const into = output.reserve(4);
  const at = output.reserved - 4;
  into[at] = first;
  into[at + 1] = 2;
  into[at + 2] = packetId >> 8;
  into[at + 3] = packetId & 0xff;
}
