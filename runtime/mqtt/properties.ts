import { refusal } from './refusal.ts';
import type { MqttError } from './error.ts';
import type { Properties, Sender } from './packet.ts';
import type { PacketReader } from './packet-reader.ts';
import type { PacketWriter } from './packet-writer.ts';
import { clauseOf, isCarried, isList, isRepeatable, packetOf, propertyNamed, propertyOf } from './property.ts';
import type { Property, PropertyCarrier } from './property.ts';
import { VALUE_FORMS } from './property-value.ts';
import { checkTopicName } from './topic.ts';
import { topicError } from './topic-flaw.ts';

export { propertiesOf, propertyNamed, propertyOf } from './property.ts';
export type { Property, PropertyCarrier } from './property.ts';

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
  const property = propertyOf(id);
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
      checkValue(property, carrier, value);
      size += 1 + VALUE_FORMS[property.kind].size(packetOf(carrier), property.field, value as never);
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
    const property = propertyNamed(name);
    if (property === undefined) throw new RangeError(`MQTT 5.0 has no property ${name}`);
    if (value !== undefined) take(property, isList(property) ? (value as unknown[]) : [value]);
  }
}

function twice(property: Property, carrier: PropertyCarrier): MqttError {
  return refusal('property-twice', clauseOf(property, carrier), named(property, carrier));
}

function checkPlace(property: Property, carrier: PropertyCarrier): void {
  if (!isCarried(property, carrier)) {
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
    const data = propertyNamed('authenticationData')!;
    throw refusal('authentication-data-alone', clauseOf(data, carrier), { packet: packetOf(carrier) });
  }
}

function named({ field }: Property, carrier: PropertyCarrier): { packet: string; field: string } {
  return { packet: packetOf(carrier), field };
}
