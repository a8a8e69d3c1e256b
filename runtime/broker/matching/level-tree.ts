/**
 * Topics or filters as a tree with one level at each step, which is what matching walks through:
 *
 *     sensor ─┬─ a ── temp      'sensor/a/temp'
 *             ├─ + ── temp      'sensor/+/temp'
 *             └─ #              'sensor/#'
 *
 * There may be a million nodes, so none is an object. A node is a number, and its fields are cells
 * of one array; 0 is the root, and where a field means another node, 0 means none. From a node and
 * a level to the child there is one table for the whole tree. What belongs to a node beyond its
 * place is the owner's, by its number.
 */
import { LevelTable } from './level-table.ts';
import { vacate } from './vacate.ts';

/** Fields of a node: `cells[node * FIELDS + FIRST]` is its first child. */
export const FIELDS = 8;
const PARENT = 0;
const LEVEL = 1;
/** Children are chained in the order in which they came; before the first comes the last. */
const FIRST = 2;
const NEXT = 3;
const PREVIOUS = 4;
/** A number of its own, larger than that of all who came before; 0: there is no such node any more. */
const BIRTH = 5;
/** The children that are wildcards, which every topic that comes by must look for. */
export const PLUS = 6;
export const HASH = 7;

const FIRST_NODES = 16;

/** Slots of the table of edges, for each node there is room for. */
const SLOTS_PER_NODE = 2;

export class LevelTree {
  readonly #seed: number;
  readonly #levels: LevelTable;
  /** The nodes' fields. Another array after the tree has grown. */
  cells = new Int32Array(FIRST_NODES * FIELDS);
  /** Children, by parent and level: open addressing, as in the table of levels. */
  #edges = new Int32Array(FIRST_NODES * SLOTS_PER_NODE);
  /** Nodes there are, the root included. */
  #size = 1;
  /** The number that no node had yet; and those that were nodes, chained by NEXT. */
  #unused = 1;
  #free = 0;
  #births = 0;
  readonly #hashOf = (node: number): number => {
    const at = node * FIELDS;
    return edgeHash(this.cells[at + PARENT]!, this.cells[at + LEVEL]!, this.#seed);
  };

  constructor(seed = 0) {
    this.#seed = seed;
    this.#levels = new LevelTable(seed);
  }

  /** Nodes, the root not counted. */
  get size(): number {
    return this.#size - 1;
  }

  /** Levels that differ. */
  get levels(): number {
    return this.#levels.size;
  }

  /** @returns the number of the level in `text` from `from` up to `to`; 0: no node has it */
  level(text: string, from: number, to: number): number {
    return this.#levels.find(text, from, to);
  }

  /** The child of this level; 0: there is none. */
  child(parent: number, level: number): number {
    return level === 0 ? 0 : this.#edges[this.#slotOf(parent, level)]!;
  }

  parent(node: number): number {
    return this.cells[node * FIELDS + PARENT]!;
  }

  /** The first of its children, in the order in which they came; 0: it has none. */
  first(node: number): number {
    return this.cells[node * FIELDS + FIRST]!;
  }

  /** The sibling that came after it; 0: it is the last. */
  next(node: number): number {
    return this.cells[node * FIELDS + NEXT]!;
  }

  /** What tells it from a later node of the same number: it grows from sibling to sibling. */
  birth(node: number): number {
    return this.cells[node * FIELDS + BIRTH] ?? 0;
  }

  /** The text of its level. */
  name(node: number): string {
    return this.#levels.name(this.cells[node * FIELDS + LEVEL]!);
  }

  /** The node of a topic or a filter; 0: there is none. */
  find(path: string): number {
    let node = 0;
    for (let from = 0; ;) {
      const end = levelEnd(path, from);
      node = this.child(node, this.level(path, from, end));
      if (node === 0 || end === path.length) return node;
      from = end + 1;
    }
  }

  /** The node of a topic or a filter, made where it is missing. */
  reach(path: string): number {
    let node = 0;
    for (let from = 0; ;) {
      const end = levelEnd(path, from);
      node = this.child(node, this.level(path, from, end)) || this.#add(node, path, from, end);
      if (end === path.length) return node;
      from = end + 1;
    }
  }

