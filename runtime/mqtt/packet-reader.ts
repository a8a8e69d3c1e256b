import { clauseAt, packetIdClause } from './clause.ts';
import { refusal } from './refusal.ts';
import type { MqttError } from './error.ts';
import type { CountedFieldName, FieldName } from './field.ts';
import type { PacketId, PacketType, ProtocolLevel, Sender } from './packet.ts';
import { decodeUtf8, findUtf8Flaw } from './utf8.ts';

/** What a field was read as, before it is put into words. */
export type RawValue = number | string | Uint8Array;

/**
 * Reads one packet, field by field, each under its name. Whoever wants to know which byte belongs
 * to which field extends it (`annotate.ts`), so that there is one grammar for both.
 *
 * Positions count from the packet's first byte.
 */
export class PacketReader {
  readonly bytes: Uint8Array;
  /** Of the connection, until a CONNECT says its own. */
  level: ProtocolLevel;
  sender: Sender = 'client';
  /** For messages; what a packet of unknown type is called, too. */
  packet: PacketType | 'packet' = 'packet';
  at = 0;
  /** Where what is being read ends: the packet, or the properties in it. */
  end: number;

  /** @param bytes one packet, whole */
  constructor(bytes: Uint8Array, level: ProtocolLevel) {
    this.bytes = bytes;
    this.level = level;
    this.end = bytes.length;
  }

  get left(): number {
    return this.end - this.at;
  }

  /**
   * Reads no further than so many bytes, until `end` is set again.
   * @throws MqttError when there are fewer
   */
  narrow(length: number): void {
    if (length > this.left) {
      throw refusal('property-length', 'MQTT5-2.2.2.1', { packet: this.packet, length, bytes: this.left });
    }
    this.end = this.at + length;
  }

  byte(name: FieldName): number {
    this.#need(1, name);
    const value = this.bytes[this.at++]!;
    this.record(name, this.at - 1, value);
    return value;
  }

  /** Two bytes, the high one first [MQTT 3.1.1 §1.5.2]. */
  word(name: FieldName): number {
    this.#need(2, name);
    const value = (this.bytes[this.at]! << 8) | this.bytes[this.at + 1]!;
    this.at += 2;
    this.record(name, this.at - 2, value);
    return value;
  }

  /** Four bytes, the high one first [MQTT5 §1.5.3]. */
  long(name: FieldName): number {
    this.#need(4, name);
    const { bytes, at } = this;
    const value = bytes[at]! * 0x100_0000 + ((bytes[at + 1]! << 16) | (bytes[at + 2]! << 8) | bytes[at + 3]!);
    this.at += 4;
    this.record(name, at, value);
    return value;
  }

  /** Seven bits a byte, the low ones first, four bytes at most [MQTT 3.1.1 §2.2.3] [MQTT5 §1.5.5]. */
  variable(name: FieldName): number {
    const from = this.at;
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      this.#need(1, name);
      const digit = this.bytes[this.at++]!;
      value |= (digit & 0x7f) << shift;
      if (digit < 0x80) break;
      if (shift === 21) throw this.#endless(name);
    }
    this.record(name, from, value);
    // [MQTT5-1.5.5-1]
    if (this.level === 5 && this.at - from > 1 && this.bytes[this.at - 1] === 0) {
      throw refusal('variable-overlong', 'MQTT5-1.5.5-1', { packet: this.packet, field: name });
    }
    return value;
  }

  packetId(): PacketId {
    const id = this.word('packet-id');
    // [MQTT-2.3.1-1] [MQTT5-2.2.1-3] [MQTT5-2.2.1-4] [MQTT5-2.2.1-5] [MQTT5-2.2.1-6]
    if (id === 0) {
      const { packet, level, sender } = this;
      throw refusal('packet-id-zero', packetIdClause(packet, level, sender), { packet });
    }
    return id;
  }

  /** UTF-8 behind a length of two bytes. */
  text(name: CountedFieldName): string {
    const length = this.word(`${name}-length`);
    this.#need(length, name);
    const from = this.at;
    const bytes = this.bytes.subarray(from, from + length);
    this.at += length;
    let text: string;
    try {
      text = decodeUtf8(bytes);
    } catch {
      this.record(name, from, bytes);
      throw this.#illFormed(name, bytes);
    }
    this.record(name, from, text);
    // [MQTT-1.5.3-2] [MQTT5-1.5.4-2]
    if (text.includes('\0')) {
      const clause = clauseAt(this.level, 'MQTT-1.5.3-2', 'MQTT5-1.5.4-2');
      throw refusal('null-character', clause, { packet: this.packet, field: name });
    }
    return text;
  }

  /** Bytes behind a length of two bytes; a view. */
  binary(name: CountedFieldName): Uint8Array {
    const length = this.word(`${name}-length`);
    this.#need(length, name);
    const from = this.at;
    this.at += length;
    const bytes = this.bytes.subarray(from, this.at);
    this.record(name, from, bytes);
    return bytes;
  }

  /** All that is left; a view. */
  rest(name: FieldName): Uint8Array {
    const from = this.at;
    this.at = this.bytes.length;
    const bytes = this.bytes.subarray(from);
    this.record(name, from, bytes);
    return bytes;
  }

  /** Called once for each field, in order, as soon as its bytes are known and before they are judged. */
  protected record(_name: FieldName, _from: number, _value: RawValue): void {}

  #need(length: number, field: FieldName): void {
    if (length <= this.left) return;
    const values = { packet: this.packet, at: this.end, field };
    if (this.end < this.bytes.length) throw refusal('properties-too-short', 'MQTT5-2.2.2.1', values);
    throw refusal('too-short', clauseAt(this.level, 'MQTT-2.2.3', 'MQTT5-2.1.4'), values);
  }

  #endless(field: FieldName): MqttError {
    if (field === 'remaining-length') {
      return refusal('remaining-length', clauseAt(this.level, 'MQTT-2.2.3', 'MQTT5-2.1.4'));
    }
    return refusal('variable-endless', 'MQTT5-1.5.5', { packet: this.packet, field });
  }

  // [MQTT-1.5.3-1] [MQTT5-1.5.4-1]
  #illFormed(field: FieldName, bytes: Uint8Array): MqttError {
    const flaw = findUtf8Flaw(bytes);
    if (flaw === undefined) throw new Error(`The field ${field} could not be decoded, though it is UTF-8`);
    const byte = `0x${(bytes[flaw.at] ?? 0).toString(16).padStart(2, '0')}`;
    const clause = clauseAt(this.level, 'MQTT-1.5.3-1', 'MQTT5-1.5.4-1');
    return refusal(flaw.kind, clause, { packet: this.packet, field, at: flaw.at, byte });
  }
}
