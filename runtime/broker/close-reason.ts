import type { LogLevel } from './log.ts';

/** Why a connection ended, and what Mosquitto's log says of it, after "Client " and the client's id. */
export const CLOSE_REASONS = {
  /** The client said DISCONNECT. */
  disconnected: { level: 'notice', text: 'disconnected.' },
  /** The client, or the network, closed without a DISCONNECT. */
  'connection-lost': { level: 'notice', text: 'closed its connection.' },
  malformed: { level: 'notice', text: 'disconnected due to malformed packet.' },
  protocol: { level: 'notice', text: 'disconnected due to protocol error.' },
  'packet-too-large': { level: 'notice', text: 'disconnected due to oversize packet.' },
  'payload-too-large': { level: 'notice', text: 'disconnected due to oversize payload.' },
  'keep-alive': { level: 'notice', text: 'has exceeded timeout, disconnecting.' },
  'taken-over': { level: 'error', text: 'already connected, closing old connection.' },
  /** Mosquitto ends without a word; ours, since every end has a reason. */
  'shutting-down': { level: 'debug', text: 'disconnected, the broker is shutting down.' },
} as const satisfies Record<string, { level: LogLevel; text: string }>;

export type CloseReason = keyof typeof CLOSE_REASONS;
