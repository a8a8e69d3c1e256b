import type { LabEvent } from '#runtime/events/event.ts';

const PUBLISH = 3;
/** So many are remembered. */
const MOST = 1_000;

/** The topics of messages that passed on the wire: what Tab offers after `-t`. */
export class SeenTopics {
  /** In the order in which they were last seen. */
  readonly #topics = new Set<string>();
  readonly #decoder = new TextDecoder();
  #last: Uint8Array = new Uint8Array(0);

  step(event: LabEvent): void {
    if (event.kind !== 'packet' || (event.bytes[0] ?? 0) >> 4 !== PUBLISH) return;
    const topic = topicIn(event.bytes);
    // Most messages of a flood have the topic of the one before. An empty one stands for an alias of MQTT 5.
    if (topic.length === 0 || sameBytes(topic, this.#last)) return;
    this.#last = topic.slice();
    const text = this.#decoder.decode(topic);
    this.#topics.delete(text);
    this.#topics.add(text);
    if (this.#topics.size <= MOST) return;
    for (const oldest of this.#topics) {
      this.#topics.delete(oldest);
      return;
    }
  }

  /** Those of late first. */
  get names(): readonly string[] {
    return [...this.#topics].toReversed();
  }
}

/** @param packet a whole PUBLISH: behind the remaining length, of up to four bytes, comes the topic with its length */
const topicIn = (packet: Uint8Array): Uint8Array => {
  let at = 1;
  while (((packet[at] ?? 0) & 0x80) > 0 && at < 4) at++;
  const length = ((packet[at + 1] ?? 0) << 8) | (packet[at + 2] ?? 0);
  return packet.subarray(at + 3, at + 3 + length);
};

const sameBytes = (one: Uint8Array, other: Uint8Array): boolean =>
  one.length === other.length && one.every((byte, index) => byte === other[index]);
