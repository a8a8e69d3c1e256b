import { MqttError } from '#runtime/mqtt/error.ts';
import type { Connack } from '#runtime/mqtt/packet.ts';
import type { CloseReason } from '../close-reason.ts';
import { complain } from '../complaint.ts';
import { CONNECT_REFUSALS, ConnectRefused } from '../connect-refused.ts';
import type { Connection } from '../connection.ts';
import { encodeFor } from '../output/encode-for.ts';
import { reasonStringOf } from '../reason-string.ts';

/** Return code of CONNACK for a version of MQTT that is not spoken here, in whatever version. */
const UNACCEPTABLE_PROTOCOL_VERSION = 1;

/** The one place where an error becomes a packet and the end of a connection. Others are thrown on. */
export function handleFailure(connection: Connection, error: unknown): void {
  if (error instanceof ConnectRefused) {
    refuse(connection, error);
    connection.close(error.reason, error);
  } else if (error instanceof MqttError) {
    complain(connection, error);
    // [MQTT-3.1.2-2]
    if (error.kind === 'unacceptable-protocol-level' && connection.session === undefined) {
      sendRefusal(connection, { type: 'CONNACK', sessionPresent: false, reasonCode: UNACCEPTABLE_PROTOCOL_VERSION });
    }
    // [MQTT-4.8.0-1] [MQTT5-4.13.1-1]
    connection.close(reasonOf(connection, error), error);
  } else throw error;
}

/** [MQTT-3.2.2-4] [MQTT5-3.2.2-6]: session present is 0 in a refusal. */
function refuse(connection: Connection, error: ConnectRefused): void {
  const { level, problemInformation } = connection.negotiated;
  const { reasonCode, returnCode } = CONNECT_REFUSALS[error.refusal];
  const connack: Connack = { type: 'CONNACK', sessionPresent: false, reasonCode: level < 5 ? returnCode : reasonCode };
  // [MQTT5-3.1.2-29] [MQTT5-3.2.2-19]
  const explained = level === 5 && problemInformation;
  sendRefusal(connection, explained ? { ...connack, properties: { reasonString: reasonStringOf(error) } } : connack);
}

function sendRefusal(connection: Connection, connack: Connack): void {
  connection.core.log.debug?.(`Sending CONNACK to ${connection.stream.remote.host} (0, ${connack.reasonCode})`);
  const bytes = encodeFor(connection.negotiated, connack);
  if (bytes !== undefined) connection.sendBytes(bytes);
}

/** Before a client is let in, Mosquitto calls every error one of the protocol. */
function reasonOf(connection: Connection, error: MqttError): CloseReason {
  switch (error.kind) {
    case 'packet-too-large':
      return 'packet-too-large';
    case 'malformed':
    case 'topic-filter-invalid':
      return connection.session === undefined ? 'protocol' : 'malformed';
    case 'protocol':
    case 'unacceptable-protocol-level':
    case 'topic-name-invalid':
      return 'protocol';
  }
}
