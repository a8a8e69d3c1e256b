/** What a row says of its packet: the name, then in falling order of need what tells it from its like. */
import { decodePacket } from '#runtime/mqtt/decode.ts';
import { summary } from '#runtime/mqtt/describe.ts';
import { MqttError } from '#runtime/mqtt/error.ts';
import type { Packet, PacketType, QoS } from '#runtime/mqtt/packet.ts';
import type { Phrase } from '#runtime/ports.ts';
import { glanceAtPacket } from './packet-glance.ts';
import type { PacketEntry } from './wire-model.ts';

export interface PacketLabel {
  /** Absent: a type that MQTT does not have. */
  readonly type?: PacketType;
  /** Of a PUBLISH. */
  readonly qos?: QoS;
  readonly topic?: string;
  readonly notes: readonly Phrase[];
  /** The beginning of a PUBLISH's payload, if it is text. */
  readonly payload?: string;
  /** It breaks a rule; the bytes panel says which. */
  readonly malformed: boolean;
}

const labels = new WeakMap<PacketEntry, PacketLabel>();

/** Decoded when first shown, and once. */
export function packetLabel(entry: PacketEntry): PacketLabel {
  const known = labels.get(entry);
  if (known !== undefined) return known;
  const label = read(entry);
  labels.set(entry, label);
  return label;
}

function read({ bytes, sender, connection }: PacketEntry): PacketLabel {
  const { type, qos } = glanceAtPacket(bytes);
  const known = { ...(type === undefined ? {} : { type }), ...(qos === undefined ? {} : { qos }) };
  let packet: Packet;
  try {
    packet = decodePacket(bytes, { sender, level: connection.level });
  } catch (error) {
    if (!(error instanceof MqttError)) throw error;
    return { ...known, notes: [], malformed: true };
  }
  const { topic, notes } = summary(packet);
  const payload = packet.type === 'PUBLISH' ? beginning(packet.payload) : undefined;
  return {
    ...known,
    notes,
    malformed: false,
    ...(topic === undefined ? {} : { topic }),
    ...(payload === undefined ? {} : { payload }),
  };
}

const PREVIEW = 48;

/** @returns undefined when it is empty, or is no text that fits on a line */
function beginning(payload: Uint8Array): string | undefined {
  if (payload.length === 0) return undefined;
  try {
    // A character that the cut divides is no fault of the payload: with `stream` it is left out.
    const cut = { stream: payload.length > PREVIEW };
    const start = new TextDecoder('utf-8', { fatal: true }).decode(payload.subarray(0, PREVIEW), cut);
    return /\p{Cc}/u.test(start) ? undefined : start;
  } catch {
    // Bytes that are no text: the bytes panel shows them as what they are.
    return undefined;
  }
}
