import { readBracket } from './bracket.ts';
import type { CharacterTest } from './bracket.ts';

/** One piece of a pattern. */
export type PatternNode =
  | { readonly kind: 'text'; readonly characters: readonly string[] }
  /** `?` or `[…]` */
  | { readonly kind: 'one'; readonly test: CharacterTest }
  /** `*` */
  | { readonly kind: 'any' }
  /** `?(a|b)`, `*(a|b)`, `+(a|b)`, `@(a|b)`, `!(a|b)` */
  | { readonly kind: 'group'; readonly how: '?' | '*' | '+' | '@' | '!'; readonly choices: readonly PatternNode[][] };

export interface PatternOptions {
  /** `@(a|b)` and the like. */
  readonly extglob?: boolean;
  /** Letters match in either case. */
  readonly nocase?: boolean;
}

/** Groups within groups: more than anybody writes. */
const DEEPEST = 50;

export const readPattern = (pattern: string, options: PatternOptions = {}): PatternNode[] =>
  new PatternReader(pattern, options).sequence(0);

class PatternReader {
  readonly #pattern: string;
  readonly #options: PatternOptions;
  #at = 0;

  constructor(pattern: string, options: PatternOptions) {
    this.#pattern = pattern;
    this.#options = options;
  }

  /** @param depth groups around it: in one, `|` and `)` end the sequence */
  sequence(depth: number): PatternNode[] {
    const pattern = this.#pattern;
    const nodes: PatternNode[] = [];
    let text: string[] = [];
    const add = (node: PatternNode): void => {
      if (text.length > 0) nodes.push({ kind: 'text', characters: text });
      text = [];
      nodes.push(node);
    };
    while (this.#at < pattern.length) {
      const character = String.fromCodePoint(pattern.codePointAt(this.#at) ?? 0);
      if (depth > 0 && (character === '|' || character === ')')) break;
      const group = this.#options.extglob === true && depth < DEEPEST ? this.#group(depth) : undefined;
      if (group !== undefined) {
        add(group);
        continue;
      }
      const bracket = character === '[' ? readBracket(pattern, this.#at, this.#options.nocase === true) : undefined;
      if (bracket !== undefined) {
        add({ kind: 'one', test: bracket.test });
        this.#at = bracket.end;
        continue;
      }
      this.#at += character.length;
      if (character === '*') {
        if (text.length > 0 || nodes.at(-1)?.kind !== 'any') add({ kind: 'any' });
      } else if (character === '?') add({ kind: 'one', test: () => true });
      else if (character === '\\' && this.#at < pattern.length) {
        const next = String.fromCodePoint(pattern.codePointAt(this.#at) ?? 0);
        this.#at += next.length;
        text.push(next);
      } else text.push(character);
    }
    if (text.length > 0) nodes.push({ kind: 'text', characters: text });
    return nodes;
  }

  /** undefined: none begins here, or it is not closed */
  #group(depth: number): PatternNode | undefined {
    const how = /[?*+@!](?=\()/y;
    how.lastIndex = this.#at;
    const found = how.exec(this.#pattern)?.[0] as '?' | '*' | '+' | '@' | '!' | undefined;
    if (found === undefined) return undefined;
    const start = this.#at;
    const choices: PatternNode[][] = [];
    this.#at++;
    do {
      this.#at++;
      choices.push(this.sequence(depth + 1));
    } while (this.#pattern[this.#at] === '|');
    if (this.#pattern[this.#at] === ')') {
      this.#at++;
      return { kind: 'group', how: found, choices };
    }
    this.#at = start;
    return undefined;
  }
}
