/**
 * Reads words: the part of the grammar that is about quotes and dollars (bash(1), QUOTING, EXPANSION).
 *
 *     a"b c"'d'\ e    one word
 *     $SYS/#          one word: a # inside a word begins no comment
 *     "it's           unfinished: at a prompt the next line belongs to it
 */
import type { List, Word, WordPart } from './ast.ts';
import { ansiC } from './ansi-c.ts';
import { readAssignment } from './assignment-reader.ts';
import { readParameter } from './parameter-reader.ts';
import type { Scanner } from './scanner.ts';
import { SyntaxProblem } from './syntax-problem.ts';

/** Parses the commands of `$(`, up to its `)`; and a whole text, for backquotes. */
export interface SubstitutionParser {
  untilParenthesis(): List;
  whole(text: string, line: number): List;
}

/**
 * Where a word stands: bare, in double quotes, in a here-document, in the braces of `${x:-…}` (bare or in
 * double quotes), in arithmetic, behind `=~`.
 */
export type Place = 'bare' | 'double' | 'here' | 'brace' | 'double-brace' | 'arithmetic' | 'regex';

export interface WordSetting {
  /** `name=value` and `name=(…)` may stand here. */
  readonly assignment?: boolean;
  /** `@(a|b)` is a pattern, its bars and parentheses part of the word. */
  readonly extglob?: boolean;
}

const METACHARACTERS = ' \t\n|&;<>()';
const NAME = /[A-Za-z_][A-Za-z0-9_]*/y;
/** In these a single quote is a character like any other. */
const QUOTES_ARE_TEXT: ReadonlySet<Place> = new Set(['double', 'here', 'double-brace', 'arithmetic']);
/** What a backslash takes the meaning from, where it does not from everything. */
const ESCAPED: Readonly<Partial<Record<Place, string>>> = {
  here: '$`\\',
  double: '$`"\\',
  'double-brace': '$`"\\}',
  arithmetic: '$`"\\',
};

export class WordReader {
  readonly source: Scanner;
  readonly #substitution: SubstitutionParser;
  #extglob = false;

  constructor(source: Scanner, substitution: SubstitutionParser) {
    this.source = source;
    this.#substitution = substitution;
  }

  /** The word at this place, up to a metacharacter. */
  word({ assignment = false, extglob = false }: WordSetting = {}): Word {
    const start = this.source.at;
    this.#extglob = extglob;
    const assigned = assignment ? readAssignment(this) : undefined;
    if (assigned !== undefined) return assigned;
    const parts = this.bareParts();
    return { parts, source: this.source.text.slice(start, this.source.at) };
  }

  bareParts(): WordPart[] {
    return this.parts('bare', (character) => METACHARACTERS.includes(character));
  }

  /** A regular expression behind `=~`: parentheses and bars are part of it. */
  regularExpression(): Word {
    let depth = 0;
    return this.wordOf('regex', (character) => {
      if (character === '(') depth++;
      else if (character === ')') return depth-- === 0;
      return depth === 0 && ' \t\n&;<>'.includes(character);
    });
  }

  /** The body of a here-document whose delimiter was not quoted, to the end of the text. */
  hereDocument(): Word {
    return this.wordOf('here', () => false);
  }

  wordOf(place: Place, ends: (character: string) => boolean): Word {
    const start = this.source.at;
    const parts = this.parts(place, ends);
    return { parts, source: this.source.text.slice(start, this.source.at) };
  }

