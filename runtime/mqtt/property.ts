import type { PropertyFieldName } from './field.ts';
import type { PacketType, Properties } from './packet.ts';
import type { PropertyKind } from './property-value.ts';

/** What properties belong to: a packet, or the will inside CONNECT, which has its own. */
export type PropertyCarrier = Exclude<PacketType, 'PINGREQ' | 'PINGRESP'> | 'will';

export interface Property {
  readonly id: number;
  readonly name: keyof Properties;
  /** What the bytes panel calls its value. */
  readonly field: PropertyFieldName;
  readonly kind: PropertyKind;
  /** The smallest number that is a value. */
  readonly minimum: number;
}

function property(
  id: number,
  name: keyof Properties,
  field: PropertyFieldName,
  kind: PropertyKind,
  minimum = 0,
): Property {
  return { id, name, field, kind, minimum };
}

/**
 * What 5.0 can say beside the fields that a packet always has [MQTT5 §2.2.2]: each an identifier and
 * a value, in any order, behind the length of them all. `11 00 00 0e 10` is a session expiry interval
 * of an hour; `26 00 01 'a' 00 01 'b'` is the user property a = b. `00`, a length of nothing, says
 * that there is none.
 *
 * Invalid: an identifier that is none or belongs to other packets, one that comes twice (only user
 * properties may, and subscription identifiers in a PUBLISH), a value out of its range, a length
 * that ends inside a property.
 */
const PROPERTIES: readonly Property[] = [
  property(0x01, 'payloadFormatIndicator', 'payload-format-indicator', 'flag'),
  property(0x02, 'messageExpiryInterval', 'message-expiry-interval', 'long'),
  property(0x03, 'contentType', 'content-type', 'text'),
  property(0x08, 'responseTopic', 'response-topic', 'text'),
  property(0x09, 'correlationData', 'correlation-data', 'binary'),
  property(0x0b, 'subscriptionIdentifier', 'subscription-identifier', 'variable', 1),
  property(0x11, 'sessionExpiryInterval', 'session-expiry-interval', 'long'),
  property(0x12, 'assignedClientIdentifier', 'assigned-client-identifier', 'text'),
  property(0x13, 'serverKeepAlive', 'server-keep-alive', 'word'),
  property(0x15, 'authenticationMethod', 'authentication-method', 'text'),
  property(0x16, 'authenticationData', 'authentication-data', 'binary'),
  property(0x17, 'requestProblemInformation', 'request-problem-information', 'flag'),
  property(0x18, 'willDelayInterval', 'will-delay-interval', 'long'),
  property(0x19, 'requestResponseInformation', 'request-response-information', 'flag'),
  property(0x1a, 'responseInformation', 'response-information', 'text'),
  property(0x1c, 'serverReference', 'server-reference', 'text'),
  property(0x1f, 'reasonString', 'reason-string', 'text'),
  property(0x21, 'receiveMaximum', 'receive-maximum', 'word', 1),
  property(0x22, 'topicAliasMaximum', 'topic-alias-maximum', 'word'),
  property(0x23, 'topicAlias', 'topic-alias', 'word', 1),
  property(0x24, 'maximumQoS', 'maximum-qos', 'flag'),
  property(0x25, 'retainAvailable', 'retain-available', 'flag'),
  property(0x26, 'userProperties', 'user-property', 'pair'),
  property(0x27, 'maximumPacketSize', 'maximum-packet-size', 'long', 1),
  property(0x28, 'wildcardSubscriptionAvailable', 'wildcard-subscription-available', 'flag'),
  property(0x29, 'subscriptionIdentifierAvailable', 'subscription-identifier-available', 'flag'),
  property(0x2a, 'sharedSubscriptionAvailable', 'shared-subscription-available', 'flag'),
];

/**
 * Who may carry which [MQTT5 table 2-4], in the order in which the standard tells of them: the first
 * of CONNECT is §3.1.2.11.2, the next §3.1.2.11.3 (§3.1.2.11.1 is the length).
 */
const CARRIED: Readonly<Record<PropertyCarrier, { readonly section: string; readonly ids: readonly number[] }>> = {
  CONNECT: { section: '3.1.2.11', ids: [0x11, 0x21, 0x27, 0x22, 0x19, 0x17, 0x26, 0x15, 0x16] },
  will: { section: '3.1.3.2', ids: [0x18, 0x01, 0x02, 0x03, 0x08, 0x09, 0x26] },
  CONNACK: {
    section: '3.2.2.3',
    ids: [0x11, 0x21, 0x24, 0x25, 0x27, 0x12, 0x22, 0x1f, 0x26, 0x28, 0x29, 0x2a, 0x13, 0x1a, 0x1c, 0x15, 0x16],
  },
  PUBLISH: { section: '3.3.2.3', ids: [0x01, 0x02, 0x23, 0x08, 0x09, 0x26, 0x0b, 0x03] },
  PUBACK: { section: '3.4.2.2', ids: [0x1f, 0x26] },
  PUBREC: { section: '3.5.2.2', ids: [0x1f, 0x26] },
  PUBREL: { section: '3.6.2.2', ids: [0x1f, 0x26] },
  PUBCOMP: { section: '3.7.2.2', ids: [0x1f, 0x26] },
  SUBSCRIBE: { section: '3.8.2.1', ids: [0x0b, 0x26] },
  SUBACK: { section: '3.9.2.1', ids: [0x1f, 0x26] },
  UNSUBSCRIBE: { section: '3.10.2.1', ids: [0x26] },
  UNSUBACK: { section: '3.11.2.1', ids: [0x1f, 0x26] },
  DISCONNECT: { section: '3.14.2.2', ids: [0x11, 0x1f, 0x26, 0x1c] },
  AUTH: { section: '3.15.2.2', ids: [0x15, 0x16, 0x1f, 0x26] },
};

const BY_ID: ReadonlyMap<number, Property> = new Map(PROPERTIES.map((each) => [each.id, each]));
const BY_NAME: ReadonlyMap<string, Property> = new Map(PROPERTIES.map((each) => [each.name, each]));

/** @returns undefined where 5.0 has no such property */
export function propertyOf(id: number): Property | undefined {
  return BY_ID.get(id);
}

/** @returns undefined where 5.0 has no such property */
export function propertyNamed(name: string): Property | undefined {
  return BY_NAME.get(name);
}

/** All identifiers that a carrier may have, in the standard's order. */
export function propertiesOf(carrier: PropertyCarrier): readonly Property[] {
  return CARRIED[carrier].ids.map((id) => BY_ID.get(id)!);
}

/** Whether this carrier may have it at all. */
export function isCarried({ id }: Property, carrier: PropertyCarrier): boolean {
  return CARRIED[carrier].ids.includes(id);
}

/** The section in which the standard tells of this property in this packet. */
export function clauseOf({ id }: Property, carrier: PropertyCarrier): string {
  const { section, ids } = CARRIED[carrier];
  return `MQTT5-${section}.${ids.indexOf(id) + 2}`;
}

/** The packet in which it is. */
export function packetOf(carrier: PropertyCarrier): PacketType {
  return carrier === 'will' ? 'CONNECT' : carrier;
}

/** Held as a list, because some packet may carry several. */
export function isList({ kind }: Property): boolean {
  return kind === 'pair' || kind === 'variable';
}

/** Whether this carrier may have several of it. */
export function isRepeatable(property: Property, carrier: PropertyCarrier): boolean {
  return isList(property) && !(carrier === 'SUBSCRIBE' && property.name === 'subscriptionIdentifier');
}
