/**
 * A program run on all its ways at once: a deterministic automaton, made as far as a text asks for it.
 * It looks at every character once, whatever the pattern: `(a|a)*b` costs no more than `a*b`.
 */
import { EDGE, NEWLINE, OTHER, WORD, holds } from './node.ts';
import type { CharacterSet, Side } from './node.ts';
import type { Program } from './program.ts';

/** Once there are more, all are forgotten and made anew. */
const MOST_STATES = 2_000;

interface State {
  /** Instructions to go on with, sorted. */
  readonly kernel: readonly number[];
  readonly before: Side;
  readonly ascii: (State | undefined)[];
  readonly others: Map<number, State>;
  readonly closures: (Closure | undefined)[];
}

interface Closure {
  /** The `set` instructions that can be reached without a character. */
  readonly sets: readonly number[];
  readonly accepts: boolean;
}

export interface Direction {
  readonly reversed: boolean;
  readonly isWord: CharacterSet;
}

export class Automaton {
  readonly #program: Program;
  readonly #direction: Direction;
  #states = new Map<string, State>();

  constructor(program: Program, direction: Direction) {
    this.#program = program;
    this.#direction = direction;
  }

  /** Whether the floating program matches anywhere. */
  finds(text: string): boolean {
    let state = this.#start(EDGE);
    for (let at = 0; at < text.length;) {
      const code = text.codePointAt(at) ?? 0;
      if (this.#closure(state, this.#side(code)).accepts) return true;
      state = this.#next(state, code);
      at += code > 0xffff ? 2 : 1;
    }
    return this.#closure(state, EDGE).accepts;
  }

  /** The longest match that begins at `from`. @returns where it ends, -1 if there is none */
  longest(text: string, from: number): number {
    let state = this.#start(this.#sideBefore(text, from));
    let end = -1;
    let at = from;
    while (state.kernel.length > 0) {
      const code = at < text.length ? (text.codePointAt(at) ?? 0) : -1;
      if (this.#closure(state, code < 0 ? EDGE : this.#side(code)).accepts) end = at;
      if (code < 0) break;
      state = this.#next(state, code);
      at += code > 0xffff ? 2 : 1;
    }
    return end;
  }

  /** Of a reversed floating program: marks every position where a match begins. */
  starts(text: string): Uint8Array {
    const marks = new Uint8Array(text.length + 1);
    let state = this.#start(EDGE);
    for (let at = text.length; at > 0;) {
      const code = codePointBefore(text, at);
      if (this.#closure(state, this.#side(code)).accepts) marks[at] = 1;
      state = this.#next(state, code);
      at -= code > 0xffff ? 2 : 1;
    }
    if (this.#closure(state, EDGE).accepts) marks[0] = 1;
    return marks;
  }

  #sideBefore(text: string, at: number): Side {
    return at === 0 ? EDGE : this.#side(codePointBefore(text, at));
  }

  #side(code: number): Side {
    return code === 0x0a ? NEWLINE : this.#direction.isWord(code) ? WORD : OTHER;
  }

  #start(before: Side): State {
    return this.#state([0], before);
  }

  #state(kernel: readonly number[], before: Side): State {
    const key = `${before}:${kernel.join()}`;
    const known = this.#states.get(key);
    if (known !== undefined) return known;
    if (this.#states.size >= MOST_STATES) this.#states = new Map();
    const state: State = { kernel, before, ascii: [], others: new Map(), closures: [] };
    this.#states.set(key, state);
    return state;
  }

  #next(state: State, code: number): State {
    const known = code < 128 ? state.ascii[code] : state.others.get(code);
    if (known !== undefined) return known;
    const side = this.#side(code);
    const reached = new Set<number>();
    for (const at of this.#closure(state, side).sets) {
      const instruction = this.#program.instructions[at];
      if (instruction?.op === 'set' && instruction.set(code)) reached.add(at + 1);
    }
    const next = this.#state(
      [...reached].toSorted((a, b) => a - b),
      side,
    );
    if (code < 128) state.ascii[code] = next;
    else if (state.others.size < 1_000) state.others.set(code, next);
    return next;
  }

  #closure(state: State, after: Side): Closure {
    const known = state.closures[after];
    if (known !== undefined) return known;
    const [left, right] = this.#direction.reversed ? [after, state.before] : [state.before, after];
    const seen = new Set<number>();
    const sets: number[] = [];
    let accepts = false;
    const waiting = [...state.kernel];
    for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
      if (seen.has(at)) continue;
      seen.add(at);
      const instruction = this.#program.instructions[at];
      switch (instruction?.op) {
        case undefined:
        case 'back':
          break;
        case 'set':
          sets.push(at);
          break;
        case 'match':
          accepts = true;
          break;
        case 'jump':
          waiting.push(instruction.to);
          break;
        case 'split':
          waiting.push(instruction.first, instruction.second);
          break;
        case 'assert':
          if (holds(instruction.what, left, right)) waiting.push(at + 1);
          break;
        case 'save':
        case 'turn':
        case 'turned':
          waiting.push(at + 1);
      }
    }
    return (state.closures[after] = { sets, accepts });
  }
}

const codePointBefore = (text: string, at: number): number => {
  const unit = text.charCodeAt(at - 1);
  const isLow = unit >= 0xdc00 && unit <= 0xdfff && at > 1;
  const pair = isLow ? (text.codePointAt(at - 2) ?? 0) : 0;
  return pair > 0xffff ? pair : unit;
};
