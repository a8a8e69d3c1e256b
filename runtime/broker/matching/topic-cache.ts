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
import type { SubscriptionTree } from './subscription-tree.ts';
import type { Matches } from './subscription.ts';
import { TopicEntry } from './topic-entry.ts';
import { hashOfBytes, hashOfText } from './topic-hash.ts';

/** Bytes of memory, estimated, that may be spent on all entries. */
const MAXIMUM_COST = 32 * 1024 * 1024;

/** Bytes that an entry takes beside its topic and its targets, as measured in V8, roughly. */
const ENTRY_COST = 240;

/** Bytes of the longest topic that is remembered. */
const MAXIMUM_TOPIC = 2048;

/** Slots in which a topic may lie, from the one its hash names: no choice of topics makes a search longer. */
const PROBES = 16;

const FIRST_SLOTS = 64;

/** So many subscriptions may go before all is forgotten, or ended sessions would be held on to. */
const MAXIMUM_DEPARTURES = 1024;

const PUBLISH = 0x30;

export class TopicCache<Subscriber> {
  readonly #tree: SubscriptionTree<Subscriber>;
  #slots: (TopicEntry<Subscriber> | undefined)[] = [];
  #hashes = new Int32Array(0);
  #size = 0;
  #cost = 0;
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
    const mask = this.#slots.length - 1;
    for (let probe = 0, slot = hash & mask; probe < PROBES; probe++, slot = (slot + 1) & mask) {
      const known = this.#slots[slot];
      if (known === undefined) break;
      if (this.#hashes[slot] === hash && known.is(bytes, from, to)) return this.renewed(known);
    }
    const utf8 = bytes.subarray(from, to);
    return this.#add(decodeTopic(utf8), utf8, hash);
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
    return this.#add(topic, encoder.encode(topic), hash).matches;
  }

  /** The same entry, with `matches` true again: for whoever kept one. */
  renewed(entry: TopicEntry<Subscriber>): TopicEntry<Subscriber> {
    const { generation } = this.#tree;
    if (entry.generation === generation) return entry;
    if (this.#tree.changedFor(entry.topic, entry.generation)) {
      const { targets, groups } = this.#tree.matches(entry.topic);
      entry.targets = targets;
      entry.groups = groups;
      this.#cost += costOf(entry);
    }
    entry.generation = generation;
    if (this.#tree.departures - this.#departures > MAXIMUM_DEPARTURES) this.#forget();
    return entry;
  }

  #add(topic: string, utf8: Uint8Array, hash: number): TopicEntry<Subscriber> {
    const entry = new TopicEntry(topic, utf8, this.#tree.generation, this.#tree.matches(topic));
    if (utf8.length > MAXIMUM_TOPIC) return entry;
    const cost = ENTRY_COST + (utf8.length === topic.length ? 1 : 3) * utf8.length + costOf(entry);
    if (this.#cost + cost > MAXIMUM_COST || this.#tree.departures - this.#departures > MAXIMUM_DEPARTURES) {
      this.#forget();
    }
    this.#cost += cost;
    if (this.#size * 2 >= this.#slots.length) this.#grow();
    this.#put(entry, hash);
    return entry;
  }

  /** Where there is no free slot near, the first gives way. */
  #put(entry: TopicEntry<Subscriber>, hash: number): void {
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
    this.#departures = this.#tree.departures;
  }
}

const encoder = new TextEncoder();

function emptySlots<Entry>(length: number): (Entry | undefined)[] {
  const slots: (Entry | undefined)[] = [];
  while (slots.length < length) slots.push(undefined);
  return slots;
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
