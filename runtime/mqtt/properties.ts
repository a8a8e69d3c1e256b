import { refusal } from './error.ts';
import type { MqttError } from './error.ts';
import type { PropertyFieldName } from './field.ts';
import type { PacketType, Properties, Sender } from './packet.ts';
import type { PacketReader } from './packet-reader.ts';
import type { PacketWriter } from './packet-writer.ts';
import { VALUE_FORMS } from './property-value.ts';
import type { PropertyKind } from './property-value.ts';
import { checkTopicName } from './topic.ts';
import { topicError } from './topic-flaw.ts';

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
const CARRIED: Readonly<Record<PropertyCarrier, readonly [section: string, ...ids: number[]]>> = {
  CONNECT: ['3.1.2.11', 0x11, 0x21, 0x27, 0x22, 0x19, 0x17, 0x26, 0x15, 0x16],
  will: ['3.1.3.2', 0x18, 0x01, 0x02, 0x03, 0x08, 0x09, 0x26],
  CONNACK: [
    '3.2.2.3',
    ...[0x11, 0x21, 0x24, 0x25, 0x27, 0x12, 0x22, 0x1f, 0x26, 0x28, 0x29, 0x2a, 0x13, 0x1a, 0x1c, 0x15, 0x16],
  ],
  PUBLISH: ['3.3.2.3', 0x01, 0x02, 0x23, 0x08, 0x09, 0x26, 0x0b, 0x03],
  PUBACK: ['3.4.2.2', 0x1f, 0x26],
  PUBREC: ['3.5.2.2', 0x1f, 0x26],
  PUBREL: ['3.6.2.2', 0x1f, 0x26],
  PUBCOMP: ['3.7.2.2', 0x1f, 0x26],
  SUBSCRIBE: ['3.8.2.1', 0x0b, 0x26],
  SUBACK: ['3.9.2.1', 0x1f, 0x26],
  UNSUBSCRIBE: ['3.10.2.1', 0x26],
  UNSUBACK: ['3.11.2.1', 0x1f, 0x26],
  DISCONNECT: ['3.14.2.2', 0x11, 0x1f, 0x26, 0x1c],
  AUTH: ['3.15.2.2', 0x15, 0x16, 0x1f, 0x26],
};

const BY_ID: ReadonlyMap<number, Property> = new Map(PROPERTIES.map((each) => [each.id, each]));
const BY_NAME: ReadonlyMap<string, Property> = new Map(PROPERTIES.map((each) => [each.name, each]));

/** @returns undefined where 5.0 has no such property */
export function propertyOf(id: number): Property | undefined {
  return BY_ID.get(id);
}

/** All identifiers that a carrier may have, in the standard's order. */
export function propertiesOf(carrier: PropertyCarrier): readonly Property[] {
  const [, ...ids] = CARRIED[carrier];
  return ids.map((id) => BY_ID.get(id)!);
}

type Values = { -readonly [name in keyof Properties]?: unknown };

/**
 * Properties behind their length; undefined if there are none.
 * @throws MqttError `malformed`, `protocol`, `topic-name-invalid`
 */
export function decodeProperties(reader: PacketReader, carrier: PropertyCarrier): Properties | undefined {
  const length = reader.variable(carrier === 'will' ? 'will-property-length' : 'property-length');
  if (length === 0) return undefined;
  const { end } = reader;
  reader.narrow(length);
  const values: Values = {};
  while (reader.left > 0) decodeProperty(reader, carrier, values);
  checkTogether(carrier, values);
  reader.end = end;
  return values as Properties;
}

function decodeProperty(reader: PacketReader, carrier: PropertyCarrier, values: Values): void {
  const id = reader.variable('property-id');
  const property = BY_ID.get(id);
  if (property === undefined) throw refusal('property-unknown', 'MQTT5-2.2.2.2', { packet: reader.packet, id });
  const { name, field, kind } = property;
  checkPlace(property, carrier);
  checkSender(property, carrier, reader.sender);
  const earlier = values[name];
  if (earlier !== undefined && !isRepeatable(property, carrier)) throw twice(property, carrier);
  const value = VALUE_FORMS[kind].read(reader, field);
  checkValue(property, carrier, value);
  if (!isList(property)) values[name] = value;
  else if (earlier === undefined) values[name] = [value];
  else (earlier as unknown[]).push(value);
}

/**
 * Bytes that properties take without their length, all checked.
 * @throws MqttError when they would be illegal
 */
