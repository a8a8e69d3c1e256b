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
  keepAlive: 19,
} as const;

export type Result = (typeof RESULT)[keyof typeof RESULT];

const TEXT: Readonly<Record<Result, string>> = {
  [RESULT.success]: 'No error.',
  [RESULT.protocol]: 'A network protocol error occurred when communicating with the broker.',
  [RESULT.invalid]: 'Invalid function arguments provided.',
  [RESULT.noConnection]: 'The client is not currently connected.',
  [RESULT.connectionRefused]: 'The connection was refused.',
  [RESULT.connectionLost]: 'The connection was lost.',
  // 2.0.11 has no sentence for it.
  [RESULT.keepAlive]: 'Unknown error.',
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

/** The return code of a CONNACK in words, as mosquitto_connack_string(3) says it [MQTT 3.1.1 §3.2.2.3]. */
export const connackText = (returnCode: number): string => REFUSED[returnCode] ?? 'Connection Refused: unknown reason.';
