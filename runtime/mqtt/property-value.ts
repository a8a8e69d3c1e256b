import { refusal } from './refusal.ts';
import type { CountedFieldName, FieldName, PropertyFieldName } from './field.ts';
import type { PacketType, UserProperty } from './packet.ts';
import type { PacketReader } from './packet-reader.ts';
import { MAXIMUM_REMAINING_LENGTH, binarySize, lengthOfLength, textSize } from './packet-writer.ts';
import type { PacketWriter } from './packet-writer.ts';

/** A flag is a byte that is 0 or 1; word and long are two and four bytes; a pair is two texts. */
export type PropertyKind = 'flag' | 'word' | 'long' | 'variable' | 'text' | 'binary' | 'pair';

/** How a value of one kind is read, how many bytes it takes, and how it is written. */
export interface ValueForm {
  read(reader: PacketReader, field: PropertyFieldName): unknown;
  /** @throws MqttError when the value has no such form */
  size(packet: PacketType, field: PropertyFieldName, value: never): number;
  write(writer: PacketWriter, field: PropertyFieldName, value: never): void;
}

export const VALUE_FORMS: Readonly<Record<PropertyKind, ValueForm>> = {
  flag: {
    read: (reader, field) => reader.byte(field),
    size: () => 1,
    write: (writer, _, value) => writer.byte(value),
  },
  word: {
    read: (reader, field) => reader.word(field),
    size: number(() => 2, 0xffff, 'MQTT5-1.5.2'),
    write: (writer, field, value) => writer.word(field, value),
  },
  long: {
    read: (reader, field) => reader.long(field),
    size: number(() => 4, 0xffff_ffff, 'MQTT5-1.5.3'),
    write: (writer, _, value) => writer.long(value),
  },
  variable: {
    read: (reader, field) => reader.variable(field),
    size: number(lengthOfLength, MAXIMUM_REMAINING_LENGTH, 'MQTT5-1.5.5'),
    write: (writer, _, value) => writer.variable(value),
  },
  text: {
    read: (reader, field) => reader.text(field as CountedFieldName),
    size: (packet, field, value) => textSize(packet, field as CountedFieldName, value, 5),
    write: (writer, field, value) => writer.text(field as CountedFieldName, value),
  },
  binary: {
    read: (reader, field) => reader.binary(field as CountedFieldName),
    size: (packet, field, value) => binarySize(packet, field as CountedFieldName, value, 5),
    write: (writer, field, value) => writer.binary(field as CountedFieldName, value),
  },
  // [MQTT5-1.5.7-1]
  pair: {
    read: (reader): UserProperty => ({
      name: reader.text('user-property-name'),
      value: reader.text('user-property-value'),
    }),
    size: (packet, _, { name, value }: UserProperty) =>
      textSize(packet, 'user-property-name', name, 5) + textSize(packet, 'user-property-value', value, 5),
    write: (writer, _, { name, value }: UserProperty) => {
      writer.text('user-property-name', name);
      writer.text('user-property-value', value);
    },
  },
};

/** A whole number, from 0 on. */
function number(bytes: (value: number) => number, maximum: number, clause: string): ValueForm['size'] {
  return (packet: PacketType, field: FieldName, value: number) => {
    if (!Number.isInteger(value) || value < 0 || value > maximum) {
      throw refusal('number-range', clause, { packet, field, value, maximum });
    }
    return bytes(value);
  };
}
