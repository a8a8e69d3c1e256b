/**
 * Who gets what is published to a topic. Filters are kept as a tree of levels (`LevelTree`), so that
 * looking a topic up costs as many steps as the topic has levels, however many filters there are.
 * At each level the walk goes on in up to two directions, the level itself and `+`, and takes along
 * who waits under `#`:
 *
 *     sensor ─┬─ a ── temp      'sensor/a/temp'
 *             ├─ + ── temp      'sensor/+/temp'   any one level
 *             └─ #              'sensor/#'        'sensor' itself and all below it
 *
 * `sensor/a/temp` matches all three; `sensor` only the last; `sensor/a/b/temp` only the last, for
 * `+` is one level and no more; `$SYS/a` neither `#` nor `+/a`, for what begins with `$` is not met
 * by a wildcard in the first level.
 *
 * `$share/group/filter` is kept at the node of `filter`, beside those who have that one for
 * themselves: a client with both gets a message twice, if it is its turn.
 */
import { parseSharedFilter } from '#runtime/mqtt/filter.ts';
import { Changes } from './changes.ts';
import { FIELDS, HASH, LevelTree, PLUS, levelEnd } from './level-tree.ts';
import { Ring } from './shared-group.ts';
import { Subscribers } from './subscribers.ts';
import { combined, targetOf } from './subscription.ts';
import type { Matches, SharedGroup, SubscriptionOptions, Target } from './subscription.ts';

/** Most filters have one subscriber. */
type Holder<Subscriber> = Target<Subscriber> | Subscribers<Subscriber> | undefined;

const NOBODY: Matches<never> = { targets: [], groups: [] };

const DOLLAR = 0x24;

export class SubscriptionTree<Subscriber> {
  readonly #tree: LevelTree;
  /** By node. */
  #holders: Holder<Subscriber>[] = [];
  /** By node and by the group's name. */
  readonly #groups = new Map<number, Map<string, Ring<Subscriber>>>();
  readonly #changes = new Changes();
  /** The last one made: a client's next subscription is often such a one, and needs no other. */
  #last: Target<Subscriber> | undefined;
  #size = 0;
  #departures = 0;
  #visits = 0;
  /** Of one lookup: the nodes it has come to, those of the next level, and whose filters match. */
  #here: number[] = [];
  #next: number[] = [];
  readonly #found: number[] = [];

  /** @param seed any number that clients do not know */
  constructor(seed = 0) {
    this.#tree = new LevelTree(seed);
  }

  /** Subscriptions, shared ones included. */
  get size(): number {
    return this.#size;
  }

  /** Nodes of the tree, the root not counted: what its memory goes by. */
  get nodes(): number {
    return this.#tree.size;
  }

  /** Changes with every subscription that comes or goes, if that may change who gets something. */
  get generation(): number {
    return this.#changes.generation;
  }

  /** Subscriptions that have gone so far. */
  get departures(): number {
    return this.#departures;
  }

  /** Steps taken so far by all lookups: what matching costs. */
  get visits(): number {
    return this.#visits;
  }

  /** Whether others may get what is published to the topic than did in an earlier generation. */
  changedFor(topic: string, generation: number): boolean {
    return this.#changes.concern(topic, generation);
  }

  /** @param filter a valid topic filter; the same one again replaces the options [MQTT-3.8.4-3] */
  add(filter: string, subscriber: Subscriber, options: SubscriptionOptions): void {
    const shared = parseSharedFilter(filter);
    const target = this.#targetOf(subscriber, options, shared === undefined ? undefined : filter);
    if (shared !== undefined) {
      this.#join(shared.group, shared.filter, target);
      return;
    }
    const node = this.#tree.reach(filter);
    const holder = this.#holders[node];
    if (holder instanceof Subscribers) {
      if (holder.place(subscriber) === undefined) this.#size++;
      holder.set(target);
    } else if (holder === undefined || holder.subscriber === subscriber) {
      if (holder === undefined) this.#size++;
      this.#hold(node, target);
    } else {
      const subscribers = new Subscribers(holder);
      subscribers.set(target);
      this.#hold(node, subscribers);
      this.#size++;
    }
    this.#changes.note(filter);
  }

