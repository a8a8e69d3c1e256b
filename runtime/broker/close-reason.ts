import { REASON } from '#runtime/mqtt/reason.ts';
import type { LogLevel } from './log.ts';

interface Closing {
  readonly level: LogLevel;
  /** What Mosquitto's log says of it, after "Client " and the client's id; absent: nothing. */
  readonly text?: string;
  /** Of the DISCONNECT that tells a client of 5.0; absent where nothing is said. */
  readonly reasonCode?: number;
}

/** Why a connection ended. */
const CLOSE_REASONS = {
  /** The client said DISCONNECT. */
  disconnected: { level: 'notice', text: 'disconnected.' },
  /** The client, or the network, closed without a DISCONNECT. */
  'connection-lost': { level: 'notice', text: 'closed its connection.' },
  malformed: { level: 'notice', text: 'disconnected due to malformed packet.', reasonCode: REASON.malformedPacket },
  protocol: { level: 'notice', text: 'disconnected due to protocol error.', reasonCode: REASON.protocolError },
  'packet-too-large': {
    level: 'notice',
    text: 'disconnected due to oversize packet.',
    reasonCode: REASON.packetTooLarge,
  },
  'payload-too-large': {
    level: 'notice',
    text: 'disconnected due to oversize payload.',
    reasonCode: REASON.packetTooLarge,
  },
  'not-authorized': { level: 'notice', text: 'disconnected, not authorised.' },
  /** It was let in, and would not be any more: the configuration has changed. */
  'no-longer-authorized': { level: 'notice', text: 'disconnected.', reasonCode: REASON.notAuthorized },
  /** What Mosquitto says of all that it does not offer; the cause beside the words says what it was. */
  'not-supported': { level: 'notice', text: 'disconnected due to QoS too high or retain not supported.' },
  'keep-alive': { level: 'notice', text: 'has exceeded timeout, disconnecting.', reasonCode: REASON.keepAliveTimeout },
  'taken-over': {
    level: 'error',
    text: 'already connected, closing old connection.',
    reasonCode: REASON.sessionTakenOver,
  },
  'shutting-down': { level: 'notice', reasonCode: REASON.serverShuttingDown },
} as const satisfies Record<string, Closing>;

export type CloseReason = keyof typeof CLOSE_REASONS;

export function closing(reason: CloseReason): Closing {
  return CLOSE_REASONS[reason];
}
