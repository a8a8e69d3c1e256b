import { refusal } from './error.ts';
import type { CountedFieldName, FieldName } from './field.ts';
import type { PacketType } from './packet.ts';
import { encodeUtf8Into, utf8Length } from './utf8.ts';

/** Largest remaining length that four bytes can say [MQTT 3.1.1 §2.2.3]. */
export const MAXIMUM_REMAINING_LENGTH = 268_435_455;

const MAXIMUM_COUNTED_BYTES = 65_535;

/** Writes one packet whose length is known beforehand into bytes of its own. */
export class PacketWriter {
  readonly packet: PacketType;
  readonly bytes: Uint8Array;
  #at = 0;

  /**
   * @param first packet type and flags
   * @param remaining bytes that follow the fixed header
   * @throws MqttError `packet-too-large`
   */
  constructor(packet: PacketType, first: number, remaining: number) {
    if (remaining > MAXIMUM_REMAINING_LENGTH) {
      throw refusal('packet-too-large', 'MQTT-2.2.3', { bytes: remaining, maximum: MAXIMUM_REMAINING_LENGTH });
    }
    this.packet = packet;
    this.bytes = new Uint8Array(1 + lengthOfLength(remaining) + remaining);
    this.bytes[this.#at++] = first;
    let left = remaining;
    do {
      const digit = left & 0x7f;
      left >>>= 7;
      this.bytes[this.#at++] = left > 0 ? digit | 0x80 : digit;
    } while (left > 0);
  }

  byte(value: number): void {
    this.bytes[this.#at++] = value;
  }

  word(field: FieldName, value: number): void {
    if (!Number.isInteger(value) || value < 0 || value > 0xffff) {
      throw refusal('number-range', 'MQTT-1.5.2', { packet: this.packet, field, value, maximum: 0xffff });
    }
    this.bytes[this.#at++] = value >> 8;
    this.bytes[this.#at++] = value & 0xff;
  }

  packetId(id: number): void {
    // [MQTT-2.3.1-1]
    if (!Number.isInteger(id) || id < 1 || id > 0xffff) {
      throw refusal('packet-id-range', 'MQTT-2.3.1-1', { packet: this.packet, id });
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
export function textSize(packet: PacketType, field: CountedFieldName, text: string): number {
  // [MQTT-1.5.3-1]
  if (!text.isWellFormed()) throw refusal('lone-surrogate', 'MQTT-1.5.3-1', { packet, field });
  // [MQTT-1.5.3-2]
  if (text.includes('\0')) throw refusal('null-character', 'MQTT-1.5.3-2', { packet, field });
  return countedSize(packet, field, utf8Length(text));
}

/**
 * Bytes that a binary field takes, its length included.
 * @throws MqttError when the field cannot hold it
 */
export function binarySize(packet: PacketType, field: CountedFieldName, bytes: Uint8Array): number {
  return countedSize(packet, field, bytes.length);
}

function countedSize(packet: PacketType, field: CountedFieldName, bytes: number): number {
  if (bytes > MAXIMUM_COUNTED_BYTES) {
    throw refusal('field-too-long', 'MQTT-1.5.3', { packet, field, bytes, maximum: MAXIMUM_COUNTED_BYTES });
  }
  return 2 + bytes;
}

/** Bytes that a remaining length takes: 1 to 4. */
export function lengthOfLength(remaining: number): number {
  return remaining < 0x80 ? 1 : remaining < 0x4000 ? 2 : remaining < 0x20_0000 ? 3 : 4;
}
