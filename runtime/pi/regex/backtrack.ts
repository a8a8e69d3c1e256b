/**
 * A program run on one way after the other, for what the automaton cannot tell: which group matched what,
 * and what a back reference refers to. Without back references no instruction is tried twice at the same
 * place; with them the ways are counted, and too many are an error, as for glibc when its memory ends.
 */
import { EDGE, NEWLINE, OTHER, RegexProblem, WORD, holds } from './node.ts';
import type { CharacterSet, Side } from './node.ts';
import type { Program } from './program.ts';

const MOST_STEPS = 20_000_000;

/** Begin and end of every group, -1 where it took no part; [0] and [1] are the whole match. */
export type Slots = readonly number[];

export interface BacktrackOptions {
  readonly slots: number;
  readonly isWord: CharacterSet;
  readonly ignoreCase: boolean;
  /** Whether an instruction may be left out once it has been tried at a place. */
  readonly memory: boolean;
}

/** The first way, in the order of the pattern, from `from` to exactly `to`. */
export const wayFromTo = (
  program: Program,
  text: string,
  from: number,
  to: number,
  options: BacktrackOptions,
): Slots | undefined => new Backtracker(program, text, from, options).run(to);

/** The longest way from `from`. @throws RegexProblem when there are too many */
export const longestWay = (
  program: Program,
  text: string,
  from: number,
  options: BacktrackOptions,
): Slots | undefined => new Backtracker(program, text, from, options).run(undefined);

/** What is left to be tried, or (`at` < 0) a value to be put back. */
interface Later {
  readonly at: number;
  readonly position: number;
  readonly value: number;
}

class Backtracker {
  readonly #program: Program;
  readonly #text: string;
  readonly #from: number;
  readonly #options: BacktrackOptions;
  readonly #slots: number[];
  readonly #turns: number[];
  readonly #later: Later[] = [];
  readonly #tried: Uint8Array | undefined;

  constructor(program: Program, text: string, from: number, options: BacktrackOptions) {
    this.#program = program;
    this.#text = text;
    this.#from = from;
    this.#options = options;
    this.#slots = Array.from({ length: options.slots }, () => -1);
    this.#turns = Array.from({ length: program.loops }, () => -1);
    const places = (text.length - from + 1) * program.instructions.length;
    if (options.memory && places > MOST_STEPS * 8) throw new RegexProblem('Memory exhausted');
    this.#tried = options.memory ? new Uint8Array(places) : undefined;
  }

  run(to: number | undefined): Slots | undefined {
    const limit = to ?? this.#text.length;
    let best: Slots | undefined;
    let steps = 0;
    this.#later.push({ at: 0, position: this.#from, value: 0 });
    for (let next = this.#later.pop(); next !== undefined; next = this.#later.pop()) {
      if (next.at < 0) {
        this.#putBack(next);
        continue;
      }
      let { at, position } = next;
      for (;;) {
        if (++steps > MOST_STEPS) throw new RegexProblem('Memory exhausted');
        if (this.#wasTried(at, position)) break;
        const instruction = this.#program.instructions[at];
        if (instruction === undefined) break;
        if (instruction.op === 'match') {
          const isBetter = to === undefined ? position > (best?.[1] ?? -1) : position === to;
          if (isBetter) {
            this.#slots[0] = this.#from;
            this.#slots[1] = position;
            best = [...this.#slots];
            if (position === limit) return best;
          }
          break;
        }
        const moved = this.#step(instruction, at, position, limit);
        if (moved === undefined) break;
        [at, position] = moved;
      }
    }
    return best;
  }

  /** @returns where to go on, undefined when this way ends */
  #step(
    instruction: Exclude<Program['instructions'][number], { op: 'match' }>,
    at: number,
    position: number,
    limit: number,
  ): readonly [number, number] | undefined {
    switch (instruction.op) {
      case 'set': {
        if (position >= limit) return undefined;
        const code = this.#text.codePointAt(position) ?? 0;
        return instruction.set(code) ? [at + 1, position + (code > 0xffff ? 2 : 1)] : undefined;
      }
      case 'jump':
        return [instruction.to, position];
      case 'split':
        this.#later.push({ at: instruction.second, position, value: 0 });
        return [instruction.first, position];
      case 'assert':
        return holds(instruction.what, this.#side(position, -1), this.#side(position, 0))
          ? [at + 1, position]
          : undefined;
      case 'save':
        this.#later.push({ at: -1 - instruction.slot, position: 0, value: this.#slots[instruction.slot] ?? -1 });
        this.#slots[instruction.slot] = position;
        return [at + 1, position];
      case 'turn':
        this.#later.push({ at: -1 - instruction.loop, position: 1, value: this.#turns[instruction.loop] ?? -1 });
        this.#turns[instruction.loop] = position;
        return [at + 1, position];
      case 'turned':
        return this.#turns[instruction.loop] === position ? undefined : [at + 1, position];
      case 'back': {
        const from = this.#slots[instruction.index * 2] ?? -1;
        const to = this.#slots[instruction.index * 2 + 1] ?? -1;
        if (from < 0 || to < 0) return undefined;
        const end = position + to - from;
        return end <= limit && this.#same(this.#text.slice(from, to), this.#text.slice(position, end))
          ? [at + 1, end]
          : undefined;
      }
    }
  }

  #putBack({ at, position, value }: Later): void {
    if (position === 0) this.#slots[-1 - at] = value;
    else this.#turns[-1 - at] = value;
  }

  #wasTried(at: number, position: number): boolean {
    if (this.#tried === undefined) return false;
    const place = (position - this.#from) * this.#program.instructions.length + at;
    if (this.#tried[place] === 1) return true;
    this.#tried[place] = 1;
    return false;
  }

  #same(a: string, b: string): boolean {
    return a === b || (this.#options.ignoreCase && a.toLowerCase() === b.toLowerCase());
  }

  #side(position: number, offset: -1 | 0): Side {
    const index = position + offset;
    if (index < 0 || index >= this.#text.length) return EDGE;
    const unit = this.#text.charCodeAt(index);
    const isLow = offset < 0 && unit >= 0xdc00 && unit <= 0xdfff;
    const code = (isLow ? this.#text.codePointAt(Math.max(0, index - 1)) : this.#text.codePointAt(index)) ?? 0;
    return code === 0x0a ? NEWLINE : this.#options.isWord(code) ? WORD : OTHER;
  }
}
