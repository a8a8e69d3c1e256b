import { encode } from '#runtime/mqtt/encode.ts';
import type { PacketId, Properties, Publish, QoS } from '#runtime/mqtt/packet.ts';

/** What 5.0 says of a message beside its topic and payload. */
export interface MessageExtras {
  /** Those that are passed on: user properties, content type, response topic … but no alias, no expiry. */
  readonly properties?: Properties;
  /** Milliseconds on the broker's clock; then it is passed on no more [MQTT5-3.3.2-5]. */
  readonly expiresAt?: number;
  /** Client id of who published it, for No Local. */
  readonly publisher?: string;
}

/**
 * A message on its way through the broker: what a PUBLISH or a will said, without the flags that
 * belong to one transmission (DUP, packet id). It is shared by all who get it.
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
  #payload: Uint8Array;
  #qos0: Uint8Array | undefined;

  constructor(topic: string, payload: Uint8Array, qos: QoS, retain: boolean, extras: MessageExtras = {}) {
    this.topic = topic;
    this.#payload = payload;
    this.qos = qos;
    this.retain = retain;
    this.properties = extras.properties;
    this.expiresAt = extras.expiresAt;
    this.publisher = extras.publisher;
  }

  get payload(): Uint8Array {
    return this.#payload;
  }

  /** Before it is kept for long: a payload is a view, and would pin all that was read along with it. */
  own(): this {
    if (this.#payload.length !== this.#payload.buffer.byteLength) this.#payload = this.#payload.slice();
    return this;
  }

  /** Whether it could be the same one, sent again. */
  equals({ topic, qos, payload }: Message): boolean {
    return (
      topic === this.topic &&
      qos === this.qos &&
      payload.length === this.#payload.length &&
      payload.every((byte, index) => byte === this.#payload[index])
    );
  }

  /** The PUBLISH of QoS 0, the same bytes for every subscriber: encoded once. */
  atQos0(retain: boolean): Uint8Array {
    if (retain) return encode(this.#publish(0, true), 4);
    return (this.#qos0 ??= encode(this.#publish(0, false), 4));
  }

  /** The PUBLISH of QoS 1 or 2, which carries the subscriber's own packet id. */
  atQos(qos: 1 | 2, retain: boolean, packetId: PacketId, dup: boolean): Uint8Array {
    return encode({ ...this.#publish(qos, retain), packetId, dup }, 4);
  }

  #publish(qos: QoS, retain: boolean): Publish {
    return { type: 'PUBLISH', dup: false, qos, retain, topic: this.topic, payload: this.#payload };
  }
}
