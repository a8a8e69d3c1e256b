/**
 * Reads words: the part of the grammar that is about quotes and dollars (bash(1), QUOTING, EXPANSION).
 *
 *     a"b c"'d'\ e    one word
 *     $SYS/#          one word: a # inside a word begins no comment
 *     "it's           unfinished: at a prompt the next line belongs to it
 */
import type { List, ParameterOperator, Word, WordPart } from './ast.ts';
import { ansiC } from './ansi-c.ts';
import type { Scanner } from './scanner.ts';
import { SyntaxProblem } from './syntax-problem.ts';

/** Parses the commands of `$(`, up to its `)`; and a whole text, for backquotes. */
export interface SubstitutionParser {
  untilParenthesis(): List;
  whole(text: string, line: number): List;
}

/** Where a word stands: bare, in double quotes, in a here-document, in the braces of `${x:-…}`. */
type Place = 'bare' | 'double' | 'here' | 'brace' | 'double-brace';

const METACHARACTERS = ' \t\n|&;<>()';
const NAME = /[A-Za-z_][A-Za-z0-9_]*/y;
const BRACED_NAME = /[A-Za-z_][A-Za-z0-9_]*|[0-9]+|[?$!#@*-]/y;
const OPERATOR = /:?[-=?+]|##?|%%?/y;

export class WordReader {
  readonly #source: Scanner;
  readonly #substitution: SubstitutionParser;

  constructor(source: Scanner, substitution: SubstitutionParser) {
    this.#source = source;
    this.#substitution = substitution;
  }

  /** The word at this place, up to a metacharacter. */
  word(): Word {
    const start = this.#source.at;
    const parts = this.#parts('bare', (character) => METACHARACTERS.includes(character));
    return { parts, source: this.#source.text.slice(start, this.#source.at) };
  }

  /** The body of a here-document whose delimiter was not quoted, to the end of the text. */
  hereDocument(): Word {
    return { parts: this.#parts('here', () => false), source: this.#source.text };
  }

  #parts(place: Place, ends: (character: string) => boolean): WordPart[] {
    const source = this.#source;
    const parts: WordPart[] = [];
    let text = '';
    const flush = (): void => {
      if (text !== '') parts.push({ kind: 'text', text });
      text = '';
    };
    const add = (part: WordPart): void => {
      flush();
      parts.push(part);
    };
    const quotesAreText = place === 'double' || place === 'here' || place === 'double-brace';
    while (!source.ended && !ends(source.peek())) {
      const character = source.peek();
      if (character === '\\') {
        const escaped = this.#backslash(place);
        if (escaped !== undefined) add(escaped);
      } else if (character === "'" && !quotesAreText) {
        add({ kind: 'quoted', text: this.#singleQuoted() });
      } else if (character === '"' && place !== 'here') {
        add(this.#doubleQuoted());
      } else if (character === '$') {
        const part = this.#dollar(quotesAreText);
        if (part === undefined) text += source.next();
        else add(part);
      } else if (character === '`') {
        add(this.#backquoted(place === 'double'));
      } else {
        text += source.next();
      }
    }
    flush();
    return parts;
  }

  /** Bare, it quotes anything; in double quotes only what would be active there. */
  #backslash(place: Place): WordPart | undefined {
    const source = this.#source;
    if (source.takeContinuation()) return undefined;
    source.next();
    const active = place === 'here' ? '$`\\' : place === 'double' ? '$`"\\' : '$`"\\}';
    if ((place !== 'bare' && place !== 'brace' && !active.includes(source.peek())) || source.ended) {
      return { kind: 'quoted', text: '\\' };
    }
    return { kind: 'quoted', text: source.next() };
  }

  #singleQuoted(): string {
    const line = this.#source.line;
    this.#source.next();
    let text = '';
    while (this.#source.peek() !== "'") {
      if (this.#source.ended) throw SyntaxProblem.unfinished(line, "'");
      text += this.#source.next();
    }
    this.#source.next();
    return text;
  }

  #doubleQuoted(): WordPart {
    const line = this.#source.line;
    this.#source.next();
    const parts = this.#parts('double', (character) => character === '"');
    if (!this.#source.take('"')) throw SyntaxProblem.unfinished(line, '"');
    return { kind: 'double', parts };
  }

  /** undefined: a dollar that means itself. */
  #dollar(inQuotes: boolean): WordPart | undefined {
    const source = this.#source;
    const line = source.line;
    const after = source.peek(1);
    if (after === '(') {
      if (source.peek(2) === '(') throw SyntaxProblem.notYet('arithmetic, $((…)),', line);
      source.skip(2);
      return { kind: 'substitution', list: this.#substitution.untilParenthesis() };
    }
    if (after === '{') return this.#braced(inQuotes);
    if (after === "'" && !inQuotes) {
      source.next();
      return { kind: 'quoted', text: this.#ansiC() };
    }
    if (after === '"' && !inQuotes) {
      source.next();
      return this.#doubleQuoted();
    }
    if (/[A-Za-z_]/.test(after)) {
      source.next();
      return { kind: 'parameter', name: source.match(NAME) };
    }
    if (after !== '' && /[0-9?$!#@*-]/.test(after)) {
      source.next();
      return { kind: 'parameter', name: source.next() };
    }
    return undefined;
  }

  #ansiC(): string {
    const line = this.#source.line;
    this.#source.next();
    let text = '';
    while (this.#source.peek() !== "'") {
      if (this.#source.ended) throw SyntaxProblem.unfinished(line, "'");
      if (this.#source.peek() === '\\') text += this.#source.next();
      text += this.#source.next();
    }
    this.#source.next();
    return ansiC(text);
  }

  #braced(inQuotes: boolean): WordPart {
    const source = this.#source;
    const start = source.at;
    const line = source.line;
    source.skip(2);
    const length = source.peek() === '#' && source.peek(1) !== '}' && source.take('#');
    const name = source.match(BRACED_NAME);
    if (name !== '' && source.take('}')) return { kind: 'parameter', name, ...(length ? { length } : {}) };
    const unsupported = /[/^,@[]|:(?![-=?+])/y;
    if (name !== '' && !length && source.match(unsupported) !== '') {
      throw SyntaxProblem.notYet(`\${${name}${source.text[source.at - 1]}…}`, line);
    }
    if (source.peek() === '!') throw SyntaxProblem.notYet('${!name}', line);
    const operator = name === '' || length ? '' : source.match(OPERATOR);
    // In the pattern of # and % quotes count as always, whatever stands around the braces.
    const quoted = inQuotes && !/^[#%]/.test(operator);
    const parts = this.#parts(quoted ? 'double-brace' : 'brace', (character) => character === '}');
    if (!source.take('}')) throw SyntaxProblem.unfinished(line, '}');
    const written = source.text.slice(start, source.at);
    if (operator === '') return { kind: 'bad', source: written };
    return { kind: 'parameter', name, operator: operator as ParameterOperator, word: { parts, source: written } };
  }

  /** `…`: a backslash before $, ` and \ is taken away first; in double quotes before " too. */
  #backquoted(inQuotes: boolean): WordPart {
    const source = this.#source;
    const line = source.line;
    source.next();
    let text = '';
    while (source.peek() !== '`') {
      if (source.ended) throw SyntaxProblem.unfinished(line, '`');
      const next = source.peek(1);
      if (source.peek() === '\\' && next !== '' && (inQuotes ? '$`\\"' : '$`\\').includes(next)) source.next();
      text += source.next();
    }
    source.next();
    return { kind: 'substitution', list: this.#substitution.whole(text, line) };
  }
}

/** The text of a word in which nothing is quoted or expanded: a reserved word, a name. */
export const plainText = (word: Word): string | undefined => {
  const [only, ...others] = word.parts;
  return only?.kind === 'text' && others.length === 0 ? only.text : undefined;
};

/** A here-document's delimiter: its quotes removed, nothing expanded. */
export const delimiterOf = (word: Word): { text: string; quoted: boolean } => {
  const text = (parts: readonly WordPart[]): string =>
    parts
      .map((part) => {
        if (part.kind === 'text' || part.kind === 'quoted') return part.text;
        if (part.kind === 'double') return text(part.parts);
        return part.kind === 'parameter' ? `$${part.name}` : '';
      })
      .join('');
  return {
    text: text(word.parts),
    quoted: word.parts.some((part) => part.kind === 'quoted' || part.kind === 'double'),
  };
};
