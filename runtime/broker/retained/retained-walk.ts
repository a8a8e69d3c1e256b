import type { LevelTree } from '../matching/level-tree.ts';
import type { RetainedMessage } from './retained-message.ts';

/**
 * The retained messages that a filter meets, one by one, the oldest topics first. It stands at one
 * node of the tree, and knows the way there; no list is made, and no matter how deep the tree is,
 * there is no recursion. Between two messages the tree may change: if the node where it stood is
 * gone, it goes on with what came to the same place after that.
 *
 *     filter +/b    a ── b*        the tree of a/b, a/c, d/b: it stands at b*, then at the b below d
 *                     └─ c
 *                   d ── b
 */
export class RetainedWalk {
  readonly #tree: LevelTree;
  readonly #messageAt: (node: number) => RetainedMessage | undefined;
  readonly #levels: readonly string[];
  /** Index of `#` among the levels; behind the last when there is none. */
  readonly #hash: number;
  /** The nodes on the way, the root first, and when each was born. */
  readonly #path: number[] = [0];
  readonly #births: number[] = [0];
  #depth = 0;
  /** Whether what is below the node where it stands is still to come. */
  #descend = true;
  #stays = false;

  constructor(tree: LevelTree, messageAt: (node: number) => RetainedMessage | undefined, filter: string) {
    this.#tree = tree;
    this.#messageAt = messageAt;
    this.#levels = filter.split('/');
    this.#hash = this.#levels.at(-1) === '#' ? this.#levels.length - 1 : Infinity;
  }

  /** @returns undefined: that was all */
  next(): RetainedMessage | undefined {
    if (this.#stays) {
      this.#stays = false;
      const message = this.#isThere(this.#depth) ? this.#messageAt(this.#path[this.#depth]!) : undefined;
      if (message !== undefined) return message;
    }
    for (let node = this.#recover() || this.#step(); node !== 0; node = this.#step()) {
      // `a/#` meets `a` too. [MQTT-4.7.1-2]
      if (this.#depth !== this.#levels.length && this.#depth < this.#hash) continue;
      const message = this.#messageAt(node);
      if (message !== undefined) return message;
    }
    return undefined;
  }

  /** The last one is the next one again, as it is then: there was no room for it. */
  stay(): void {
    this.#stays = true;
  }

  /** Goes to the next node that the filter's levels lead to; 0: there is none. */
  #step(): number {
    if (this.#descend) {
      const child = this.#firstBelow();
      if (child !== 0) return this.#enter(child, this.#depth + 1);
    }
    for (; this.#depth > 0; this.#depth--) {
      if (!this.#isWild(this.#depth - 1)) continue;
      const sibling = this.#passable(this.#tree.next(this.#path[this.#depth]!), this.#depth);
      if (sibling !== 0) return this.#enter(sibling, this.#depth);
    }
    this.#descend = false;
    return 0;
  }

  #enter(node: number, depth: number): number {
    this.#path[depth] = node;
    this.#births[depth] = this.#tree.birth(node);
    this.#depth = depth;
    this.#descend = true;
    return node;
  }

  #firstBelow(): number {
    const node = this.#path[this.#depth]!;
    if (this.#isWild(this.#depth)) return this.#passable(this.#tree.first(node), this.#depth + 1);
    const level = this.#levels[this.#depth];
    return level === undefined ? 0 : this.#tree.child(node, this.#tree.level(level, 0, level.length));
  }

  /** Whether every child of a node at this depth is met. */
  #isWild(depth: number): boolean {
    return depth >= this.#hash || this.#levels[depth] === '+';
  }

  /** This node, or the next of its siblings that a wildcard meets: in the first level none with `$` [MQTT-4.7.2-1]. */
  #passable(node: number, depth: number): number {
    while (depth === 1 && node !== 0 && this.#tree.name(node).startsWith('$')) node = this.#tree.next(node);
    return node;
  }

  /**
   * If the node where it stood is gone: climbs to the first above that is not, and enters what was
   * born there later than the one that is gone.
   *
   * @returns the node entered; 0: none was, take a step
   */
  #recover(): number {
    if (this.#depth === 0 || this.#isThere(this.#depth)) return 0;
    do this.#depth--;
    while (this.#depth > 0 && !this.#isThere(this.#depth));
    this.#descend = false;
    if (!this.#isWild(this.#depth)) return 0;
    const gone = this.#births[this.#depth + 1]!;
    let child = this.#tree.first(this.#path[this.#depth]!);
    while (child !== 0 && ((this.#tree.birth(child) - gone) | 0) < 0) child = this.#tree.next(child);
    child = this.#passable(child, this.#depth + 1);
    return child === 0 ? 0 : this.#enter(child, this.#depth + 1);
  }

  #isThere(depth: number): boolean {
    return this.#tree.birth(this.#path[depth]!) === this.#births[depth];
  }
}
