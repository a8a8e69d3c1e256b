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
import type { Matches, SubscriptionOptions } from './subscription.ts';
import { targetOf } from './subscription.ts';

interface Node<Subscriber> {
  readonly parent: Node<Subscriber> | undefined;
  readonly level: string;
  /** By level; `+` and `#` too, which no topic's level can be. */
  children: Map<string, Node<Subscriber>> | undefined;
  subscribers: Map<Subscriber, SubscriptionOptions> | undefined;
}

type Found<Subscriber> = Map<Subscriber, SubscriptionOptions[]>;

export class SubscriptionTree<Subscriber> {
  readonly #root: Node<Subscriber> = { parent: undefined, level: '', children: undefined, subscribers: undefined };
  #visits = 0;
  #generation = 0;
  #departures = 0;

  /** Changes with every subscription that comes or goes. */
  get generation(): number {
    return this.#generation;
  }

  /** Subscriptions that have gone so far. */
  get departures(): number {
    return this.#departures;
  }

  /** Whether others may get what is published to the topic than did in an earlier generation. */
  changedFor(_topic: string, generation: number): boolean {
    return generation !== this.#generation;
  }

  /** Steps taken so far by all lookups: what matching costs. */
  get visits(): number {
    return this.#visits;
  }

  /** @param filter a valid topic filter; the same one again replaces the options [MQTT-3.8.4-3] */
  add(filter: string, subscriber: Subscriber, options: SubscriptionOptions): void {
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
    (node.subscribers ??= new Map()).set(subscriber, options);
    this.#generation++;
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
    this.#generation++;
    this.#departures++;
    return true;
  }

  /** Looks it up; `TopicCache` remembers. */
  matches(topic: string): Matches<Subscriber> {
    const found: Found<Subscriber> = new Map();
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
        take(found, children.get('#'));
      }
      here = next;
    }
    for (const node of here) {
      this.#visits++;
      take(found, node);
      // `a/#` meets `a` too.
      take(found, node.children?.get('#'));
    }
    return { targets: Array.from(found, ([subscriber, options]) => targetOf(subscriber, options)), groups: [] };
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

function take<Subscriber>(found: Found<Subscriber>, node: Node<Subscriber> | undefined): void {
  if (node?.subscribers === undefined) return;
  for (const [subscriber, options] of node.subscribers) {
    const before = found.get(subscriber);
    if (before === undefined) found.set(subscriber, [options]);
    else before.push(options);
  }
}
