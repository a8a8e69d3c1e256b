/**
 * Who gets what is published to a topic, remembered by the topic's bytes: a client that publishes
 * to `sensor/1/temp` ten times a second has it decoded, checked and looked up once.
 *
 *     73 65 6e 73 6f 72 2f 31 …  → { topic: 'sensor/1/temp', matches: { targets: […], groups: [] } }
 *
 * An entry whose topic may be met by a subscription that came or went since is looked up again when
 * it is next asked for, the topic is not decoded again. What is remembered is bounded: past the
 * limit all is forgotten at once, and a topic of more than a few kilobytes is never remembered, or
 * one client with a million long topics would make the others pay.
 */
import { checkTopicName } from '#runtime/mqtt/topic.ts';
import { PacketReader } from '#runtime/mqtt/packet-reader.ts';
import { decodePublish } from '#runtime/mqtt/packets/publish.ts';
import { decodeUtf8 } from '#runtime/mqtt/utf8.ts';
import { isReserved } from './route.ts';
import type { SubscriptionTree } from './subscription-tree.ts';
import type { Matches } from './subscription.ts';
import { hashOfBytes, hashOfText } from './topic-hash.ts';

/** Bytes of memory, estimated, that may be spent on all entries. */
const MAXIMUM_COST = 24 * 1024 * 1024;

/** Bytes that an entry takes beside its topic and its targets, as measured in V8, roughly. */
const ENTRY_COST = 320;

/** Bytes of the longest topic that is remembered. */
const MAXIMUM_TOPIC = 2048;

/** Topics' bytes are copied into chunks of this size: an ArrayBuffer each would cost a microsecond. */
const CHUNK = 64 * 1024;

/** Slots in which a topic may lie, from the one its hash names: no choice of topics makes a search longer. */
const PROBES = 16;

const FIRST_SLOTS = 64;

/** So many subscriptions may go before all is forgotten, or ended sessions would be held on to. */
const MAXIMUM_DEPARTURES = 1024;

const PUBLISH = 0x30;

/** A topic that was published to, and who gets it. */
export interface TopicEntry<Subscriber> {
  readonly topic: string;
  /** The topic in UTF-8; not what was read, but a copy. */
  readonly bytes: Uint8Array;
  /** Whether it is the broker's own, `$SYS`. */
  readonly reserved: boolean;
  /** Of the tree, when `matches` was true; as long as it is the tree's, `matches` is. */
  readonly generation: number;
  readonly matches: Matches<Subscriber>;
}

type Kept<Subscriber> = { -readonly [Field in keyof TopicEntry<Subscriber>]: TopicEntry<Subscriber>[Field] };

export class TopicCache<Subscriber> {
  readonly #tree: SubscriptionTree<Subscriber>;
  #slots: (Kept<Subscriber> | undefined)[] = [];
  #hashes = new Int32Array(0);
  #size = 0;
  #cost = 0;
  #chunk = new Uint8Array(0);
  #chunkUsed = 0;
  #departures: number;

  constructor(tree: SubscriptionTree<Subscriber>) {
    this.#tree = tree;
    this.#departures = tree.departures;
    this.#forget();
  }

  /** Topics remembered. */
  get size(): number {
    return this.#size;
  }

  /** Bytes of memory, estimated, that they take. */
  get cost(): number {
    return this.#cost;
  }

