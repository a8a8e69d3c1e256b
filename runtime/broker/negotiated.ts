import type { ProtocolLevel } from '#runtime/mqtt/packet.ts';

/** What a client's CONNECT said of how it wants to be talked to. */
export interface Negotiated {
  readonly level: ProtocolLevel;
  /** Messages of QoS 1 and 2 it takes before it has answered one [MQTT5-3.3.4-9]. */
  readonly receiveMaximum: number;
  /** Bytes of the largest packet it takes; Infinity [MQTT5-3.1.2-24]. */
  readonly maximumPacketSize: number;
  /** Topic aliases it takes; 0: none [MQTT5-3.1.2-26]. */
  readonly topicAliasMaximum: number;
  /** Whether it wants reason strings and user properties where they are not needed [MQTT5-3.1.2-29]. */
  readonly problemInformation: boolean;
}

/** Of a connection that has not said CONNECT yet, and of every one below 5.0, but for the level. */
export const UNNEGOTIATED: Negotiated = {
  level: 4,
  receiveMaximum: 65_535,
  maximumPacketSize: Infinity,
  topicAliasMaximum: 0,
  problemInformation: true,
};