  /** @returns false: there was no such subscription */
  remove(filter: string, subscriber: Subscriber): boolean {
    const shared = parseSharedFilter(filter);
    const node = this.#tree.find(shared?.filter ?? filter);
    if (node === 0) return false;
    if (!(shared === undefined ? this.#drop(node, subscriber) : this.#leave(node, shared.group, subscriber))) {
      return false;
    }
    this.#size--;
    this.#departures++;
    if (this.#last?.subscriber === subscriber) this.#last = undefined;
    this.#changes.note(shared?.filter ?? filter);
    this.#tree.prune(node, this.#isNeeded);
    if (this.#tree.size === 0) this.#holders = [];
    return true;
  }

  /** The members of a shared subscription, `$share/group/filter`; undefined: it has none. */
  group(share: string): SharedGroup<Subscriber> | undefined {
    const shared = parseSharedFilter(share);
    return shared && this.#groups.get(this.#tree.find(shared.filter))?.get(shared.group);
  }

  /** Looks it up, in a tree of any depth without recursion; `TopicCache` remembers. */
  matches(topic: string): Matches<Subscriber> {
    const found = this.#walk(topic);
    if (found === 0) return NOBODY;
    let holders = 0;
    for (let index = 0; index < found; index++) {
      if (this.#holders[this.#found[index]!] !== undefined) holders++;
    }
    return { targets: this.#targets(found, holders), groups: this.#groupsOf(found) };
  }

  /** @returns how many nodes of `#found` match */
  #walk(topic: string): number {
    const tree = this.#tree;
    const { cells } = tree;
    // [MQTT-4.7.2-1]
    let wild = topic.charCodeAt(0) !== DOLLAR;
    let here = this.#here;
    let next = this.#next;
    let count = 1;
    let found = 0;
    here[0] = 0;
    for (let from = 0; ; wild = true) {
      const end = levelEnd(topic, from);
      const level = tree.level(topic, from, end);
      let ahead = 0;
      for (let index = 0; index < count; index++) {
        const node = here[index]!;
        this.#visits++;
        const named = tree.child(node, level);
        if (named !== 0) next[ahead++] = named;
        if (!wild) continue;
        const one = cells[node * FIELDS + PLUS]!;
        if (one !== 0) next[ahead++] = one;
        const all = cells[node * FIELDS + HASH]!;
        if (all !== 0) this.#found[found++] = all;
      }
      [here, next] = [next, here];
      count = ahead;
      if (count === 0 || end === topic.length) break;
      from = end + 1;
    }
    for (let index = 0; index < count; index++) {
      const node = here[index]!;
      this.#visits++;
      if (this.#isNeeded(node)) this.#found[found++] = node;
      // `a/#` meets `a` too.
      const all = cells[node * FIELDS + HASH]!;
      if (all !== 0) this.#found[found++] = all;
    }
    this.#here = here;
    this.#next = next;
    return found;
  }

  /** Each subscriber once [MQTT-3.3.5-1]. */
  #targets(found: number, holders: number): readonly Target<Subscriber>[] {
    if (holders === 0) return NOBODY.targets;
    // The one with the most is where the others look for themselves.
    let base: Holder<Subscriber>;
    for (let index = 0; index < found; index++) {
      const holder = this.#holders[this.#found[index]!];
      if (holder !== undefined && sizeOf(holder) > sizeOf(base)) base = holder;
    }
    const list = listOf(base);
    if (holders === 1) return list;
    const targets = list.slice();
    const places = new Map<Subscriber, number>();
    if (!(base instanceof Subscribers)) for (const { subscriber } of list) places.set(subscriber, 0);
    for (let index = 0; index < found; index++) {
      const holder = this.#holders[this.#found[index]!];
      if (holder === base) continue;
      for (const target of listOf(holder)) {
        const { subscriber } = target;
        const place = (base instanceof Subscribers ? base.place(subscriber) : undefined) ?? places.get(subscriber);
        if (place !== undefined) targets[place] = combined(targets[place]!, target);
        else places.set(subscriber, targets.push(target) - 1);
      }
    }
    return targets;
  }

  #groupsOf(found: number): readonly SharedGroup<Subscriber>[] {
    if (this.#groups.size === 0) return NOBODY.groups;
    const groups: SharedGroup<Subscriber>[] = [];
    for (let index = 0; index < found; index++) {
      const here = this.#groups.get(this.#found[index]!);
      if (here !== undefined) groups.push(...here.values());
    }
    return groups;
  }

  #targetOf(subscriber: Subscriber, options: SubscriptionOptions, share: string | undefined): Target<Subscriber> {
    const last = this.#last;
    if (
      last?.subscriber === subscriber &&
      last.qos === options.qos &&
      last.retainAsPublished === options.retainAsPublished &&
      (last.own === undefined) === options.noLocal &&
      last.identifiers?.[0] === options.identifier &&
      last.share === share
    ) {
      return last;
    }
    return (this.#last = targetOf(subscriber, options, share));
  }

  #join(name: string, filter: string, target: Target<Subscriber>): void {
    const node = this.#tree.reach(filter);
    let groups = this.#groups.get(node);
    if (groups === undefined) this.#groups.set(node, (groups = new Map<string, Ring<Subscriber>>()));
    let group = groups.get(name);
    if (group === undefined) {
      groups.set(name, (group = new Ring<Subscriber>()));
      this.#changes.note(filter);
    }
    this.#size -= group.size;
    group.join(target);
    this.#size += group.size;
  }

  #leave(node: number, name: string, subscriber: Subscriber): boolean {
    const groups = this.#groups.get(node);
    const group = groups?.get(name);
    if (groups === undefined || group === undefined || !group.leave(subscriber)) return false;
    if (group.size === 0) groups.delete(name);
    if (groups.size === 0) this.#groups.delete(node);
    return true;
  }

  #drop(node: number, subscriber: Subscriber): boolean {
    const holder = this.#holders[node];
    if (holder instanceof Subscribers) {
      if (!holder.delete(subscriber)) return false;
      if (holder.size === 1) this.#holders[node] = holder.list[0];
      return true;
    }
    if (holder?.subscriber !== subscriber) return false;
    this.#holders[node] = undefined;
    return true;
  }

  #hold(node: number, holder: Holder<Subscriber>): void {
    // Without holes, which would make every look into it slower.
    while (this.#holders.length < node) this.#holders.push(undefined);
    this.#holders[node] = holder;
  }

  readonly #isNeeded = (node: number): boolean => this.#holders[node] !== undefined || this.#groups.has(node);
}

function sizeOf(holder: Holder<unknown>): number {
  if (holder === undefined) return 0;
  return holder instanceof Subscribers ? holder.size : 1;
}

function listOf<Subscriber>(holder: Holder<Subscriber>): readonly Target<Subscriber>[] {
  if (holder === undefined) return NOBODY.targets;
  return holder instanceof Subscribers ? holder.list : [holder];
}
