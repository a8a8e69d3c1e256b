import type { Properties, QoS } from '#runtime/mqtt/packet.ts';
import { decodeUtf8 } from '#runtime/mqtt/utf8.ts';
import { lengthOfLength, writeVariableByteInteger } from '#runtime/mqtt/packet-writer.ts';
import type { ByteStore, Place } from './byte-store.ts';
import { copyBytes } from '../output/copy-bytes.ts';
import { Message } from '../message.ts';
import type { MessageExtras, Source } from '../message.ts';
import type { Output } from '../output/output.ts';

/** PUBLISH, QoS 0, RETAIN. */
const FIRST_BYTE = 0x31;

/**
 * A message as it is kept: ready to be sent at QoS 0 to a client of 3.1.1, which is how most are
 * sent. A hundred thousand that somebody subscribes to are then copied, each with one stroke.
 *
 *     31 07 00 03 61 2f 62 6f 6e      PUBLISH a/b, RETAIN, "on"
 *           └ #topicAt     └ payload
 */
export class RetainedMessage {
  readonly qos: QoS;
  readonly properties: Properties | undefined;
  /** Milliseconds on the broker's clock; then it is sent no more. */
  readonly expiresAt: number | undefined;
  /** Client id of who published it. */
  readonly publisher: string | undefined;
  readonly source: Source | undefined;
  /** Bytes of the whole packet. */
  readonly length: number;
  readonly payloadLength: number;
  readonly #place: Place;

  /** @param instead of this one, which is used no more */
  constructor(message: Message, store: ByteStore, instead: RetainedMessage | undefined) {
    this.qos = message.qos;
    this.properties = message.properties;
    this.expiresAt = message.expiresAt;
    this.publisher = message.publisher;
    this.source = message.source;
    const { bytes, topicAt, topicEnd, payloadAt, end, size } = message;
    this.length = 1 + lengthOfLength(size) + size;
    this.payloadLength = end - payloadAt;
    if (instead !== undefined && store.isSameSize(instead.length, this.length)) this.#place = instead.#place;
    else {
      instead?.discard(store);
      this.#place = store.take(this.length);
    }
    const { bytes: into, at: start } = this.#place;
    into[start] = FIRST_BYTE;
    const at = writeVariableByteInteger(into, start + 1, size);
    copyBytes(bytes, topicAt, topicEnd, into, at);
    copyBytes(bytes, payloadAt, end, into, at + topicEnd - topicAt);
  }

  /** Whether it is the same in 5.0, which has properties. */
  get isPlain(): boolean {
    return this.properties === undefined && this.expiresAt === undefined;
  }

  get topic(): string {
    const { topicAt, payloadAt } = this.#parts();
    return decodeUtf8(this.#place.bytes.subarray(topicAt + 2, payloadAt));
  }

  /** It is used no more. */
  discard(store: ByteStore): void {
    store.give(this.#place, this.length);
  }

  /** Writes its PUBLISH at QoS 0, RETAIN set, without properties. */
  write(output: Output, level5: boolean): void {
    const { bytes, at } = this.#place;
    const end = at + this.length;
    output.traffic.sendPublishes(1, this.payloadLength);
    if (!level5) {
      const into = output.reserve(this.length);
      copyBytes(bytes, at, end, into, output.reserved - this.length);
      return;
    }
    const { topicAt, payloadAt } = this.#parts();
    const remaining = end - topicAt + 1;
    const length = 1 + lengthOfLength(remaining) + remaining;
    const into = output.reserve(length);
    const start = output.reserved - length;
    into[start] = FIRST_BYTE;
    let to = writeVariableByteInteger(into, start + 1, remaining);
    copyBytes(bytes, topicAt, payloadAt, into, to);
    to += payloadAt - topicAt;
    into[to] = 0;
    copyBytes(bytes, payloadAt, end, into, to + 1);
  }

  /** With bytes of its own: what is kept may be written over when the next one comes. */
  message(): Message {
    const { bytes, at } = this.#place;
    const { payloadAt } = this.#parts();
    const { properties, expiresAt, publisher, source } = this;
    const extras: MessageExtras = {
      ...(properties !== undefined && { properties }),
      ...(expiresAt !== undefined && { expiresAt }),
      ...(publisher !== undefined && { publisher }),
      ...(source !== undefined && { source }),
    };
    return Message.of(this.topic, bytes.subarray(payloadAt, at + this.length), this.qos, true, extras);
  }

  /** Where the topic stands, behind its length, and the payload behind that. */
  #parts(): { topicAt: number; payloadAt: number } {
    const { bytes, at } = this.#place;
    let topicAt = at + 1;
    while (bytes[topicAt]! > 0x7f) topicAt++;
    topicAt++;
    return { topicAt, payloadAt: topicAt + 2 + ((bytes[topicAt]! << 8) | bytes[topicAt + 1]!) };
  }
}