  /** @param ends asked of each character that stands for itself, once */
  parts(place: Place, ends: (character: string) => boolean): WordPart[] {
    const { source } = this;
    const parts: WordPart[] = [];
    let text = '';
    /** Parentheses of `@(…)` that are open. */
    let patterns = 0;
    const add = (part: WordPart): void => {
      if (text !== '') parts.push({ kind: 'text', text });
      text = '';
      parts.push(part);
    };
    const quotesAreText = QUOTES_ARE_TEXT.has(place);
    while (!source.ended) {
      const character = source.peek();
      if (character === '\\') {
        const escaped = this.#backslash(place);
        if (escaped !== undefined) add(escaped);
      } else if (character === "'" && !quotesAreText) {
        add({ kind: 'quoted', text: this.#singleQuoted() });
      } else if (character === '"' && place !== 'here' && !(place === 'double' && ends('"'))) {
        add(this.#doubleQuoted());
      } else if (character === '$') {
        const part = this.#dollar(quotesAreText, place);
        if (part === undefined) text += source.next();
        else add(part);
      } else if (character === '`') {
        add(this.#backquoted(place === 'double'));
      } else if (place === 'bare' && (source.startsWith('<(') || source.startsWith('>(')) && patterns === 0) {
        add(this.#process());
      } else if (place === 'bare' && this.#extglob && '?*+@!'.includes(character) && source.peek(1) === '(') {
        text += source.next() + source.next();
        patterns++;
      } else if (patterns > 0) {
        if (character === '(') patterns++;
        else if (character === ')') patterns--;
        text += source.next();
      } else if (ends(character)) {
        break;
      } else {
        text += source.next();
      }
    }
    if (patterns > 0) throw SyntaxProblem.unfinished(source.line, ')');
    if (text !== '') parts.push({ kind: 'text', text });
    return parts;
  }

  /**
   * What stands between two parentheses of arithmetic; the place is behind the first one.
   * @returns undefined if the parentheses do not close together: then they are subshells
   */
  arithmetic(): Word | undefined {
    const { source } = this;
    const { line } = source;
    const expression = this.#balanced('(', ')');
    if (source.ended) throw SyntaxProblem.unfinished(line, ')');
    return source.take('))') ? expression : undefined;
  }

  /** One of the three expressions of `for ((…;…;…))`: up to a `;`, or to the `))`. */
  arithmeticUntilSemicolon(): Word {
    return this.#balanced('(', ')', ';');
  }

  /** Up to the `]` that closes a subscript; the place is behind its `[`. The `]` is taken. */
  subscript(place: 'brace' | 'arithmetic' = 'brace'): Word | undefined {
    const word = this.#balanced('[', ']', undefined, place);
    return this.source.take(']') ? word : undefined;
  }

  #balanced(open: string, close: string, separator?: string, place: Place = 'arithmetic'): Word {
    let depth = 0;
    return this.wordOf(place, (character) => {
      if (character === open) depth++;
      else if (character === close) return depth-- === 0;
      return depth === 0 && character === separator;
    });
  }

  /** Bare, it quotes anything; in double quotes only what would be active there. */
  #backslash(place: Place): WordPart | undefined {
    const { source } = this;
    if (source.takeContinuation()) return undefined;
    source.next();
    const escaped = ESCAPED[place];
    if ((escaped !== undefined && !escaped.includes(source.peek())) || source.ended) {
      return { kind: 'quoted', text: '\\' };
    }
    return { kind: 'quoted', text: source.next() };
  }

  #singleQuoted(): string {
    const { source } = this;
    const { line } = source;
    source.next();
    const text = source.match(/[^']*/y);
    if (!source.take("'")) throw SyntaxProblem.unfinished(line, "'");
    return text;
  }

  #doubleQuoted(): WordPart {
    const { source } = this;
    const { line } = source;
    source.next();
    const parts = source.deeper(() => this.parts('double', (character) => character === '"'));
    if (!source.take('"')) throw SyntaxProblem.unfinished(line, '"');
    return { kind: 'double', parts };
  }

  /** undefined: a dollar that means itself. */
  #dollar(inQuotes: boolean, place: Place): WordPart | undefined {
    const { source } = this;
    const after = source.peek(1);
    if (after === '(') return this.#dollarParenthesis();
    if (after === '{') return source.deeper(() => readParameter(this, inQuotes));
    if (after === '[') {
      const { line } = source;
      source.skip(2);
      const expression = this.subscript('arithmetic');
      if (expression === undefined) throw SyntaxProblem.unfinished(line, ']');
      return { kind: 'arithmetic', expression };
    }
    if (after === "'" && !inQuotes) {
      source.next();
      return { kind: 'quoted', text: this.#ansiC() };
    }
    if (after === '"' && (!inQuotes || place === 'arithmetic')) {
      source.next();
      return this.#doubleQuoted();
    }
    if (/[A-Za-z_]/.test(after)) {
      source.next();
      return { kind: 'parameter', name: source.match(NAME), bare: true };
    }
    if (after !== '' && /[0-9?$!#@*-]/.test(after)) {
      source.next();
      return { kind: 'parameter', name: source.next(), bare: true };
    }
    return undefined;
  }

  #dollarParenthesis(): WordPart {
    const { source } = this;
    const { line } = source;
    const doubled = source.peek(2) === '(';
    if (doubled) {
      const expression = source.attempt('arithmetic', () => {
        source.skip(3);
        return source.deeper(() => this.arithmetic());
      });
      if (expression !== undefined) return { kind: 'arithmetic', expression };
    }
    source.skip(2);
    try {
      return { kind: 'substitution', list: this.#substitution.untilParenthesis() };
    } catch (error) {
      // What looked like arithmetic is missed where it began.
      const missed = doubled && error instanceof SyntaxProblem && error.kind === 'unfinished';
      throw missed ? SyntaxProblem.unfinished(line, ')') : error;
    }
  }

  #process(): WordPart {
    const direction = this.source.next() as '<' | '>';
    this.source.next();
    return { kind: 'process', direction, list: this.#substitution.untilParenthesis() };
  }

  #ansiC(): string {
    const { source } = this;
    const { line } = source;
    source.next();
    const text = source.match(/(?:[^'\\]|\\[^])*/y);
    if (!source.take("'")) throw SyntaxProblem.unfinished(line, "'");
    return ansiC(text);
  }

  /** `…`: a backslash before $, ` and \ is taken away first; in double quotes before " too. */
  #backquoted(inQuotes: boolean): WordPart {
    const { source } = this;
    const { line } = source;
    source.next();
    let text = '';
    while (source.peek() !== '`') {
      if (source.ended) throw SyntaxProblem.unfinished(line, '`');
      const next = source.peek(1);
      if (source.peek() === '\\' && next !== '' && (inQuotes ? '$`\\"' : '$`\\').includes(next)) source.next();
      text += source.next();
    }
    source.next();
    return { kind: 'substitution', list: source.deeper(() => this.#substitution.whole(text, line)) };
  }
}

/** The text of a word in which nothing is quoted or expanded: a reserved word, a name. */
export const plainText = (word: Word): string | undefined => {
  const [only, ...others] = word.parts;
  return only?.kind === 'text' && others.length === 0 ? only.text : undefined;
};

/** A here-document's delimiter: its quotes removed, nothing expanded. */
export const delimiterOf = (word: Word): { text: string; quoted: boolean } => {
  const quoted = word.parts.some((part) => part.kind === 'quoted' || part.kind === 'double');
  const text = (parts: readonly WordPart[]): string =>
    parts
      .map((part) => {
        if (part.kind === 'text' || part.kind === 'quoted') return part.text;
        if (part.kind === 'double') return text(part.parts);
        return part.kind === 'parameter' ? `$${part.name}` : '';
      })
      .join('');
  return { text: quoted ? text(word.parts) : word.source, quoted };
};
