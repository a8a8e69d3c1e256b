/**
 * From a pattern to a tree. The dialects differ in what they do with what is not quite right:
 *
 *                 grep -E        sed -E                    [[ =~ ]]        awk (mawk)
 *     *a          warns          Invalid preceding …       the same        missing operand
 *     a)          a character    Unmatched ) or \)         a character     a character
 *     a{x         characters     Invalid content of \{\}   the same        characters, as is a{2}
 *     \d \n       d, n           d, newline                d, n            d, newline
 */
import { readBracket } from './bracket.ts';
import { caseForms, foldingCase, isStrayByte, isWord } from './character-class.ts';
import { EMPTY, RegexProblem } from './node.ts';
import type { Assertion, CharacterSet, Node } from './node.ts';

export type Dialect = 'grep' | 'sed' | 'regcomp' | 'awk';

export interface Manners {
  readonly dialect: Dialect;
  readonly extended: boolean;
  readonly ignoreCase: boolean;
  /** sed's M: `^` and `$` are also at line feeds. */
  readonly multiline: boolean;
  /** The groups of patterns that stand before this one. */
  readonly firstGroup: number;
  /** What grep says and goes on. */
  readonly warn: (message: string) => void;
}

export interface ParsedRegex {
  readonly node: Node;
  readonly groups: number;
  readonly hasBackReferences: boolean;
}

/** regex.h: RE_DUP_MAX. */
const MOST_REPETITIONS = 32_767;
const MOST_NESTED = 250;

const ASSERTIONS: Readonly<Record<string, Assertion>> = {
  '`': 'text-start',
  "'": 'text-end',
  b: 'word-edge',
  B: 'no-word-edge',
  '<': 'word-start',
  '>': 'word-end',
};

const isSpace: CharacterSet = (code) => code === 0x20 || (code >= 0x09 && code <= 0x0d);

const SETS: Readonly<Record<string, CharacterSet>> = {
  w: isWord,
  W: (code) => !isWord(code),
  s: isSpace,
  S: (code) => !isSpace(code),
};

const CONTROLS: Readonly<Record<string, number>> = { a: 7, b: 8, f: 12, n: 10, r: 13, t: 9, v: 11 };

/** @throws RegexProblem */
export const parseRegex = (pattern: string, manners: Manners): ParsedRegex => new RegexParser(pattern, manners).whole();

class RegexParser {
  readonly #pattern: readonly string[];
  readonly #manners: Manners;
  #at = 0;
  #groups: number;
  #closed = new Set<number>();
  #depth = 0;
  #hasBackReferences = false;

  constructor(pattern: string, manners: Manners) {
    this.#pattern = [...pattern];
    this.#manners = manners;
    this.#groups = manners.firstGroup;
  }

  whole(): ParsedRegex {
    const { dialect } = this.#manners;
    const node = this.#alternatives();
    if (this.#at < this.#pattern.length) {
      throw new RegexProblem(dialect === 'awk' ? "missing '('" : 'Unmatched ) or \\)');
    }
    return { node, groups: this.#groups, hasBackReferences: this.#hasBackReferences };
  }

  /** Whether the operator stands here: `|` or, in basic expressions, `\|`. */
  #sees(operator: string): boolean {
    if (this.#manners.extended) return this.#pattern[this.#at] === operator;
    return this.#pattern[this.#at] === '\\' && this.#pattern[this.#at + 1] === operator;
  }

  #skip(): void {
    this.#at += this.#manners.extended ? 1 : 2;
  }

