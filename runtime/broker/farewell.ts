/**
 * What the broker says before it closes. Only a client of 5.0 can be told, and only one that has
 * been let in: before CONNACK the broker says it there, or nothing [MQTT5-3.14.0-1].
 *
 *     5.0, silent for too long     DISCONNECT 0x8D, then the end
 *     3.1.1, the same              the end
 *     5.0, said DISCONNECT         the end
 */
import { MqttError } from '#runtime/mqtt/error.ts';
import type { Disconnect } from '#runtime/mqtt/packet.ts';
import { closing } from './close-reason.ts';
import type { CloseReason } from './close-reason.ts';
import type { Connection } from './connection.ts';
import { encodeFor } from './output/encode-for.ts';
import { reasonStringOf } from './reason-string.ts';

/** Sends DISCONNECT with its reason, and with the sentence of `cause` if the client wants such. */
export function sayWhy(connection: Connection, reason: CloseReason, cause?: Error): void {
  const { negotiated, session } = connection;
  if (session === undefined || negotiated.level < 5) return;
  const reasonCode = (cause instanceof MqttError ? cause.reasonCode : undefined) ?? closing(reason).reasonCode;
  if (reasonCode === undefined) return;
  const packet: Disconnect = { type: 'DISCONNECT', reasonCode };
  // [MQTT5-3.1.2-29]
  const explained = cause !== undefined && negotiated.problemInformation;
  const bytes = encodeFor(
    negotiated,
    explained ? { ...packet, properties: { reasonString: reasonStringOf(cause) } } : packet,
  );
  if (bytes !== undefined) connection.sendBytes(bytes);
}
