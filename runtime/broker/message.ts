import type { Properties, QoS } from '#runtime/mqtt/packet.ts';
import { encodeUtf8Into, utf8Length } from '#runtime/mqtt/utf8.ts';
import { copyBytes } from './output/copy-bytes.ts';

/** Who published a message, for what is retained of it: its rights may be gone when somebody asks (`check_retain_source`). */
export interface Source {
  readonly clientId: string;
  readonly username: string | undefined;
  /** Of the listener that it came by. */
  readonly port: number;
}

/** What 5.0 says of a message beside its topic and payload. */
export interface MessageExtras {
  /** Those that are passed on: user properties, content type, response topic … but no alias, no expiry. */
  readonly properties?: Properties;
  /** Milliseconds on the broker's clock; then it is passed on no more [MQTT5-3.3.2-5]. */
  readonly expiresAt?: number;
  /** Client id of who published it, for No Local. */
  readonly publisher?: string;
  /** The same in full, of a message that is to be retained. */
  readonly source?: Source;
}

/** So many messages that wait may pin all that was read along with them; beyond that they get bytes of their own. */
export const PINNING = 128;

/**
 * A message on its way through the broker: what a PUBLISH or a will said, without the flags that
 * belong to one transmission (DUP, packet id). It is shared by all who get it.
 *
 * Topic and payload stay bytes, for that is what most messages go on as: a reference to where they
 * lie in what was read, or a copy when the message is kept for long. The topic stands behind its
 * length of two bytes, as in the packet:
 *
 *     32 0b 00 03 61 2f 62 00 07 6f 6e      PUBLISH a/b, QoS 1, packet id 7, payload "on"
 *           └ topicAt      ├ topicEnd └ payloadAt … end
 */
export class Message {
  readonly topic: string;
  /** As the sender published it; who gets it may get it at less [MQTT-3.8.4-6]. */
  readonly qos: QoS;
  /** To be kept as the last message of its topic [MQTT-3.3.1-5]. */
  readonly retain: boolean;
  readonly properties: Properties | undefined;
  readonly expiresAt: number | undefined;
  readonly publisher: string | undefined;
  readonly source: Source | undefined;
  /** For `persistence`: the record that it lasts in, and how many others refer to that; 0: none. */
  record = 0;
  references = 0;
  /** For `$SYS`: the count in which it was counted last. */
  countedIn = 0;
  #bytes: Uint8Array;
  #topicAt: number;
  #topicEnd: number;
  #payloadAt: number;
  #end: number;

  /** A message where it lies, in bytes that nobody changes any more. */
  constructor(
    topic: string,
    bytes: Uint8Array,
    topicAt: number,
    topicEnd: number,
    payloadAt: number,
    end: number,
    qos: QoS,
    retain: boolean,
    publisher?: string,
    properties?: Properties,
    expiresAt?: number,
    source?: Source,
  ) {
    this.topic = topic;
    this.qos = qos;
    this.retain = retain;
    this.properties = properties;
    this.expiresAt = expiresAt;
    this.publisher = publisher;
    this.source = source;
    this.#bytes = bytes;
    this.#topicAt = topicAt;
    this.#topicEnd = topicEnd;
    this.#payloadAt = payloadAt;
    this.#end = end;
  }

  /** A message with bytes of its own: the payload is copied. */
  static of(topic: string, payload: Uint8Array, qos: QoS, retain: boolean, extras: MessageExtras = {}): Message {
    const length = utf8Length(topic);
    const topicEnd = 2 + length;
    const bytes = new Uint8Array(topicEnd + payload.length);
    bytes[0] = length >> 8;
    bytes[1] = length & 0xff;
    encodeUtf8Into(topic, bytes, 2);
    bytes.set(payload, topicEnd);
    const { publisher, properties, expiresAt, source } = extras;
    const end = bytes.length;
    return new Message(topic, bytes, 0, topicEnd, topicEnd, end, qos, retain, publisher, properties, expiresAt, source);
  }

  get bytes(): Uint8Array {
    return this.#bytes;
  }

  get topicAt(): number {
    return this.#topicAt;
  }

  get topicEnd(): number {
    return this.#topicEnd;
  }

  get payloadAt(): number {
    return this.#payloadAt;
  }

  get end(): number {
    return this.#end;
  }

  get payload(): Uint8Array {
    return this.#bytes.subarray(this.#payloadAt, this.#end);
  }

  /** Bytes of topic and payload, which is what keeping it costs, roughly. */
  get size(): number {
    return this.#topicEnd - this.#topicAt + this.#end - this.#payloadAt;
  }

  /** Before it is kept for long: a reference would pin all that was read along with it. */
  own(): this {
    const { size } = this;
    if (this.#bytes.buffer.byteLength === size) return this;
    const bytes = new Uint8Array(size);
    const topicEnd = this.#topicEnd - this.#topicAt;
    copyBytes(this.#bytes, this.#topicAt, this.#topicEnd, bytes, 0);
    copyBytes(this.#bytes, this.#payloadAt, this.#end, bytes, topicEnd);
    this.#lieIn(bytes, 0, topicEnd, topicEnd, size);
    return this;
  }

  /** Whether it could be the same one, sent again. */
  equals(other: Message): boolean {
    const { payload } = other;
    return (
      other.topic === this.topic &&
      other.qos === this.qos &&
      payload.length === this.#end - this.#payloadAt &&
      payload.every((byte, index) => byte === this.#bytes[this.#payloadAt + index])
    );
  }

  #lieIn(bytes: Uint8Array, topicAt: number, topicEnd: number, payloadAt: number, end: number): void {
    this.#bytes = bytes;
    this.#topicAt = topicAt;
    this.#topicEnd = topicEnd;
    this.#payloadAt = payloadAt;
    this.#end = end;
  }
}
