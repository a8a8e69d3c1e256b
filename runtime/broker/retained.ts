/**
 * The last message of each topic that was published with RETAIN set, for those who subscribe
 * later. One a topic: it is a noticeboard, not a history. An empty payload takes the note down.
 *
 *     publish r/a 'old' retained, r/a 'new' retained     → a new subscriber of r/+ gets 'new'
 *     publish r/a 'x' not retained                       → it still gets 'new'
 *     publish r/a '' retained                            → it gets nothing
 */
import type { Message } from './message.ts';

interface Node {
  readonly parent: Node | undefined;
  readonly level: string;
  children: Map<string, Node> | undefined;
  message: Message | undefined;
}

export class RetainedMessages {
  readonly #root: Node = { parent: undefined, level: '', children: undefined, message: undefined };
  #size = 0;

  get size(): number {
    return this.#size;
  }

  /** Keeps the message in place of its topic's last one; an empty one clears it [MQTT-3.3.1-10, -11]. */
  put(message: Message): void {
    if (message.payload.length === 0) {
      this.#clear(message.topic);
      return;
    }
    let node = this.#root;
    for (const level of message.topic.split('/')) {
      node.children ??= new Map();
      let child = node.children.get(level);
      if (child === undefined) {
        child = { parent: node, level, children: undefined, message: undefined };
        node.children.set(level, child);
      }
      node = child;
    }
    if (node.message === undefined) this.#size++;
    node.message = message.own();
  }

  /**
   * What a filter meets, one by one: between two the caller may wait as long as it likes, and what
   * was cleared in the meantime does not come.
   */
  *match(filter: string): Generator<Message, void, void> {
    const levels = filter.split('/');
    const stack: { node: Node; depth: number }[] = [{ node: this.#root, depth: 0 }];
    for (let at = stack.pop(); at !== undefined; at = stack.pop()) {
      const { node, depth } = at;
      const level = levels[depth];
      if (level === undefined) {
        if (node.message !== undefined) yield node.message;
        continue;
      }
      if (level === '#') {
        // `a/#` meets `a` too. [MQTT-4.7.1-2]
        if (node.message !== undefined) yield node.message;
        pushChildren(stack, node, depth);
      } else if (level === '+') {
        pushChildren(stack, node, depth + 1);
      } else {
        const child = node.children?.get(level);
        if (child !== undefined) stack.push({ node: child, depth: depth + 1 });
      }
    }
  }

  /** Every message but those of `$SYS`, which the broker makes itself. */
  *all(): Generator<Message, void, void> {
    for (const child of this.#root.children?.values() ?? []) {
      if (child.level === '$SYS') continue;
      const stack = [{ node: child, depth: 0 }];
      for (let at = stack.pop(); at !== undefined; at = stack.pop()) {
        if (at.node.message !== undefined) yield at.node.message;
        pushChildren(stack, at.node, at.depth);
      }
    }
  }

  #clear(topic: string): void {
    let node: Node | undefined = this.#root;
    for (const level of topic.split('/')) {
      node = node.children?.get(level);
      if (node === undefined) return;
    }
    if (node.message === undefined) return;
    node.message = undefined;
    this.#size--;
    while (node.parent !== undefined && node.message === undefined && node.children === undefined) {
      const siblings: Map<string, Node> | undefined = node.parent.children;
      siblings?.delete(node.level);
      if (siblings?.size === 0) node.parent.children = undefined;
      node = node.parent;
    }
  }
}

/** In reverse, so that the oldest topic leaves the stack first. */
function pushChildren(stack: { node: Node; depth: number }[], node: Node, depth: number): void {
  if (node.children === undefined) return;
  // [MQTT-4.7.2-1]: a wildcard in the first level does not meet what begins with `$`.
  const first = node.parent === undefined;
  for (const child of [...node.children.values()].reverse()) {
    if (!first || !child.level.startsWith('$')) stack.push({ node: child, depth });
  }
}
