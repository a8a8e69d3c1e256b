import { clauseAt, packetIdClause } from './clause.ts';
import { refusal } from './refusal.ts';
import type { CountedFieldName, FieldName } from './field.ts';
import type { PacketType, ProtocolLevel } from './packet.ts';
import { encodeUtf8Into, utf8Length } from './utf8.ts';

/** Largest remaining length that four bytes can say [MQTT 3.1.1 §2.2.3] [MQTT5 §1.5.5]. */
export const MAXIMUM_REMAINING_LENGTH = 268_435_455;

const MAXIMUM_COUNTED_BYTES = 65_535;

/** Writes one packet whose length is known beforehand into bytes of its own. */
export class PacketWriter {
  readonly packet: PacketType;
  readonly level: ProtocolLevel;
  readonly bytes: Uint8Array;
  #at = 0;

  /**
   * @param first packet type and flags
   * @param remaining bytes that follow the fixed header
   * @throws MqttError `packet-too-large`
   */
  constructor(packet: PacketType, first: number, remaining: number, level: ProtocolLevel = 4) {
    if (remaining > MAXIMUM_REMAINING_LENGTH) {
      const clause = clauseAt(level, 'MQTT-2.2.3', 'MQTT5-1.5.5');
      throw refusal('packet-too-large', clause, { bytes: remaining, maximum: MAXIMUM_REMAINING_LENGTH });
    }
    this.packet = packet;
    this.level = level;
    this.bytes = new Uint8Array(1 + lengthOfLength(remaining) + remaining);
    this.bytes[this.#at++] = first;
    this.variable(remaining);
  }

  variable(value: number): void {
    this.#at = writeVariableByteInteger(this.bytes, this.#at, value);
  }

  byte(value: number): void {
    this.bytes[this.#at++] = value;
  }

  word(field: FieldName, value: number): void {
    if (!Number.isInteger(value) || value < 0 || value > 0xffff) {
      const clause = clauseAt(this.level, 'MQTT-1.5.2', 'MQTT5-1.5.2');
      throw refusal('number-range', clause, { packet: this.packet, field, value, maximum: 0xffff });
    }
    this.bytes[this.#at++] = value >> 8;
    this.bytes[this.#at++] = value & 0xff;
  }

  /** Four bytes, the high one first; the value has been checked. */
  long(value: number): void {
    this.bytes[this.#at++] = value >>> 24;
    this.bytes[this.#at++] = value >>> 16;
    this.bytes[this.#at++] = value >>> 8;
    this.bytes[this.#at++] = value;
  }

  packetId(id: number): void {
    // [MQTT-2.3.1-1] [MQTT5-2.2.1-3] [MQTT5-2.2.1-4] [MQTT5-2.2.1-5] [MQTT5-2.2.1-6]
    if (!Number.isInteger(id) || id < 1 || id > 0xffff) {
      const { packet, level } = this;
      throw refusal('packet-id-range', packetIdClause(packet, level, 'client'), { packet, id });
    }
    this.word('packet-id', id);
  }

  /** Text that `textSize` has let through. */
  text(field: CountedFieldName, text: string): void {
    const length = utf8Length(text);
    this.word(field, length);
    encodeUtf8Into(text, this.bytes, this.#at);
    this.#at += length;
  }

  /** Bytes that `binarySize` has let through. */
  binary(field: CountedFieldName, bytes: Uint8Array): void {
    this.word(field, bytes.length);
    this.rest(bytes);
  }

  rest(bytes: Uint8Array): void {
    this.bytes.set(bytes, this.#at);
    this.#at += bytes.length;
  }
}

/**
 * Bytes that a text field takes, its length included.
 * @throws MqttError when UTF-8 or the field cannot hold it
 */
export function textSize(packet: PacketType, field: CountedFieldName, text: string, level: ProtocolLevel = 4): number {
  // [MQTT-1.5.3-1] [MQTT5-1.5.4-1]
  if (!text.isWellFormed()) {
    throw refusal('lone-surrogate', clauseAt(level, 'MQTT-1.5.3-1', 'MQTT5-1.5.4-1'), { packet, field });
  }
  // [MQTT-1.5.3-2] [MQTT5-1.5.4-2]
  if (text.includes('\0')) {
    throw refusal('null-character', clauseAt(level, 'MQTT-1.5.3-2', 'MQTT5-1.5.4-2'), { packet, field });
  }
  return countedSize(packet, field, utf8Length(text), level, 'MQTT5-1.5.4');
}

/**
 * Bytes that a binary field takes, its length included.
 * @throws MqttError when the field cannot hold it
 */
export function binarySize(
  packet: PacketType,
  field: CountedFieldName,
  bytes: Uint8Array,
  level: ProtocolLevel = 4,
): number {
  return countedSize(packet, field, bytes.length, level, 'MQTT5-1.5.6');
}

function countedSize(
  packet: PacketType,
  field: CountedFieldName,
  bytes: number,
  level: ProtocolLevel,
  at5: string,
): number {
  if (bytes > MAXIMUM_COUNTED_BYTES) {
    const clause = clauseAt(level, 'MQTT-1.5.3', at5);
    throw refusal('field-too-long', clause, { packet, field, bytes, maximum: MAXIMUM_COUNTED_BYTES });
  }
  return 2 + bytes;
}

/** Bytes that a number takes as a variable byte integer, such as the remaining length: 1 to 4. */
export function lengthOfLength(value: number): number {
  return value < 0x80 ? 1 : value < 0x4000 ? 2 : value < 0x20_0000 ? 3 : 4;
}

/**
 * Writes a number as a variable byte integer [MQTT 3.1.1 §2.2.3] [MQTT5 §1.5.5]: seven bits a byte, the low ones
 * first, no byte more than needed [MQTT5-1.5.5-1].
 * @param value 0 to `MAXIMUM_REMAINING_LENGTH`
 * @returns where it ends
 */
export function writeVariableByteInteger(into: Uint8Array, at: number, value: number): number {
  let left = value;
  for (; left > 0x7f; left >>>= 7) into[at++] = (left & 0x7f) | 0x80;
  into[at++] = left;
  return at;
}