export function propertiesSize(carrier: PropertyCarrier, properties: Properties | undefined): number {
  if (properties === undefined) return 0;
  let size = 0;
  forEach(properties, (property, values) => {
    checkPlace(property, carrier);
    if (values.length > 1 && !isRepeatable(property, carrier)) throw twice(property, carrier);
    for (const value of values) {
      const bytes = VALUE_FORMS[property.kind].size(packetOf(carrier), property.field, value as never);
      checkValue(property, carrier, value);
      size += 1 + bytes;
    }
  });
  checkTogether(carrier, properties);
  return size;
}

/**
 * Writes properties behind their length, in the order in which the object names them.
 * @param size as `propertiesSize` has said
 */
export function writeProperties(writer: PacketWriter, properties: Properties | undefined, size: number): void {
  // [MQTT5-2.2.2-1]
  writer.variable(size);
  if (size === 0) return;
  forEach(properties!, ({ id, field, kind }, values) => {
    for (const value of values) {
      writer.byte(id);
      VALUE_FORMS[kind].write(writer, field, value as never);
    }
  });
}

function forEach(properties: Properties, take: (property: Property, values: readonly unknown[]) => void): void {
  for (const [name, value] of Object.entries(properties)) {
    const property = BY_NAME.get(name);
    if (property === undefined) throw new RangeError(`MQTT 5.0 has no property ${name}`);
    if (value !== undefined) take(property, isList(property) ? (value as unknown[]) : [value]);
  }
}

/** Held as a list, because some packet may carry several. */
function isList({ kind }: Property): boolean {
  return kind === 'pair' || kind === 'variable';
}

function isRepeatable(property: Property, carrier: PropertyCarrier): boolean {
  return isList(property) && !(carrier === 'SUBSCRIBE' && property.name === 'subscriptionIdentifier');
}

function twice(property: Property, carrier: PropertyCarrier): MqttError {
  return refusal('property-twice', clauseOf(property, carrier), named(property, carrier));
}

function checkPlace(property: Property, carrier: PropertyCarrier): void {
  const [, ...ids] = CARRIED[carrier];
  if (!ids.includes(property.id)) {
    throw refusal('property-misplaced', 'MQTT5-2.2.2.2', named(property, carrier));
  }
}

/** Two properties go one way only. */
function checkSender(property: Property, carrier: PropertyCarrier, sender: Sender): void {
  // [MQTT5-3.3.4-6]
  if (carrier === 'PUBLISH' && sender === 'client' && property.name === 'subscriptionIdentifier') {
    throw refusal('property-direction', 'MQTT5-3.3.4-6', { ...named(property, carrier), sender });
  }
  // [MQTT5-3.14.2-2]
  if (carrier === 'DISCONNECT' && sender === 'server' && property.name === 'sessionExpiryInterval') {
    throw refusal('property-direction', 'MQTT5-3.14.2-2', { ...named(property, carrier), sender });
  }
}

function checkValue(property: Property, carrier: PropertyCarrier, value: unknown): void {
  if (property.name === 'responseTopic') {
    const flaw = checkTopicName(value as string);
    // [MQTT5-3.3.2-14]
    if (flaw?.kind === 'name-wildcard') throw topicError({ ...flaw, clause: 'MQTT5-3.3.2-14' }, 5);
    if (flaw !== undefined) throw topicError(flaw, 5);
  }
  if (property.kind === 'flag' && value !== 0 && value !== 1) {
    throw refusal('property-flag', clauseOf(property, carrier), { ...named(property, carrier), value: String(value) });
  }
  if (value === 0 && property.minimum > 0) {
    // [MQTT5-3.3.2-8]
    if (property.name === 'topicAlias') throw refusal('topic-alias-zero', 'MQTT5-3.3.2-8');
    throw refusal('property-zero', clauseOf(property, carrier), named(property, carrier));
  }
}

function checkTogether(carrier: PropertyCarrier, properties: Values): void {
  if (properties.authenticationData !== undefined && properties.authenticationMethod === undefined) {
    const data = BY_NAME.get('authenticationData')!;
    throw refusal('authentication-data-alone', clauseOf(data, carrier), { packet: packetOf(carrier) });
  }
}

/** The section in which the standard tells of this property in this packet. */
function clauseOf({ id }: Property, carrier: PropertyCarrier): string {
  const [section, ...ids] = CARRIED[carrier];
  return `MQTT5-${section}.${ids.indexOf(id) + 2}`;
}

function packetOf(carrier: PropertyCarrier): PacketType {
  return carrier === 'will' ? 'CONNECT' : carrier;
}

function named({ field }: Property, carrier: PropertyCarrier): { packet: string; field: string } {
  return { packet: packetOf(carrier), field };
}
