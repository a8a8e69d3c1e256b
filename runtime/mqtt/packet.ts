/**
 * The control packets of MQTT 3.1 (level 3), 3.1.1 (level 4) and 5.0 (level 5).
 *
 * One type a packet, with the names of the standard. Fields that only 5.0 knows are optional and
 * absent below 5: `properties`, reason codes (`reasonCode` of an acknowledgement reads 0 there).
 * Binary fields are views into the bytes they were decoded from, never copies.
 */

/** Protocol level as the CONNECT carries it: 3 is MQTT 3.1, 4 is 3.1.1, 5 is 5.0. */
export type ProtocolLevel = 3 | 4 | 5;

export type QoS = 0 | 1 | 2;

/** Two bytes, 1 to 65,535. */
export type PacketId = number;

export interface UserProperty {
  readonly name: string;
  readonly value: string;
}

/** Properties of 5.0 [MQTT5 2.2.2.2]. Which packet may carry which is for the codec to check. */
export interface Properties {
  payloadFormatIndicator?: 0 | 1;
  messageExpiryInterval?: number;
  contentType?: string;
  responseTopic?: string;
  correlationData?: Uint8Array;
  subscriptionIdentifier?: readonly number[];
  sessionExpiryInterval?: number;
  assignedClientIdentifier?: string;
  serverKeepAlive?: number;
  authenticationMethod?: string;
  authenticationData?: Uint8Array;
  requestProblemInformation?: 0 | 1;
  willDelayInterval?: number;
  requestResponseInformation?: 0 | 1;
  responseInformation?: string;
  serverReference?: string;
  reasonString?: string;
  receiveMaximum?: number;
  topicAliasMaximum?: number;
  topicAlias?: number;
  maximumQoS?: 0 | 1;
  retainAvailable?: 0 | 1;
  userProperties?: readonly UserProperty[];
  maximumPacketSize?: number;
  wildcardSubscriptionAvailable?: 0 | 1;
  subscriptionIdentifierAvailable?: 0 | 1;
  sharedSubscriptionAvailable?: 0 | 1;
}

export interface Will {
  readonly topic: string;
  readonly payload: Uint8Array;
  readonly qos: QoS;
  readonly retain: boolean;
  readonly properties?: Properties;
}

export interface Connect {
  readonly type: 'CONNECT';
  readonly level: ProtocolLevel;
  /** The high bit of the protocol byte, as Mosquitto's bridges set it (128 + level). */
  readonly bridge?: boolean;
  /** Clean Session of 3.1.1, Clean Start of 5.0. */
  readonly clean: boolean;
  /** Seconds; 0 switches it off. */
  readonly keepAlive: number;
  readonly clientId: string;
  readonly will?: Will;
  readonly username?: string;
  readonly password?: Uint8Array;
  readonly properties?: Properties;
}

export interface Connack {
  readonly type: 'CONNACK';
  readonly sessionPresent: boolean;
  /** Return code 0 to 5 of 3.1.1; reason code of 5.0. */
  readonly reasonCode: number;
  readonly properties?: Properties;
}

export interface Publish {
  readonly type: 'PUBLISH';
  readonly dup: boolean;
  readonly qos: QoS;
  readonly retain: boolean;
  readonly topic: string;
  /** Present when `qos` is 1 or 2, and only then. */
  readonly packetId?: PacketId;
  readonly payload: Uint8Array;
  readonly properties?: Properties;
}

/** PUBACK, PUBREC, PUBREL and PUBCOMP have one shape. */
export interface Acknowledgement {
  readonly type: 'PUBACK' | 'PUBREC' | 'PUBREL' | 'PUBCOMP';
  readonly packetId: PacketId;
  /** 0 below 5.0. */
  readonly reasonCode: number;
  readonly properties?: Properties;
}

export interface Subscription {
  readonly filter: string;
  readonly qos: QoS;
  /** The three options of 5.0; false, false, 0 below. */
  readonly noLocal?: boolean;
  readonly retainAsPublished?: boolean;
  readonly retainHandling?: 0 | 1 | 2;
}

export interface Subscribe {
  readonly type: 'SUBSCRIBE';
  readonly packetId: PacketId;
  readonly subscriptions: readonly Subscription[];
  readonly properties?: Properties;
}

export interface Suback {
  readonly type: 'SUBACK';
  readonly packetId: PacketId;
  /** One a subscription: granted QoS 0 to 2, or 0x80 and above: refused. */
  readonly reasonCodes: readonly number[];
  readonly properties?: Properties;
}

export interface Unsubscribe {
  readonly type: 'UNSUBSCRIBE';
  readonly packetId: PacketId;
  readonly filters: readonly string[];
  readonly properties?: Properties;
}

export interface Unsuback {
  readonly type: 'UNSUBACK';
  readonly packetId: PacketId;
  /** 5.0 only: one a filter. */
  readonly reasonCodes?: readonly number[];
  readonly properties?: Properties;
}

export interface Pingreq {
  readonly type: 'PINGREQ';
}

export interface Pingresp {
  readonly type: 'PINGRESP';
}

export interface Disconnect {
  readonly type: 'DISCONNECT';
  /** 0 below 5.0. */
  readonly reasonCode: number;
  readonly properties?: Properties;
}

/** 5.0 only. */
export interface Auth {
  readonly type: 'AUTH';
  readonly reasonCode: number;
  readonly properties?: Properties;
}

export type Packet =
  | Connect
  | Connack
  | Publish
  | Acknowledgement
  | Subscribe
  | Suback
  | Unsubscribe
  | Unsuback
  | Pingreq
  | Pingresp
  | Disconnect
  | Auth;

export type PacketType = Packet['type'];

/** Who sent the bytes: some packets are legal in one direction only. */
export type Sender = 'client' | 'server';

/** The four high bits of the first byte, by name, in the standard's order [MQTT-2.2.1]. */
export const PACKET_TYPES = [
  undefined,
  'CONNECT',
  'CONNACK',
  'PUBLISH',
  'PUBACK',
  'PUBREC',
  'PUBREL',
  'PUBCOMP',
  'SUBSCRIBE',
  'SUBACK',
  'UNSUBSCRIBE',
  'UNSUBACK',
  'PINGREQ',
  'PINGRESP',
  'DISCONNECT',
  'AUTH',
] as const satisfies readonly (PacketType | undefined)[];
