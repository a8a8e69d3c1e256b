import type { Connect, ProtocolLevel } from '#runtime/mqtt/packet.ts';
import type { Settings } from './settings.ts';

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

const OF_3_1: Negotiated = { ...UNNEGOTIATED, level: 3 };
/** Of all who ask for nothing: most do not, and then need nothing of their own. */
const OF_5_0: Negotiated = { ...UNNEGOTIATED, level: 5 };

/** The session expiry interval that says "never" [MQTT5-3.1.2.11.2]. */
const NEVER = 0xffff_ffff;

export function negotiate({ level, properties }: Connect): Negotiated {
  if (level < 5) return level === 3 ? OF_3_1 : UNNEGOTIATED;
  if (properties === undefined) return OF_5_0;
  const {
    receiveMaximum = OF_5_0.receiveMaximum,
    maximumPacketSize = OF_5_0.maximumPacketSize,
    topicAliasMaximum = OF_5_0.topicAliasMaximum,
    requestProblemInformation = 1,
  } = properties;
  const problemInformation = requestProblemInformation === 1;
  return { level, receiveMaximum, maximumPacketSize, topicAliasMaximum, problemInformation };
}

/** Messages of QoS 1 and 2 that may be on their way to a client; 0: no limit. */
export function inflightWindow({ maxInflightMessages }: Settings, { receiveMaximum }: Negotiated): number {
  return maxInflightMessages === 0 ? receiveMaximum : Math.min(maxInflightMessages, receiveMaximum);
}

/** Seconds between packets that a client is held to. 0, no limit, is more than any. */
export function servedKeepAlive({ maxKeepalive }: Settings, { keepAlive, level }: Connect): number {
  if (level < 5 || maxKeepalive === 0) return keepAlive;
  return keepAlive === 0 || keepAlive > maxKeepalive ? maxKeepalive : keepAlive;
}

/** Seconds for which the client wants its session to outlive the connection; Infinity: for ever. */
export function expiryAsked({ level, clean, properties }: Connect): number {
  if (level < 5) return clean ? 0 : Infinity;
  return secondsOf(properties?.sessionExpiryInterval ?? 0);
}

/** Those that it is given. */
export function expiryOf(settings: Settings, packet: Connect): number {
  return limitExpiry(settings, expiryAsked(packet));
}

export function limitExpiry({ persistentClientExpiration }: Settings, seconds: number): number {
  return persistentClientExpiration === 0 ? seconds : Math.min(seconds, persistentClientExpiration);
}

/** @param interval as a property of 5.0 has it */
export function secondsOf(interval: number): number {
  return interval === NEVER ? Infinity : interval;
}
