import { refusal } from './error.ts';
import type { MqttError } from './error.ts';
import type { BitLayout, CountedFieldName, FieldName } from './field.ts';
import type { PacketId, PacketType, ProtocolLevel } from './packet.ts';
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
  readonly level: ProtocolLevel;
  /** For messages; what a packet of unknown type is called, too. */
  packet: PacketType | 'packet' = 'packet';
  at = 0;

  /** @param bytes one packet, whole */
  constructor(bytes: Uint8Array, level: ProtocolLevel) {
    this.bytes = bytes;
    this.level = level;
  }

  get left(): number {
    return this.bytes.length - this.at;
  }

  byte(name: FieldName, bits?: BitLayout): number {
    this.#need(1, name);
    const value = this.bytes[this.at++]!;
    this.record(name, this.at - 1, value, bits);
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

  /** Seven bits a byte, the low ones first, four bytes at most [MQTT 3.1.1 §2.2.3]. */
  remainingLength(): number {
    const from = this.at;
    let length = 0;
    for (let shift = 0; ; shift += 7) {
      this.#need(1, 'remaining-length');
      const digit = this.bytes[this.at++]!;
      length |= (digit & 0x7f) << shift;
      if (digit < 0x80) break;
      if (shift === 21) throw refusal('remaining-length', 'MQTT-2.2.3');
    }
    this.record('remaining-length', from, length);
    return length;
  }

  packetId(): PacketId {
    const id = this.word('packet-id');
    // [MQTT-2.3.1-1]
    if (id === 0) throw refusal('packet-id-zero', 'MQTT-2.3.1-1', { packet: this.packet });
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
    // [MQTT-1.5.3-2]
    if (text.includes('\0')) throw refusal('null-character', 'MQTT-1.5.3-2', { packet: this.packet, field: name });
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
  protected record(_name: FieldName, _from: number, _value: RawValue, _bits?: BitLayout): void {}

  #need(length: number, field: FieldName): void {
    if (length > this.left) {
      throw refusal('too-short', 'MQTT-2.2.3', { packet: this.packet, at: this.bytes.length, field });
    }
  }

  // [MQTT-1.5.3-1]
  #illFormed(field: FieldName, bytes: Uint8Array): MqttError {
    const flaw = findUtf8Flaw(bytes);
    if (flaw === undefined) throw new Error(`The field ${field} could not be decoded, though it is UTF-8`);
    const byte = `0x${(bytes[flaw.at] ?? 0).toString(16).padStart(2, '0')}`;
    return refusal(flaw.kind, 'MQTT-1.5.3-1', { packet: this.packet, field, at: flaw.at, byte });
  }
}
