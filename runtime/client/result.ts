import type { ProtocolLevel } from '#runtime/mqtt/packet.ts';
import { reasonString } from '#runtime/mqtt/reason-code.ts';

/**
 * How a connection, or a call of the client, ended: the numbers and words of libmosquitto, because
 * the mosquitto_* programs exit with the one and print the other.
 */
export const RESULT = {
  success: 0,
  protocol: 2,
  invalid: 3,
  noConnection: 4,
  connectionRefused: 5,
  connectionLost: 7,
  tls: 8,
  notSupported: 10,
  auth: 11,
  proxy: 16,
  keepAlive: 19,
  qosNotSupported: 24,
  oversizePacket: 25,
} as const;

export type Result = (typeof RESULT)[keyof typeof RESULT];

const TEXT: Readonly<Record<Result, string>> = {
  [RESULT.success]: 'No error.',
  [RESULT.protocol]: 'A network protocol error occurred when communicating with the broker.',
  [RESULT.invalid]: 'Invalid function arguments provided.',
  [RESULT.noConnection]: 'The client is not currently connected.',
  [RESULT.connectionRefused]: 'The connection was refused.',
  [RESULT.connectionLost]: 'The connection was lost.',
  [RESULT.tls]: 'A TLS error occurred.',
  [RESULT.notSupported]: 'This feature is not supported.',
  [RESULT.auth]: 'Authorisation failed.',
  [RESULT.proxy]: 'Proxy error.',
  // 2.0.11 has no sentence for it.
  [RESULT.keepAlive]: 'Unknown error.',
  [RESULT.qosNotSupported]: 'Requested QoS not supported on server.',
  [RESULT.oversizePacket]: 'Packet larger than supported by the server.',
};

/** As mosquitto_strerror(3) says it. */
export const resultText = (result: Result): string => TEXT[result];

const REFUSED = [
  'Connection Accepted.',
  'Connection Refused: unacceptable protocol version.',
  'Connection Refused: identifier rejected.',
  'Connection Refused: broker unavailable.',
  'Connection Refused: bad user name or password.',
  'Connection Refused: not authorised.',
];

/**
 * The code of a CONNACK in words: mosquitto_connack_string(3) says a return code [MQTT 3.1.1 §3.2.2.3],
 * mosquitto_reason_string(3) a reason code of 5.0.
 */
export function connackText(code: number, level: ProtocolLevel): string {
  return level === 5 ? reasonString(code) : (REFUSED[code] ?? 'Connection Refused: unknown reason.');
}
