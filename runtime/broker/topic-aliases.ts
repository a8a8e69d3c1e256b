/**
 * Numbers that stand for topics on one connection of 5.0, so that a long topic is sent once
 * [MQTT5 §3.3.2.3.4]. Each side numbers what it sends, up to what the other takes:
 *
 *     topic 'sensor/1/temp', alias 1     1 is 'sensor/1/temp' from now on
 *     topic '',              alias 1     sensor/1/temp
 *     topic '',              alias 2     an error: 2 stands for nothing yet
 *     alias 11, of 10                    an error
 */
import { MqttError } from '#runtime/mqtt/error.ts';
import type { Publish } from '#runtime/mqtt/packet.ts';
import { REASON } from '#runtime/mqtt/reason.ts';

/** Of what is sent to a client that would take more. */
const OUTGOING_MAXIMUM = 100;

/** Bytes that an alias takes, and those by which it can lengthen the lengths. */
const ALIAS_BYTES = 3;
const ALIAS_ROOM = ALIAS_BYTES + 2;

export interface Aliased {
  /** Empty when the client knows what the alias stands for. */
  readonly topic: string;
  readonly topicAlias: number;
}

export class TopicAliases {
  #incoming: (string | undefined)[] | undefined;
  #outgoing: Map<string, number> | undefined;

  /**
   * The topic that a client's PUBLISH means; notes its alias.
   *
   * @param maximum that the broker has announced
   * @throws MqttError: an alias that is too large (0x94) [MQTT5-3.3.2-9], or stands for nothing (0x82)
   */
  incoming({ topic, properties }: Publish, maximum: number): string {
    const alias = properties?.topicAlias;
    if (alias === undefined) return topic;
    if (alias > maximum) {
      throw new MqttError('protocol', `The topic alias is ${alias}; this broker takes 1 to ${maximum}`, {
        clause: 'MQTT5-3.3.2-9',
        reasonCode: REASON.topicAliasInvalid,
      });
    }
    if (topic === '') {
      const meant = this.#incoming?.[alias];
      if (meant !== undefined) return meant;
      throw new MqttError(
        'protocol',
        `The topic alias ${alias} stands for nothing: no earlier PUBLISH gave it a topic`,
        {
          clause: 'MQTT5-3.3.2-7',
        },
      );
    }
    (this.#incoming ??= [])[alias] = topic;
    return topic;
  }

  /**
   * How to name a topic to the client; undefined where an alias would save nothing, or has no room.
   * The topics that are sent first have aliases until the connection ends.
   *
   * @param maximum that the client has announced [MQTT5-3.1.2-26]
   * @param room bytes that the packet may grow by
   */
  outgoing(topic: string, maximum: number, room: number): Aliased | undefined {
    const known = this.#outgoing?.get(topic);
    if (known !== undefined) return { topic: '', topicAlias: known };
    const size = this.#outgoing?.size ?? 0;
    if (topic.length <= ALIAS_BYTES || room < ALIAS_ROOM || size >= Math.min(maximum, OUTGOING_MAXIMUM))
      return undefined;
    (this.#outgoing ??= new Map()).set(topic, size + 1);
    return { topic, topicAlias: size + 1 };
  }
}