  /**
   * The topic of a PUBLISH, as its bytes stand in the packet, without their length.
   *
   * @throws MqttError as the decoder does: not UTF-8, or no topic name
   */
  entry(bytes: Uint8Array, from: number, to: number): TopicEntry<Subscriber> {
    const hash = hashOfBytes(bytes, from, to);
    const length = to - from;
    const mask = this.#slots.length - 1;
    for (let probe = 0, slot = hash & mask; probe < PROBES; probe++, slot = (slot + 1) & mask) {
      const known = this.#slots[slot];
      if (known === undefined) break;
      if (this.#hashes[slot] !== hash) continue;
      const own = known.bytes;
      if (own.length !== length) continue;
      let at = 0;
      while (at < length && own[at] === bytes[from + at]) at++;
      if (at === length) return this.renewed(known);
    }
    return this.#add(decodeTopic(bytes.subarray(from, to)), bytes, from, to, hash);
  }

  /** Who gets what is published to a topic name that is valid. */
  matches(topic: string): Matches<Subscriber> {
    const hash = hashOfText(topic);
    const mask = this.#slots.length - 1;
    for (let probe = 0, slot = hash & mask; probe < PROBES; probe++, slot = (slot + 1) & mask) {
      const known = this.#slots[slot];
      if (known === undefined) break;
      if (this.#hashes[slot] === hash && known.topic === topic) return this.renewed(known).matches;
    }
    const bytes = encoder.encode(topic);
    return this.#add(topic, bytes, 0, bytes.length, hash).matches;
  }

  /** The same entry, with `matches` true again: for whoever kept one. */
  renewed(entry: TopicEntry<Subscriber>): TopicEntry<Subscriber> {
    const { generation } = this.#tree;
    if (entry.generation === generation) return entry;
    const kept: Kept<Subscriber> = entry;
    if (this.#tree.changedFor(kept.topic, kept.generation)) {
      kept.matches = this.#tree.matches(kept.topic);
      this.#cost += costOf(kept.matches);
    }
    kept.generation = generation;
    if (this.#tree.departures - this.#departures > MAXIMUM_DEPARTURES) this.#forget();
    return entry;
  }

  #add(topic: string, bytes: Uint8Array, from: number, to: number, hash: number): TopicEntry<Subscriber> {
    const length = to - from;
    const matches = this.#tree.matches(topic);
    const { generation } = this.#tree;
    const reserved = isReserved(topic);
    if (length > MAXIMUM_TOPIC) return { topic, bytes: bytes.slice(from, to), reserved, generation, matches };
    const cost = ENTRY_COST + 3 * length + costOf(matches);
    if (this.#cost + cost > MAXIMUM_COST || this.#tree.departures - this.#departures > MAXIMUM_DEPARTURES) {
      this.#forget();
    }
    const entry = { topic, bytes: this.#copy(bytes, from, to), reserved, generation, matches };
    this.#cost += cost;
    if (this.#size * 2 >= this.#slots.length) this.#grow();
    this.#put(entry, hash);
    return entry;
  }

  /** Where there is no free slot near, the first gives way. */
  #put(entry: Kept<Subscriber>, hash: number): void {
    const mask = this.#slots.length - 1;
    const home = hash & mask;
    let slot = home;
    for (let probe = 1; this.#slots[slot] !== undefined; probe++) {
      if (probe === PROBES) {
        slot = home;
        this.#size--;
        break;
      }
      slot = (slot + 1) & mask;
    }
    this.#slots[slot] = entry;
    this.#hashes[slot] = hash;
    this.#size++;
  }

  #grow(): void {
    const slots = this.#slots;
    const hashes = this.#hashes;
    this.#slots = emptySlots(slots.length * 2);
    this.#hashes = new Int32Array(slots.length * 2);
    this.#size = 0;
    for (const [slot, entry] of slots.entries()) if (entry !== undefined) this.#put(entry, hashes[slot]!);
  }

  #forget(): void {
    this.#slots = emptySlots(FIRST_SLOTS);
    this.#hashes = new Int32Array(FIRST_SLOTS);
    this.#size = 0;
    this.#cost = 0;
    this.#chunk = new Uint8Array(0);
    this.#chunkUsed = 0;
    this.#departures = this.#tree.departures;
  }

  #copy(bytes: Uint8Array, from: number, to: number): Uint8Array {
    const length = to - from;
    if (this.#chunkUsed + length > this.#chunk.length) {
      this.#chunk = new Uint8Array(this.#size === 0 ? MAXIMUM_TOPIC : CHUNK);
      this.#chunkUsed = 0;
    }
    const copy = this.#chunk.subarray(this.#chunkUsed, this.#chunkUsed + length);
    for (let at = 0; at < length; at++) copy[at] = bytes[from + at]!;
    this.#chunkUsed += length;
    return copy;
  }
}

const encoder = new TextEncoder();

function emptySlots<Entry>(length: number): (Entry | undefined)[] {
  return new Array<Entry | undefined>(length).fill(undefined);
}

function costOf({ targets, groups }: Matches<unknown>): number {
  return 8 * (targets.length + groups.length);
}

/** The decoder's own words where it is no topic name: it is handed the topic as a PUBLISH. */
function decodeTopic(bytes: Uint8Array): string {
  let topic: string | undefined;
  try {
    topic = decodeUtf8(bytes);
  } catch {
    topic = undefined;
  }
  if (topic !== undefined && checkTopicName(topic) === undefined) return topic;
  const packet = new Uint8Array(2 + bytes.length);
  packet[0] = bytes.length >> 8;
  packet[1] = bytes.length & 0xff;
  packet.set(bytes, 2);
  const reader = new PacketReader(packet, 4);
  reader.packet = 'PUBLISH';
  return decodePublish(reader, PUBLISH).topic;
}
