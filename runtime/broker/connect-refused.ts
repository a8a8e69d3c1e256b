import type { CloseReason } from './close-reason.ts';

/**
 * Why a CONNECT that is understood may be refused. 5.0 has a reason code for each [MQTT5 §3.2.2.2];
 * 3.1.1 has five return codes in all [MQTT 3.1.1 §3.2.2.3], so the nearest must do.
 */
export const CONNECT_REFUSALS = {
  'client-identifier-not-valid': { reasonCode: 0x85, returnCode: 2 },
  /** 5.0 is told what to keep to instead. */
  'not-authorized': { reasonCode: 0x87, returnCode: 5 },
  'bad-authentication-method': { reasonCode: 0x8c, returnCode: 5 },
  'packet-too-large': { reasonCode: 0x95, returnCode: 5 },
  'retain-not-supported': { reasonCode: 0x9a, returnCode: 5 },
  'qos-not-supported': { reasonCode: 0x9b, returnCode: 5 },
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
