/**
 * A tree made into a program for an abstract machine (after Thompson): every instruction consumes one
 * character or none. A reversed program reads its text from the end; it has no groups.
 *
 *     a*b      0 split 1, 3   1 set a → 2   2 jump 0   3 set b → 4   4 match
 */
import { RegexProblem } from './node.ts';
import type { Assertion, CharacterSet, Node } from './node.ts';

export type Instruction =
  | { readonly op: 'set'; readonly set: CharacterSet }
  /** The first is tried first. */
  | { readonly op: 'split'; first: number; second: number }
  | { readonly op: 'jump'; to: number }
  | { readonly op: 'assert'; readonly what: Assertion }
  | { readonly op: 'save'; readonly slot: number }
  | { readonly op: 'back'; readonly index: number }
  /** A turn of a loop begins here: it ends at `turned`, which lets no turn pass that consumed nothing. */
  | { readonly op: 'turn'; readonly loop: number }
  | { readonly op: 'turned'; readonly loop: number }
  | { readonly op: 'match' };

export interface Program {
  readonly instructions: readonly Instruction[];
  readonly loops: number;
}

/** Beyond that: `Regular expression too big`. */
const MOST_INSTRUCTIONS = 100_000;

export interface ProgramOptions {
  readonly reversed?: boolean;
  /** Anything may stand before what matches. */
  readonly floating?: boolean;
  readonly groups?: boolean;
}

/** @throws RegexProblem */
export const compile = (node: Node, options: ProgramOptions = {}): Program => {
  const compiler = new Compiler(options);
  if (options.floating === true) compiler.anything();
  compiler.node(node);
  compiler.add({ op: 'match' });
  return { instructions: compiler.instructions, loops: compiler.loops };
};

class Compiler {
  readonly instructions: Instruction[] = [];
  loops = 0;
  readonly #options: ProgramOptions;

  constructor(options: ProgramOptions) {
    this.#options = options;
  }

  add(instruction: Instruction): number {
    if (this.instructions.length >= MOST_INSTRUCTIONS) throw new RegexProblem('Regular expression too big');
    return this.instructions.push(instruction) - 1;
  }

  anything(): void {
    const split = this.#split();
    split.second = this.instructions.length;
    this.add({ op: 'set', set: () => true });
    this.add({ op: 'jump', to: 0 });
    split.first = this.instructions.length;
  }

  #split(): { op: 'split'; first: number; second: number } {
    const split = { op: 'split' as const, first: 0, second: 0 };
    this.add(split);
    return split;
  }

  node(node: Node): void {
    switch (node.kind) {
      case 'set':
        this.add({ op: 'set', set: node.set });
        return;
      case 'assert':
        this.add({ op: 'assert', what: node.what });
        return;
      case 'back':
        this.add({ op: 'back', index: node.index });
        return;
      case 'group': {
        if (this.#options.groups === true) this.add({ op: 'save', slot: node.index * 2 });
        this.node(node.body);
        if (this.#options.groups === true) this.add({ op: 'save', slot: node.index * 2 + 1 });
        return;
      }
      case 'cat': {
        for (const item of this.#options.reversed === true ? node.items.toReversed() : node.items) this.node(item);
        return;
      }
      case 'alt':
        this.#alternatives(node.branches);
        return;
      case 'repeat':
        this.#repeat(node.body, node.min, node.max);
    }
  }

  #alternatives(branches: readonly Node[]): void {
    const ends: { op: 'jump'; to: number }[] = [];
    for (const [index, branch] of branches.entries()) {
      if (index === branches.length - 1) {
        this.node(branch);
        break;
      }
      const split = this.#split();
      split.first = this.instructions.length;
      this.node(branch);
      const jump = { op: 'jump' as const, to: 0 };
      this.add(jump);
      ends.push(jump);
      split.second = this.instructions.length;
    }
    for (const jump of ends) jump.to = this.instructions.length;
  }

  #repeat(body: Node, min: number, max: number): void {
    for (let turn = 0; turn < min; turn++) this.node(body);
    if (max === Infinity) {
      const loop = canBeEmpty(body) ? this.loops++ : undefined;
      const top = this.instructions.length;
      const split = this.#split();
      split.first = this.instructions.length;
      if (loop !== undefined) this.add({ op: 'turn', loop });
      this.node(body);
      if (loop !== undefined) this.add({ op: 'turned', loop });
      this.add({ op: 'jump', to: top });
      split.second = this.instructions.length;
      return;
    }
    const splits: { second: number }[] = [];
    for (let turn = min; turn < max; turn++) {
      const split = this.#split();
      split.first = this.instructions.length;
      splits.push(split);
      this.node(body);
    }
    for (const split of splits) split.second = this.instructions.length;
  }
}

const canBeEmpty = (node: Node): boolean => {
  switch (node.kind) {
    case 'set':
      return false;
    case 'assert':
    case 'back':
      return true;
    case 'group':
      return canBeEmpty(node.body);
    case 'cat':
      return node.items.every(canBeEmpty);
    case 'alt':
      return node.branches.some(canBeEmpty);
    case 'repeat':
      return node.min === 0 || canBeEmpty(node.body);
  }
};
