import type { Phrase } from '#runtime/ports.ts';
import type { Connack, Connect, Packet, Properties, Publish, Suback } from './packet.ts';
import type { LanePhraseId } from './phrase-ids.ts';

/** What the label of an arrow says beside the packet's name. */
export interface Summary {
  /** A topic or a filter, as it is on the wire. */
  readonly topic?: string;
  /** A word or three each, most telling first. */
  readonly notes: readonly Phrase[];
}

/**
 * A packet in a few words: `sensor/1/temperature` and `id 1` of a PUBLISH, `keep alive 60 s` of a
 * CONNECT, `granted 1` of a SUBACK.
 */
export function summary(packet: Packet): Summary {
  switch (packet.type) {
    case 'CONNECT':
      return { notes: connectNotes(packet) };
    case 'CONNACK':
      return { notes: connackNotes(packet) };
    case 'PUBLISH':
      // An empty one is said by its alias.
      return { ...(packet.topic !== '' && { topic: packet.topic }), notes: publishNotes(packet) };
    case 'PUBACK':
    case 'PUBREC':
    case 'PUBREL':
    case 'PUBCOMP':
      return { notes: [phrase('lane.id', { id: packet.packetId }), ...codes([packet.reasonCode])] };
    case 'UNSUBACK':
      return { notes: [phrase('lane.id', { id: packet.packetId }), ...codes(packet.reasonCodes ?? [])] };
    case 'SUBSCRIBE': {
      const [first, ...more] = packet.subscriptions;
      if (first === undefined) return { notes: [] };
      return { topic: first.filter, notes: [phrase('lane.qos', { qos: first.qos }), ...andMore(more.length)] };
    }
    case 'SUBACK':
      return { notes: subackNotes(packet) };
    case 'UNSUBSCRIBE': {
      const [first, ...more] = packet.filters;
      if (first === undefined) return { notes: [] };
      return { topic: first, notes: andMore(more.length) };
    }
    case 'PINGREQ':
    case 'PINGRESP':
      return { notes: [] };
    case 'DISCONNECT':
    case 'AUTH':
      return { notes: codes([packet.reasonCode]) };
  }
}

function connectNotes({ keepAlive, will, properties }: Connect): Phrase[] {
  const notes = [keepAlive === 0 ? phrase('lane.keep-alive-off') : phrase('lane.keep-alive', { seconds: keepAlive })];
  if (will !== undefined) notes.push(phrase('lane.will', { topic: will.topic }));
  const expiry = properties?.sessionExpiryInterval ?? 0;
  if (expiry > 0) notes.push(phrase('lane.session-expiry', { seconds: expiry }));
  return notes;
}

const CONNACK_NOTES: readonly LanePhraseId[] = [
  'lane.connack-0',
  'lane.connack-1',
  'lane.connack-2',
  'lane.connack-3',
  'lane.connack-4',
  'lane.connack-5',
];

function connackNotes({ reasonCode, sessionPresent }: Connack): Phrase[] {
  const note = CONNACK_NOTES[reasonCode];
  const notes = note === undefined ? codes([reasonCode]) : [phrase(note)];
  if (sessionPresent) notes.push(phrase('lane.session-present'));
  return notes;
}

function publishNotes({ packetId, retain, dup, properties }: Publish): Phrase[] {
  const notes = properties === undefined ? [] : propertyNotes(properties);
  if (packetId !== undefined) notes.push(phrase('lane.id', { id: packetId }));
  if (retain) notes.push(phrase('lane.retain'));
  if (dup) notes.push(phrase('lane.dup'));
  return notes;
}

function propertyNotes({ topicAlias, messageExpiryInterval, responseTopic }: Properties): Phrase[] {
  const notes: Phrase[] = [];
  if (topicAlias !== undefined) notes.push(phrase('lane.topic-alias', { alias: topicAlias }));
  if (messageExpiryInterval !== undefined) notes.push(phrase('lane.expires', { seconds: messageExpiryInterval }));
  if (responseTopic !== undefined) notes.push(phrase('lane.response-topic', { topic: responseTopic }));
  return notes;
}

/** What reason codes of 5.0 say, each once; 0 says nothing. */
function codes(reasonCodes: readonly number[]): Phrase[] {
  const telling = new Set(reasonCodes.filter((code) => code !== 0));
  return Array.from(telling, (code) => ({ id: `lane.code-0x${code.toString(16).padStart(2, '0')}` }));
}

/** Granted QoS in the order of the filters, once if all are alike: `granted 1`, `granted 0, 1`. */
function subackNotes({ reasonCodes }: Suback): Phrase[] {
  const granted = reasonCodes.filter((code) => code < 0x80);
  const refused = reasonCodes.length - granted.length;
  const qos = new Set(granted).size === 1 ? String(granted[0]) : granted.join(', ');
  const notes: Phrase[] = [];
  if (granted.length > 0) notes.push(phrase('lane.granted', { qos }));
  if (refused > 0) notes.push(phrase('lane.refused', { count: refused }));
  // 0x80 is all that 3.1.1 has, and says no more than that.
  return [...notes, ...codes(reasonCodes.filter((code) => code > 0x80))];
}

function andMore(count: number): Phrase[] {
  return count > 0 ? [phrase('lane.more', { count })] : [];
}

function phrase(id: LanePhraseId, values?: Readonly<Record<string, string | number>>): Phrase {
  return values === undefined ? { id } : { id, values };
}
