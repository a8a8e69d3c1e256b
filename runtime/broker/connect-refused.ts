import { REASON } from '#runtime/mqtt/reason.ts';
import type { CloseReason } from './close-reason.ts';

/**
 * Why a CONNECT that is understood may be refused. 5.0 has a reason code for each [MQTT5 §3.2.2.2];
 * 3.1.1 has five return codes in all [MQTT 3.1.1 §3.2.2.3], so the nearest must do.
 */
export const CONNECT_REFUSALS = {
  'client-identifier-not-valid': { reasonCode: REASON.clientIdentifierNotValid, returnCode: 2 },
  'not-authorized': { reasonCode: REASON.notAuthorized, returnCode: 5 },
  'bad-authentication-method': { reasonCode: REASON.badAuthenticationMethod, returnCode: 5 },
  'server-unavailable': { reasonCode: REASON.serverUnavailable, returnCode: 3 },
  'packet-too-large': { reasonCode: REASON.packetTooLarge, returnCode: 5 },
  'retain-not-supported': { reasonCode: REASON.retainNotSupported, returnCode: 5 },
  'qos-not-supported': { reasonCode: REASON.qosNotSupported, returnCode: 5 },
} as const satisfies Record<string, { readonly reasonCode: number; readonly returnCode: number }>;

export type ConnectRefusal = keyof typeof CONNECT_REFUSALS;

/** A CONNECT that is understood, and answered with a CONNACK that says no. */
export class ConnectRefused extends Error {
  readonly refusal: ConnectRefusal;
  readonly reason: CloseReason;

  constructor(refusal: ConnectRefusal, message: string, reason: CloseReason = 'protocol') {
    super(message);
    this.name = 'ConnectRefused';
    this.refusal = refusal;
    this.reason = reason;
  }
}

/** A client that nobody vouches for. */
export const notAuthorized = (why: string): ConnectRefused =>
  new ConnectRefused('not-authorized', why, 'not-authorized');