  #alternatives(): Node {
    const branches = [this.#branch()];
    while (this.#sees('|')) {
      this.#skip();
      branches.push(this.#branch());
    }
    const [only = EMPTY] = branches;
    return branches.length === 1 ? only : { kind: 'alt', branches };
  }

  #isEnd(): boolean {
    if (this.#at >= this.#pattern.length || this.#sees('|')) return true;
    if (!this.#sees(')')) return false;
    if (this.#depth > 0) return true;
    // Alone it is a character, but for sed and for basic expressions.
    return !this.#manners.extended || this.#manners.dialect === 'sed';
  }

  #branch(): Node {
    const items: Node[] = [];
    const start = this.#at;
    while (!this.#isEnd()) {
      const isFirst = items.length === 0 || this.#onlyAnchors(items);
      const atom = this.#operatorAtStart(isFirst, start) ?? this.#atom(start);
      items.push(this.#repeated(atom));
    }
    if (items.length === 0 && this.#manners.dialect === 'awk')
      throw new RegexProblem(this.#depth > 0 && this.#at >= this.#pattern.length ? "missing ')'" : 'missing operand');
    const [only = EMPTY] = items;
    return items.length === 1 ? only : { kind: 'cat', items };
  }

  #onlyAnchors(items: readonly Node[]): boolean {
    return items.every(({ kind }) => kind === 'assert');
  }

  /** A repetition without anything to repeat. */
  #operatorAtStart(isFirst: boolean, start: number): Node | undefined {
    if (!isFirst) return undefined;
    const { extended, dialect } = this.#manners;
    const character = this.#pattern[this.#at] ?? '';
    if (!extended) {
      const isInterval = character === '\\' && this.#pattern[this.#at + 1] === '{';
      if (isInterval && dialect !== 'grep') throw new RegexProblem('Invalid preceding regular expression');
      return undefined;
    }
    const isAnchored = this.#at > start;
    const isInterval = character === '{' && dialect !== 'awk';
    if (!'*+?'.includes(character) && !isInterval) return undefined;
    if (dialect === 'awk') throw new RegexProblem(isAnchored ? 'syntax error ^* or ^+' : 'missing operand');
    if (dialect !== 'grep') throw new RegexProblem('Invalid preceding regular expression');
    this.#manners.warn(`${isInterval ? '{...}' : character} at start of expression`);
    return EMPTY;
  }

  #atom(start: number): Node {
    const { extended, dialect, ignoreCase } = this.#manners;
    const character = this.#pattern[this.#at] ?? '';
    if (this.#sees('(')) return this.#group();
    if (character === '\\') return this.#escape();
    this.#at++;
    if (character === '[') return this.#bracket();
    if (character === '.') return { kind: 'set', set: this.#bytes ? () => true : (code) => !isStrayByte(code) };
    if (character === '^' && (extended ? dialect !== 'awk' || this.#at - 1 === start : this.#at - 1 === start))
      return this.#line('line-start');
    if (character === '$' && (extended ? dialect !== 'awk' || this.#isEnd() : this.#isEndOfBasic()))
      return this.#line('line-end');
    return this.#literal(character, ignoreCase);
  }

  #isEndOfBasic(): boolean {
    return this.#at >= this.#pattern.length || this.#sees('|') || (this.#sees(')') && this.#depth > 0);
  }

  #line(what: 'line-start' | 'line-end'): Node {
    if (this.#manners.multiline) return { kind: 'assert', what };
    return { kind: 'assert', what: what === 'line-start' ? 'text-start' : 'text-end' };
  }

  get #bytes(): boolean {
    return this.#manners.dialect === 'awk';
  }

  #literal(character: string, ignoreCase = this.#manners.ignoreCase): Node {
    return literal(character.codePointAt(0) ?? 0, ignoreCase);
  }

  #group(): Node {
    this.#skip();
    if (++this.#depth > MOST_NESTED) throw new RegexProblem('Regular expression too big');
    const index = ++this.#groups;
    const body = this.#alternatives();
    if (!this.#sees(')'))
      throw new RegexProblem(this.#manners.dialect === 'awk' ? "missing ')'" : 'Unmatched ( or \\(');
    this.#skip();
    this.#depth--;
    this.#closed.add(index);
    return { kind: 'group', index, body };
  }

  #bracket(): Node {
    const { dialect, ignoreCase } = this.#manners;
    const rest = this.#pattern.slice(this.#at).join('');
    if ((dialect === 'grep' || dialect === 'sed') && /^:[^\]]*:\]/.test(rest))
      throw new RegexProblem('character class syntax is [[:space:]], not [:space:]');
    const { set, next } = readBracket(this.#pattern, this.#at, {
      bytes: this.#bytes,
      backslash: dialect === 'awk' ? 'quotes' : dialect === 'sed' ? 'escapes' : 'plain',
      escape: (at) => this.#escapedCode(at, dialect === 'awk'),
    });
    this.#at = next;
    return { kind: 'set', set: ignoreCase ? foldingCase(set) : set };
  }

  #escape(): Node {
    const { dialect, extended, firstGroup } = this.#manners;
    const character = this.#pattern[this.#at + 1];
    if (character === undefined) {
      if (dialect === 'awk') return this.#taken(1, this.#literal('\\'));
      throw new RegexProblem('Trailing backslash');
    }
    if (dialect === 'awk') {
      const escaped = this.#escapedCode(this.#at + 1, true);
      if (escaped !== undefined) {
        this.#at = escaped.next;
        return literal(escaped.code, false);
      }
      return this.#taken(2, this.#literal(character));
    }
    if (/[1-9]/.test(character)) {
      const index = firstGroup + Number(character);
      if (!this.#closed.has(index)) throw new RegexProblem('Invalid back reference');
      this.#hasBackReferences = true;
      return this.#taken(2, { kind: 'back', index });
    }
    const what = ASSERTIONS[character];
    if (what !== undefined) return this.#taken(2, { kind: 'assert', what });
    const set = SETS[character];
    if (set !== undefined) return this.#taken(2, { kind: 'set', set });
    if (!extended && character === '{') return this.#taken(2, this.#literal('{'));
    const escaped = dialect === 'sed' ? this.#escapedCode(this.#at + 1, false) : undefined;
    if (escaped === undefined) return this.#taken(2, this.#literal(character));
    this.#at = escaped.next;
    return literal(escaped.code, this.#manners.ignoreCase);
  }

  #taken(count: number, node: Node): Node {
    this.#at += count;
    return node;
  }

  /** `\n`, `\t`, `\x41`, and awk's `\101`; sed's `\o101`, `\d065`, `\cA`. */
  #escapedCode(at: number, isAwk: boolean): { code: number; next: number } | undefined {
    const character = this.#pattern[at] ?? '';
    const rest = this.#pattern.slice(at, at + 4).join('');
    const numeric = isAwk
      ? (/^([0-7]{1,3})/.exec(rest) ?? /^x([0-9A-Fa-f]{1,2})/.exec(rest))
      : (/^x([0-9A-Fa-f]{1,2})/.exec(rest) ?? /^o([0-7]{1,3})/.exec(rest) ?? /^d(\d{1,3})/.exec(rest));
    if (numeric?.[1] !== undefined) {
      const base = character === 'x' ? 16 : character === 'd' ? 10 : 8;
      return { code: Number.parseInt(numeric[1], base) & 0xff, next: at + numeric[0].length };
    }
    const control = !isAwk && character === 'b' ? undefined : CONTROLS[character];
    if (control !== undefined) return { code: control, next: at + 1 };
    if (isAwk && character !== '') return { code: character.codePointAt(0) ?? 0, next: at + 1 };
    return undefined;
  }

  #repeated(atom: Node): Node {
    // `^*`: the star of a basic expression is a character where there is nothing to repeat.
    if (!this.#manners.extended && atom.kind === 'assert' && this.#pattern[this.#at] === '*') return atom;
    let node = atom;
    for (let count = 0; ; count++) {
      const repetition = this.#repetition();
      if (repetition === undefined) return node;
      const { extended, dialect } = this.#manners;
      if (!extended && dialect === 'sed' && count > 0) throw new RegexProblem('Invalid preceding regular expression');
      const [min, max] = repetition;
      node = { kind: 'repeat', body: node, min, max };
    }
  }

  #repetition(): readonly [number, number] | undefined {
    const { extended, dialect } = this.#manners;
    const character = this.#pattern[this.#at];
    if (character === '*') {
      this.#at++;
      return [0, Infinity];
    }
    if (this.#sees('+') || this.#sees('?')) {
      const isPlus = this.#sees('+');
      this.#skip();
      return isPlus ? [1, Infinity] : [0, 1];
    }
    if (!this.#sees('{') || dialect === 'awk') return undefined;
    const rest = this.#pattern.slice(this.#at + (extended ? 1 : 2)).join('');
    const close = extended ? '}' : '\\}';
    const end = rest.indexOf(close);
    const [, from, comma, to] = /^(\d*)(,?)(\d*)$/.exec(end < 0 ? rest : rest.slice(0, end)) ?? [];
    const isWell = from !== undefined && (from !== '' || comma === ',');
    if (end < 0 || !isWell) {
      if (extended && dialect === 'grep') return undefined;
      throw new RegexProblem(end < 0 && (isWell || rest === '') ? 'Unmatched \\{' : 'Invalid content of \\{\\}');
    }
    const min = from === '' ? 0 : Number(from);
    const max = comma === '' ? min : to === '' ? Infinity : Number(to);
    if (max < min) throw new RegexProblem('Invalid content of \\{\\}');
    if (min > MOST_REPETITIONS || (max !== Infinity && max > MOST_REPETITIONS))
      throw new RegexProblem('Regular expression too big');
    this.#at += (extended ? 1 : 2) + end + close.length;
    return [min, max];
  }
}

export const literal = (code: number, ignoreCase: boolean): Node => {
  const forms = ignoreCase ? caseForms(code) : [code];
  return { kind: 'set', set: forms.length === 1 ? (each) => each === code : (each) => forms.includes(each) };
};
