import { MqttError } from '#runtime/mqtt/error.ts';
import type { CloseReason } from '../close-reason.ts';
import { complain } from '../complaint.ts';
import type { Connection } from '../connection.ts';

/** Return codes of CONNACK in 3.1.1 that refuse [MQTT 3.1.1 §3.2.2.3]. */
export const CONNECT_RETURN_CODE = {
  unacceptableProtocolVersion: 1,
  identifierRejected: 2,
  serverUnavailable: 3,
  badUserNameOrPassword: 4,
  notAuthorized: 5,
} as const;

/** A CONNECT that is understood, and answered with a CONNACK that says no. */
export class ConnectRefused extends Error {
  readonly returnCode: number;
  readonly reason: CloseReason;

  constructor(returnCode: number, message: string, reason: CloseReason = 'protocol') {
    super(message);
    this.name = 'ConnectRefused';
    this.returnCode = returnCode;
    this.reason = reason;
  }
}

/** The one place where an error becomes a packet and the end of a connection. Others are thrown on. */
export function handleFailure(connection: Connection, error: unknown): void {
  if (error instanceof ConnectRefused) {
    refuse(connection, error.returnCode);
    connection.close(error.reason, error);
  } else if (error instanceof MqttError) {
    complain(connection, error);
    // [MQTT-3.1.2-2]
    if (error.kind === 'unacceptable-protocol-level' && connection.session === undefined) {
      refuse(connection, CONNECT_RETURN_CODE.unacceptableProtocolVersion);
    }
    // [MQTT-4.8.0-1]
    connection.close(reasonOf(connection, error), error);
  } else throw error;
}

/** [MQTT-3.2.2-4]: session present is 0 in a refusal. */
function refuse(connection: Connection, reasonCode: number): void {
  connection.core.log.debug?.(`Sending CONNACK to ${connection.stream.remote.host} (0, ${reasonCode})`);
  connection.send({ type: 'CONNACK', sessionPresent: false, reasonCode });
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