  /** Removes the node, and those above it, as far as they have no children and nobody needs them. */
  prune(node: number, isNeeded: (node: number) => boolean): void {
    while (node !== 0 && this.first(node) === 0 && !isNeeded(node)) {
      const parent = this.parent(node);
      this.#remove(node, parent);
      node = parent;
    }
    if (this.#size === 1) this.#reset();
  }

  #add(parent: number, path: string, from: number, to: number): number {
    const level = this.#levels.use(path, from, to);
    let node = this.#free;
    if (node !== 0) this.#free = this.next(node);
    else {
      node = this.#unused++;
      if (this.#unused * FIELDS > this.cells.length) this.#grow();
    }
    const { cells } = this;
    const at = node * FIELDS;
    const above = parent * FIELDS;
    cells.fill(0, at, at + FIELDS);
    cells[at + PARENT] = parent;
    cells[at + LEVEL] = level;
    // It may come round to 0 after some billions; that is no node's.
    cells[at + BIRTH] = this.#births = (this.#births + 1) | 0 || 1;
    const first = cells[above + FIRST]!;
    if (first === 0) {
      cells[above + FIRST] = cells[at + PREVIOUS] = node;
    } else {
      const last = cells[first * FIELDS + PREVIOUS]!;
      cells[last * FIELDS + NEXT] = node;
      cells[at + PREVIOUS] = last;
      cells[first * FIELDS + PREVIOUS] = node;
    }
    if (to - from === 1) {
      const character = path[from];
      if (character === '+') cells[above + PLUS] = node;
      else if (character === '#') cells[above + HASH] = node;
    }
    this.#edges[this.#slotOf(parent, level)] = node;
    this.#size++;
    return node;
  }

  #remove(node: number, parent: number): void {
    const { cells } = this;
    const at = node * FIELDS;
    const above = parent * FIELDS;
    const before = cells[at + PREVIOUS]!;
    const after = cells[at + NEXT]!;
    const first = cells[above + FIRST]!;
    if (first === node) cells[above + FIRST] = after;
    else cells[before * FIELDS + NEXT] = after;
    if (after !== 0) cells[after * FIELDS + PREVIOUS] = before;
    else if (first !== node) cells[first * FIELDS + PREVIOUS] = before;
    if (cells[above + PLUS] === node) cells[above + PLUS] = 0;
    if (cells[above + HASH] === node) cells[above + HASH] = 0;
    vacate(this.#edges, this.#slotOf(parent, cells[at + LEVEL]!), this.#hashOf);
    this.#levels.release(cells[at + LEVEL]!);
    cells[at + BIRTH] = 0;
    cells[at + NEXT] = this.#free;
    this.#free = node;
    this.#size--;
  }

  #slotOf(parent: number, level: number): number {
    const { cells } = this;
    const edges = this.#edges;
    const mask = edges.length - 1;
    let slot = edgeHash(parent, level, this.#seed) & mask;
    for (let node = edges[slot]!; node !== 0; node = edges[slot]!) {
      const at = node * FIELDS;
      if (cells[at + LEVEL] === level && cells[at + PARENT] === parent) break;
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  #grow(): void {
    const cells = new Int32Array(this.cells.length * 2);
    cells.set(this.cells);
    this.cells = cells;
    const old = this.#edges;
    this.#edges = new Int32Array(old.length * 2);
    for (const node of old) {
      if (node === 0) continue;
      const at = node * FIELDS;
      this.#edges[this.#slotOf(cells[at + PARENT]!, cells[at + LEVEL]!)] = node;
    }
  }

  /** Gives back the memory of what was a crowd. */
  #reset(): void {
    if (this.#unused <= FIRST_NODES) return;
    this.cells = new Int32Array(FIRST_NODES * FIELDS);
    this.#edges = new Int32Array(FIRST_NODES * SLOTS_PER_NODE);
    this.#unused = 1;
    this.#free = 0;
  }
}

/** Where the level that begins at `from` ends. */
export function levelEnd(path: string, from: number): number {
  const slash = path.indexOf('/', from);
  return slash < 0 ? path.length : slash;
}

function edgeHash(parent: number, level: number, seed: number): number {
  let mixed = Math.imul(parent ^ seed, 0x9e3779b1);
  mixed = Math.imul(mixed ^ (mixed >>> 15) ^ level, 0x85ebca6b);
  return mixed ^ (mixed >>> 13);
}
