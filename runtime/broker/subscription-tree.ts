/**
 * Who gets what is published to a topic. Filters are kept as a tree with one level of the topic at
 * each step, so that looking a topic up costs as many steps as the topic has levels, however many
 * filters there are:
 *
 *     sensor ─┬─ a ── temp      'sensor/a/temp'
 *             ├─ + ── temp      'sensor/+/temp'   any one level
 *             └─ #              'sensor/#'        'sensor' itself and all below it
 *
 * `sensor/a/temp` matches all three; `sensor` only the last; `sensor/a/b/temp` only the last, for
 * `+` is one level and no more; `$SYS/a` neither `#` nor `+/a`, for what begins with `$` is not met
 * by a wildcard in the first level.
 */
import type { QoS } from '#runtime/mqtt/packet.ts';

interface Node<Subscriber> {
  readonly parent: Node<Subscriber> | undefined;
  readonly level: string;
  /** By level; `+` and `#` too, which no topic's level can be. */
  children: Map<string, Node<Subscriber>> | undefined;
  subscribers: Map<Subscriber, QoS> | undefined;
}

export interface Target<Subscriber> {
  readonly subscriber: Subscriber;
  /** The highest that was granted for any matching filter. */
  readonly qos: QoS;
}

/** Topics whose targets are remembered until somebody subscribes or unsubscribes. */
const CACHED_TOPICS = 4096;

export class SubscriptionTree<Subscriber> {
  readonly #root: Node<Subscriber> = { parent: undefined, level: '', children: undefined, subscribers: undefined };
  readonly #cache = new Map<string, readonly Target<Subscriber>[]>();
  #visits = 0;

  /** Steps taken so far by all lookups that the cache did not answer: what matching costs. */
  get visits(): number {
    return this.#visits;
  }

  /** @param filter a valid topic filter; the same one again replaces the QoS [MQTT-3.8.4-3] */
  add(filter: string, subscriber: Subscriber, qos: QoS): void {
    let node = this.#root;
    for (const level of filter.split('/')) {
      node.children ??= new Map();
      let child = node.children.get(level);
      if (child === undefined) {
        child = { parent: node, level, children: undefined, subscribers: undefined };
        node.children.set(level, child);
      }
      node = child;
    }
    (node.subscribers ??= new Map()).set(subscriber, qos);
    this.#cache.clear();
  }

  /** @returns false: there was no such subscription */
  remove(filter: string, subscriber: Subscriber): boolean {
    let node: Node<Subscriber> | undefined = this.#root;
    for (const level of filter.split('/')) {
      node = node.children?.get(level);
      if (node === undefined) return false;
    }
    if (node.subscribers?.delete(subscriber) !== true) return false;
    if (node.subscribers.size === 0) node.subscribers = undefined;
    this.#prune(node);
    this.#cache.clear();
    return true;
  }

  /** Each subscriber once, however many of its filters match [MQTT-3.3.5-1]. */
  targets(topic: string): readonly Target<Subscriber>[] {
    const known = this.#cache.get(topic);
    if (known !== undefined) return known;
    const found = this.#match(topic);
    if (this.#cache.size >= CACHED_TOPICS) this.#cache.clear();
    this.#cache.set(topic, found);
    return found;
  }

  #match(topic: string): readonly Target<Subscriber>[] {
    const best = new Map<Subscriber, QoS>();
    const levels = topic.split('/');
    let here = [this.#root];
    for (const [depth, level] of levels.entries()) {
      if (here.length === 0) break;
      const next: Node<Subscriber>[] = [];
      // [MQTT-4.7.2-1]
      const wild = depth > 0 || !topic.startsWith('$');
      for (const { children } of here) {
        this.#visits++;
        if (children === undefined) continue;
        const named = children.get(level);
        if (named !== undefined) next.push(named);
        if (!wild) continue;
        const one = children.get('+');
        if (one !== undefined) next.push(one);
        take(best, children.get('#'));
      }
      here = next;
    }
    for (const node of here) {
      this.#visits++;
      take(best, node);
      // `a/#` meets `a` too.
      take(best, node.children?.get('#'));
    }
    return Array.from(best, ([subscriber, qos]) => ({ subscriber, qos }));
  }

  #prune(from: Node<Subscriber>): void {
    let node = from;
    while (node.parent !== undefined && node.subscribers === undefined && node.children === undefined) {
      const siblings = node.parent.children;
      siblings?.delete(node.level);
      if (siblings?.size === 0) node.parent.children = undefined;
      node = node.parent;
    }
  }
}

function take<Subscriber>(best: Map<Subscriber, QoS>, node: Node<Subscriber> | undefined): void {
  if (node?.subscribers === undefined) return;
  for (const [subscriber, qos] of node.subscribers) {
    const before = best.get(subscriber);
    if (before === undefined || qos > before) best.set(subscriber, qos);
  }
}
