/**
 * What went through each Pi's network cable last: the newest PUBLISH that a client there sent, and the
 * newest that one received. A fold over the packets that the wire panel keeps.
 *
 *     rpi-pub   sent      piandmore/rpi-pub/temp 33.500
 *     rpi-sub   received  piandmore/rpi-sub/led 2
 */
import { decodePacket } from '#runtime/mqtt/decode.ts';
import { packetLabel } from '../workbench/wire/packet-label.ts';
import { glanceAtPacket } from '../workbench/wire/packet-glance.ts';
import type { PacketEntry, WireConnection, WireState } from '../workbench/wire/wire-model.ts';

export interface CableMessage {
  readonly topic: string;
  /** How its payload begins; absent: it is empty, or no text that fits on a line. */
  readonly beginning?: string;
  /** Of the payload, in bytes. */
  readonly length: number;
}

export interface HostMessages {
  readonly sent?: CableMessage;
  readonly received?: CableMessage;
  /** One of the two. */
  readonly newest?: CableMessage;
}

export type CableMessages = ReadonlyMap<string, HostMessages>;

/** In a flood older packets than these are not looked for. */
const LOOKED_AT = 2_000;

export class CableWatch {
  #seen = 0;
  #messages: CableMessages = new Map();

  /** @returns the same object as before unless something has changed */
  read({ entries }: WireState): CableMessages {
    // A lab that has started again begins with an empty wire.
    if (entries.next < this.#seen) {
      this.#seen = 0;
      this.#messages = new Map();
    }
    const news = new Map<string, { -readonly [Which in keyof HostMessages]: HostMessages[Which] }>();
    const from = Math.max(this.#seen, entries.next - LOOKED_AT, entries.first);
    for (let row = entries.next - 1; row >= from; row--) {
      const entry = entries.at(row);
      if (entry?.kind !== 'packet' || glanceAtPacket(entry.bytes).type !== 'PUBLISH') continue;
      const host = hostByCable(entry.connection);
      if (host === undefined) continue;
      const found = news.get(host) ?? {};
      const which = entry.sender === 'client' ? 'sent' : 'received';
      const message = found[which] === undefined ? messageOf(entry) : undefined;
      if (message === undefined) continue;
      found[which] = message;
      found.newest ??= message;
      news.set(host, found);
    }
    this.#seen = entries.next;
    if (news.size > 0) {
      const messages = new Map(this.#messages);
      for (const [host, found] of news) messages.set(host, { ...messages.get(host), ...found });
      this.#messages = messages;
    }
    return this.#messages;
  }
}

/** @returns undefined: a broker's own, or from outside, or a Pi that talks to itself: that takes no cable */
function hostByCable({ lane, service }: WireConnection): string | undefined {
  const server = service.replace(/:\d+$/, '');
  return lane.broker !== undefined || lane.host === server ? undefined : lane.host;
}

/** @returns undefined: it breaks a rule, and the wire says which */
function messageOf(entry: PacketEntry): CableMessage | undefined {
  const { topic, payload: beginning, malformed } = packetLabel(entry);
  if (malformed || topic === undefined) return undefined;
  return { topic, length: payloadLength(entry), ...(beginning === undefined ? {} : { beginning }) };
}

function payloadLength({ bytes, sender, connection }: PacketEntry): number {
  const packet = decodePacket(bytes, { sender, level: connection.level });
  return packet.type === 'PUBLISH' ? packet.payload.length : 0;
}
