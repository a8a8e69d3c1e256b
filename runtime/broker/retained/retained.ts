/**
 * The last message of each topic that was published with RETAIN set, for those who subscribe
 * later. One a topic: it is a noticeboard, not a history. An empty payload takes the note down, and
 * so does time, if the message has an expiry interval.
 *
 *     publish r/a 'old' retained, r/a 'new' retained     → a new subscriber of r/+ gets 'new'
 *     publish r/a 'x' not retained                       → it still gets 'new'
 *     publish r/a '' retained                            → it gets nothing
 *     publish r/a 'x' retained, expiry 60, a minute      → it gets nothing
 */
import type { Clock } from '#runtime/ports.ts';
import { ByteStore } from './byte-store.ts';
import { LevelTree } from '../matching/level-tree.ts';
import type { Message } from '../message.ts';
import type { RetainedRecords } from '../persistence/retained-records.ts';
import { RetainedMessage } from './retained-message.ts';
import { RetainedWalk } from './retained-walk.ts';

/** Of how many topics it is asked, with each message put, whether their time is over. */
const SWEPT = 4;

export class RetainedMessages {
  /** What lasts of them; absent: nothing does. */
  records: RetainedRecords | undefined;
  readonly #clock: Pick<Clock, 'now'>;
  readonly #tree: LevelTree;
  /** By node. */
  #messages: (RetainedMessage | undefined)[] = [];
  readonly #store = new ByteStore();
  #size = 0;
  #payloadBytes = 0;
  /** Those that have an expiry interval; and the node where looking through them goes on. */
  #expiring = 0;
  #swept = 0;

  /** @param seed any number that clients do not know */
  constructor(clock: Pick<Clock, 'now'>, seed = 0) {
    this.#clock = clock;
    this.#tree = new LevelTree(seed);
  }

  /** Messages kept; a few among them may be over. */
  get size(): number {
    return this.#size;
  }

  /** Of those. */
  get payloadBytes(): number {
    return this.#payloadBytes;
  }

  /** Nodes of the tree of topics: what its memory goes by. */
  get nodes(): number {
    return this.#tree.size;
  }

  /**
   * Keeps a copy of the message in place of its topic's last one; an empty one clears it
   * [MQTT-3.3.1-10] [MQTT-3.3.1-11].
   *
   * @returns the node where it is; 0: nowhere
   */
  put(message: Message): number {
    if (this.#expiring > 0) this.#sweep();
    if (message.payloadAt === message.end) {
      const node = this.#tree.find(message.topic);
      if (node !== 0) this.#clear(node, message.qos > 0);
      return 0;
    }
    const node = this.#tree.reach(message.topic);
    // Without holes, which would make every look into it slower.
    while (this.#messages.length <= node) this.#messages.push(undefined);
    const before = this.#messages[node];
    if (before === undefined) this.#size++;
    else {
      this.#payloadBytes -= before.payloadLength;
      if (before.expiresAt !== undefined) this.#expiring--;
    }
    this.#payloadBytes += message.end - message.payloadAt;
    if (message.expiresAt !== undefined) this.#expiring++;
    this.#messages[node] = new RetainedMessage(message, this.#store, before);
    this.#changed(node, message.qos > 0);
    return node;
  }

  /** What is to last of a node; undefined: nothing. */
  lasting(node: number): Message | undefined {
    const message = this.#messages[node];
    return message === undefined || isOfBroker(message.topic) ? undefined : message.message();
  }

  /**
   * What a filter meets, one by one: between two the caller may wait as long as it likes, and what
   * was cleared in the meantime does not come. But what comes is to be used at once: it may be
   * written over when the topic's next message is put.
   */
  match(filter: string): RetainedWalk {
    return new RetainedWalk(this.#tree, this.#live, filter);
  }

  /** Every message but those of `$SYS`, which the broker makes itself. */
  *all(): Generator<Message, void, void> {
    const tree = this.#tree;
    for (let top = tree.first(0); top !== 0; top = tree.next(top)) {
      if (tree.name(top) === '$SYS') continue;
      const stack = [top];
      for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
        const message = this.#live(node);
        if (message !== undefined) yield message.message();
        if (node !== top && tree.next(node) !== 0) stack.push(tree.next(node));
        if (tree.first(node) !== 0) stack.push(tree.first(node));
      }
    }
  }

  /** A node's message, unless its time is over [MQTT5-3.3.2-5]. */
  readonly #live = (node: number): RetainedMessage | undefined => {
    const message = this.#messages[node];
    if (message?.expiresAt === undefined || message.expiresAt > this.#clock.now()) return message;
    return undefined;
  };

  /** Looks at a few more nodes, and clears what is over: whoever puts pays a little for keeping order. */
  #sweep(): void {
    const now = this.#clock.now();
    for (let count = 0; count < SWEPT; count++) {
      if (++this.#swept >= this.#messages.length) this.#swept = 0;
      const expiresAt = this.#messages[this.#swept]?.expiresAt;
      if (expiresAt !== undefined && expiresAt <= now) this.#clear(this.#swept, false);
    }
  }

  /** A node is used again by another topic: whether what is there is to last, is asked when it is written. */
  #changed(node: number, awaited: boolean): void {
    const { records } = this;
    if (records !== undefined && !isOfBroker(this.#messages[node]?.topic)) records.changed(node, awaited);
  }

  /** @param awaited who has cleared it waits for an answer */
  #clear(node: number, awaited: boolean): void {
    const message = this.#messages[node];
    if (message === undefined) return;
    this.#changed(node, awaited);
    message.discard(this.#store);
    this.#payloadBytes -= message.payloadLength;
    if (message.expiresAt !== undefined) this.#expiring--;
    this.#messages[node] = undefined;
    this.#size--;
    this.#tree.prune(node, this.#isNeeded);
    if (this.#tree.size === 0) this.#messages = [];
  }

  readonly #isNeeded = (node: number): boolean => this.#messages[node] !== undefined;
}

/** The broker makes what it says under `$SYS` itself, after each start. */
function isOfBroker(topic: string | undefined): boolean {
  return topic?.startsWith('$SYS') ?? false;
}
