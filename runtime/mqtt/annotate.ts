import type { Phrase } from '#runtime/ports.ts';
import { bitLayout } from './bit-layout.ts';
import type { BitLayout } from './bit-layout.ts';
import { readPacket } from './decode.ts';
import { MqttError } from './error.ts';
import type { BitName, FieldName } from './field.ts';
import { meaning } from './field-meaning.ts';
import type { PacketType, ProtocolLevel, Sender } from './packet.ts';
import { PacketReader } from './packet-reader.ts';
import type { RawValue } from './packet-reader.ts';
import { readableBytes, readableText } from './readable.ts';
import { reasonName } from './reason-code.ts';
import type { RefusalId } from './refusal.en.ts';

/** Bits of a byte that belong together. */
export interface Bits {
  readonly width: number;
  readonly value: number;
  readonly name: BitName;
}

/** A run of bytes with one meaning. */
export interface Field {
  /** Position of the first byte in the packet. */
  readonly from: number;
  /** Position after the last byte. Equal to `from` never. */
  readonly to: number;
  readonly name: FieldName;
  /** To be read by a person: `27`, `piandmore/test`, `0x32`, `00 ff`. Long ones are cut, with `…`. */
  readonly value: string;
  /** Of a byte of flags, the high bits first; widths add up to 8. */
  readonly bits?: readonly Bits[];
  /** What it means, in one sentence. */
  readonly note?: Phrase;
  /** Why the packet is refused because of this field; `clause` is the rule. */
  readonly flaw?: Phrase;
  readonly clause?: string;
}

export interface AnnotateOptions {
  readonly sender: Sender;
  /** Of the connection. CONNECT says its own. */
  readonly level: ProtocolLevel;
}

/**
 * Says of every byte of a packet what it is. The fields lie in order, without gap or overlap, and
 * cover all bytes. A packet that breaks a rule is annotated as far as it can be read: the field that
 * breaks the rule has a `flaw`, and the bytes after it are one field `malformed`, with the same
 * sentence.
 *
 * @param bytes one packet, whole or not; anything at all is answered, nothing is thrown
 */
export function annotate(bytes: Uint8Array, options: AnnotateOptions): readonly Field[] {
  const reader = new AnnotatingReader(bytes, options.level);
  try {
    readPacket(reader, options.sender);
  } catch (error) {
    // Anything else is a bug of ours, not a flaw of the packet.
    if (!(error instanceof MqttError) || error.phrase === undefined) throw error;
    return withFlaw(reader.fields, bytes, error.phrase, error.clause);
  }
  return reader.fields;
}

class AnnotatingReader extends PacketReader {
  readonly fields: Field[] = [];
  #hasTopic = false;

  protected override record(name: FieldName, from: number, value: RawValue): void {
    // What is empty has no byte that could be pointed at; the field before says that it is empty.
    if (this.at === from) {
      if (name === 'payload') this.#emptyPayload();
      return;
    }
    const { packet, sender, level } = this;
    const layout = bitLayout(name, { packet, level });
    if (name === 'topic') this.#hasTopic = true;
    const note = meaning(name, value, { packet, first: this.bytes[0]!, sender, level, hasTopic: this.#hasTopic });
    this.fields.push({
      from,
      to: this.at,
      name,
      value: readable(name, value, packet),
      ...(layout !== undefined && typeof value === 'number' && { bits: split(value, layout) }),
      ...(note !== undefined && { note }),
    });
  }

  // [MQTT-3.3.1-10] [MQTT-3.3.1-11]
  #emptyPayload(): void {
    const [first] = this.fields;
    const retain = (this.bytes[0]! & 1) !== 0;
    if (first !== undefined && retain && this.sender === 'client') {
      this.fields[0] = { ...first, note: { id: 'byte.packet-PUBLISH-clears' } };
    }
  }
}

function readable(name: FieldName, value: RawValue, packet: PacketType | 'packet'): string {
  if (typeof value === 'string') return readableText(value);
  if (value instanceof Uint8Array) return readableBytes(value);
  switch (name) {
    case 'type-and-flags':
    case 'connect-flags':
    case 'acknowledge-flags':
    case 'subscription-options':
    case 'property-id':
      return hex(value);
    case 'reason-code':
      return `${hex(value)} ${reasonName(value, packet) ?? ''}`.trimEnd();
    case 'granted-qos':
      return value < 0x80 ? String(value) : hex(value);
    default:
      return String(value);
  }
}

function hex(byte: number): string {
  return `0x${byte.toString(16).padStart(2, '0')}`;
}

function split(byte: number, layout: BitLayout): Bits[] {
  let left = 8;
  return layout.map(({ width, name }) => {
    left -= width;
    return { width, name, value: (byte >> left) & ((1 << width) - 1) };
  });
}

/** Refusals that are not about the field read last, but about what follows it or is missing. */
const ABOUT_THE_REST: ReadonlySet<string> = new Set(
  (
    [
      'too-short',
      'trailing-bytes',
      'remaining-length',
      'no-filter',
      'no-return-code',
      'no-reason-code',
      'properties-too-short',
      'variable-endless',
    ] satisfies RefusalId[]
  ).map((id) => `error.${id}`),
);

function withFlaw(fields: readonly Field[], bytes: Uint8Array, flaw: Phrase, clause: string | undefined): Field[] {
  const flawed = [...fields];
  const why = { flaw, ...(clause !== undefined && { clause }) };
  const last = flawed.at(-1);
  const from = last?.to ?? 0;
  const isRestLeft = from < bytes.length;
  if (last !== undefined && (!isRestLeft || !ABOUT_THE_REST.has(flaw.id))) {
    flawed[flawed.length - 1] = { ...last, ...why };
  }
  if (isRestLeft) {
    const value = readableBytes(bytes.subarray(from));
    flawed.push({ from, to: bytes.length, name: 'malformed', value, note: flaw, ...why });
  }
  return flawed;
}
