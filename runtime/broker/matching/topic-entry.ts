import { isReserved } from '../route.ts';
import type { Matches, SharedGroup, Target } from './subscription.ts';

/**
 * A topic that was published to, and who gets it. There may be a hundred thousand of them, so it is
 * its own `matches`, and has its bytes only where they are not plainly those of the text: of `ä`,
 * which is two bytes, not of `a`.
 */
export class TopicEntry<Subscriber> implements Matches<Subscriber> {
  readonly topic: string;
  /** Whether it is the broker's own, `$SYS`. */
  readonly reserved: boolean;
  /** Of the tree, when `matches` was true; as long as it is the tree's, `matches` is. */
  generation: number;
  targets: readonly Target<Subscriber>[];
  groups: readonly SharedGroup<Subscriber>[];
  readonly #utf8: Uint8Array | undefined;

  /** @param utf8 the topic, to be copied if it is kept */
  constructor(topic: string, utf8: Uint8Array, generation: number, { targets, groups }: Matches<Subscriber>) {
    this.topic = topic;
    this.reserved = isReserved(topic);
    this.generation = generation;
    this.targets = targets;
    this.groups = groups;
    this.#utf8 = utf8.length === topic.length ? undefined : utf8.slice();
  }

  get matches(): Matches<Subscriber> {
    return this;
  }

  /** Whether this topic stands in the bytes from `from` up to `to`. */
  is(bytes: Uint8Array, from: number, to: number): boolean {
    if (this.#utf8 === undefined) return isText(this.topic, bytes, from, to);
    if (this.#utf8.length !== to - from) return false;
    for (let at = from; at < to; at++) if (this.#utf8[at - from] !== bytes[at]) return false;
    return true;
  }
}

function isText(text: string, bytes: Uint8Array, from: number, to: number): boolean {
  if (text.length !== to - from) return false;
  for (let at = from; at < to; at++) if (text.charCodeAt(at - from) !== bytes[at]) return false;
  return true;
}
