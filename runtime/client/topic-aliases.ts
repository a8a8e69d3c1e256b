import type { Publish } from '#runtime/mqtt/packet.ts';

/**
 * A topic alias is a number that stands for a topic name on one network connection, in one direction
 * [MQTT5 §3.3.2.3.4]: a PUBLISH that carries both names it, later ones carry the number and an empty
 * topic. `sensor/1/temperatur` with alias 3, then `` with alias 3: the same topic.
 *
 * Invalid: an empty topic with an alias that has no name yet, or without one; alias 0; an alias above
 * what the receiver said that it keeps.
 */
export class TopicAliases {
  readonly #maximum: number;
  readonly #topics = new Map<number, string>();

  /** @param maximum the highest alias that is taken; 0: none */
  constructor(maximum: number) {
    this.#maximum = maximum;
  }

  /** The message with its topic, however that was said; undefined when it was not. */
  resolve(message: Publish): Publish | undefined {
    const alias = message.properties?.topicAlias;
    if (alias === undefined) return message.topic === '' ? undefined : message;
    if (alias > this.#maximum) return undefined;
    if (message.topic !== '') {
      // It may name another topic from now on.
      this.#topics.set(alias, message.topic);
      return message;
    }
    const topic = this.#topics.get(alias);
    return topic === undefined ? undefined : { ...message, topic };
  }

  /** The message as it is sent: without its topic where its alias says that already. */
  shorten(message: Publish): Publish {
    const alias = message.properties?.topicAlias;
    if (alias === undefined) return message;
    if (this.#topics.get(alias) === message.topic) return { ...message, topic: '' };
    this.#topics.set(alias, message.topic);
    return message;
  }
}
