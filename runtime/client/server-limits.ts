import type { Properties, QoS } from '#runtime/mqtt/packet.ts';

/**
 * What a server of 5.0 says in its CONNACK that it takes [MQTT5 §3.2.2.3]; a server of 3.1.1 cannot
 * say it, and takes everything. `21 00 05` in the properties: five messages of QoS 1 and 2 at a time.
 */
export interface ServerLimits {
  /** Messages of QoS 1 and 2 under way at a time. */
  readonly receiveMaximum: number;
  /** Bytes of a whole packet, its header included. */
  readonly maximumPacketSize: number;
  readonly maximumQoS: QoS;
  readonly retainAvailable: boolean;
}

export const NO_LIMITS: ServerLimits = {
  receiveMaximum: 65_535,
  maximumPacketSize: Infinity,
  maximumQoS: 2,
  retainAvailable: true,
};

/** @param properties of the CONNACK */
export function serverLimits(properties: Properties = {}): ServerLimits {
  return {
    receiveMaximum: properties.receiveMaximum ?? NO_LIMITS.receiveMaximum,
    maximumPacketSize: properties.maximumPacketSize ?? NO_LIMITS.maximumPacketSize,
    maximumQoS: properties.maximumQoS ?? NO_LIMITS.maximumQoS,
    retainAvailable: properties.retainAvailable !== 0,
  };
}
