/**
 * Regular expressions of POSIX as glibc has them: basic (`grep`, `sed`) and extended (`grep -E`,
 * `sed -E`, `[[ =~ ]]`, `awk`), with GNU's `\+ \? \| \w \b \< \>` and back references. JavaScript's own are
 * not these: they take the first alternative that matches, POSIX the longest match of all.
 *
 *     posixRegex('a|ab', { extended: true }).exec('abc')   matches ab
 *     posixRegex('(', { extended: true })                  throws RegexProblem: Unmatched ( or \(
 *
 * The match is the leftmost, and of those the longest, found in time that grows with the text alone: no
 * pattern without back references can hang. Within the match, groups are as glibc fills them: the
 * alternatives in their order, repetitions as many as can be.
 */
import { Automaton } from './regex/automaton.ts';
import { longestWay, wayFromTo } from './regex/backtrack.ts';
import type { BacktrackOptions, Slots } from './regex/backtrack.ts';
import { isWord, isWordByte } from './regex/character-class.ts';
import type { Node } from './regex/node.ts';
import { literal, parseRegex } from './regex/parse.ts';
import type { Dialect } from './regex/parse.ts';
import { compile } from './regex/program.ts';
import type { Program } from './regex/program.ts';

export { RegexProblem } from './regex/node.ts';
export type { Dialect } from './regex/parse.ts';

export interface PosixRegexOptions {
  /** ERE instead of BRE. */
  readonly extended?: boolean;
  readonly ignoreCase?: boolean;
  /** grep -w: no word character may touch the match. */
  readonly wholeWord?: boolean;
  /** grep -x */
  readonly wholeLine?: boolean;
  /** sed's M: `^` and `$` match at line feeds, too. */
  readonly multiline?: boolean;
  /** Every character stands for itself (grep -F). */
  readonly literal?: boolean;
  /** Whose manners, where tools differ; absent: regcomp(3)'s, as `[[ =~ ]]` has them. `awk` matches bytes. */
  readonly dialect?: Dialect;
  /** Told what grep only warns of. */
  readonly warn?: (message: string) => void;
}

/** Where a match is, in UTF-16 units of the text. */
export class PosixMatch {
  readonly text: string;
  readonly index: number;
  readonly end: number;
  readonly #slots: () => Slots;
  #known: Slots | undefined;

  constructor(text: string, index: number, end: number, slots: () => Slots) {
    this.text = text;
    this.index = index;
    this.end = end;
    this.#slots = slots;
  }

  /** What a group matched; 0 is the whole. @returns undefined if it took no part */
  group(index: number): string | undefined {
    if (index === 0) return this.text.slice(this.index, this.end);
    this.#known ??= this.#slots();
    const from = this.#known[index * 2] ?? -1;
    const to = this.#known[index * 2 + 1] ?? -1;
    return from < 0 || to < 0 ? undefined : this.text.slice(from, to);
  }
}

export interface PosixRegex {
  /** How many groups it has. */
  readonly groups: number;
  /** @throws RegexProblem `Memory exhausted`: back references that lead to too many ways */
  test(text: string): boolean;
  /**
   * The first match that begins at `from` or later; what stands before is seen by `^`, `\b` and `\<`.
   * @throws RegexProblem as `test`
   */
  exec(text: string, from?: number): PosixMatch | null;
}

/**
 * @param pattern one, or several of which any may match
 * @throws RegexProblem in the words of regcomp(3)
 */
export const posixRegex = (pattern: string | readonly string[], options: PosixRegexOptions = {}): PosixRegex => {
  const patterns = typeof pattern === 'string' ? [pattern] : pattern;
  const branches: Node[] = [];
  let groups = 0;
  let hasBackReferences = false;
  for (const each of patterns) {
    if (options.literal === true) {
      const items = [...each].map((character) => literal(character.codePointAt(0) ?? 0, options.ignoreCase === true));
      branches.push({ kind: 'cat', items });
      continue;
    }
    const parsed = parseRegex(each, {
      dialect: options.dialect ?? 'regcomp',
      extended: options.extended === true,
      ignoreCase: options.ignoreCase === true,
      multiline: options.multiline === true,
      firstGroup: groups,
      warn: options.warn ?? (() => {}),
    });
    branches.push(parsed.node);
    groups = parsed.groups;
    hasBackReferences ||= parsed.hasBackReferences;
  }
  const [first] = branches;
  const inner: Node = branches.length === 1 && first !== undefined ? first : { kind: 'alt', branches };
  return new Regex(enclosed(inner, options), groups, hasBackReferences, options);
};

const enclosed = (node: Node, { wholeLine, wholeWord }: PosixRegexOptions): Node => {
  if (wholeLine === true) return between('text-start', node, 'text-end');
  return wholeWord === true ? between('no-word-before', node, 'no-word-after') : node;
};

const between = (before: 'text-start' | 'no-word-before', node: Node, after: 'text-end' | 'no-word-after'): Node => ({
  kind: 'cat',
  items: [{ kind: 'assert', what: before }, node, { kind: 'assert', what: after }],
});

class Regex implements PosixRegex {
  readonly groups: number;
  readonly #hasBackReferences: boolean;
  readonly #backtracking: BacktrackOptions;
  readonly #program: Program;
  readonly #anywhere: Automaton;
  readonly #starts: Automaton;
  readonly #longest: Automaton;
  /** The text that was searched last, and where matches begin in it: it is mostly searched again. */
  #last: { readonly text: string; readonly marks: Uint8Array } | undefined;

  constructor(node: Node, groups: number, hasBackReferences: boolean, options: PosixRegexOptions) {
    this.groups = groups;
    this.#hasBackReferences = hasBackReferences;
    const word = options.dialect === 'awk' ? isWordByte : isWord;
    this.#backtracking = {
      slots: groups * 2 + 2,
      isWord: word,
      ignoreCase: options.ignoreCase === true,
      memory: !hasBackReferences,
    };
    this.#program = compile(node, { groups: true });
    const forwards = { reversed: false, isWord: word };
    this.#anywhere = new Automaton(compile(node, { floating: true }), forwards);
    this.#longest = new Automaton(compile(node), forwards);
    this.#starts = new Automaton(compile(node, { floating: true, reversed: true }), { reversed: true, isWord: word });
  }

  test(text: string): boolean {
    return this.#hasBackReferences ? this.exec(text) !== null : this.#anywhere.finds(text);
  }

  exec(text: string, from = 0): PosixMatch | null {
    if (this.#hasBackReferences) return this.#search(text, from);
    if (this.#last?.text !== text) this.#last = { text, marks: this.#starts.starts(text) };
    const index = this.#last.marks.indexOf(1, from);
    if (index < 0) return null;
    const end = this.#longest.longest(text, index);
    const slots = (): Slots => wayFromTo(this.#program, text, index, end, this.#backtracking) ?? [];
    return new PosixMatch(text, index, end, slots);
  }

  #search(text: string, from: number): PosixMatch | null {
    for (let index = from; index <= text.length; index++) {
      const slots = longestWay(this.#program, text, index, this.#backtracking);
      if (slots !== undefined) return new PosixMatch(text, index, slots[1] ?? index, () => slots);
    }
    return null;
  }
}
