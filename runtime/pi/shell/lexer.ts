/**
 * Cuts a source text into tokens: words, operators, newlines (bash(1), DEFINITIONS).
 *
 *     -t # -v        a # where a word would begin starts a comment: one word, `-t`
 *     $SYS/#         inside a word it is a # like any other
 *     2>&1           a number right before < or > names a descriptor; in `echo 2 >f` the 2 is a word
 *
 * Bodies of here-documents lie behind the newline that ends their line; the lexer reads them there.
 */
import type { Redirection, Word } from './ast.ts';
import { Scanner } from './scanner.ts';
import { SyntaxProblem } from './syntax-problem.ts';
import { delimiterOf, WordReader } from './word-reader.ts';
import type { SubstitutionParser } from './word-reader.ts';

/** Longest first. */
// prettier-ignore
const OPERATORS = [
  '&>>', '<<<', '<<-', ';;&',
  '&&', '||', ';;', ';&', '|&', '&>', '>>', '>|', '>&', '<<', '<&', '<>',
  '|', '&', ';', '(', ')', '<', '>',
] as const;
export type Operator = (typeof OPERATORS)[number];

export type Token =
  | { readonly kind: 'word'; readonly word: Word; readonly line: number }
  /** Digits right before a redirection. */
  | { readonly kind: 'number'; readonly value: number; readonly line: number }
  | { readonly kind: 'operator'; readonly text: Operator; readonly line: number }
  | { readonly kind: 'newline' | 'end'; readonly line: number };

/** As bash's messages name it. */
export const tokenText = (token: Token): string => {
  if (token.kind === 'word') return token.word.source;
  if (token.kind === 'operator') return token.text;
  return token.kind === 'number' ? String(token.value) : 'newline';
};

export interface Warning {
  readonly line: number;
  readonly text: string;
}

export class Lexer {
  readonly #source: Scanner;
  readonly #words: WordReader;
  readonly #pending: { redirection: Redirection; line: number }[] = [];
  /** Of here-documents that the end of the input cut short. */
  readonly warnings: Warning[] = [];

  readonly #substitutionsOf: (source: Scanner) => SubstitutionParser;

  /** @param substitutionsOf parses the commands in a $(…) of a source: the parser's business */
  constructor(source: Scanner, substitutionsOf: (source: Scanner) => SubstitutionParser) {
    this.#source = source;
    this.#substitutionsOf = substitutionsOf;
    this.#words = new WordReader(source, substitutionsOf(source));
  }

  /** What stands right behind the last token. */
  get follows(): string {
    return this.#source.peek();
  }

  get line(): number {
    return this.#source.line;
  }

  /** Takes note that the body of `redirection` follows behind this line. */
  expectBody(redirection: Redirection): void {
    this.#pending.push({ redirection, line: this.#source.line });
  }

  next(): Token {
    const source = this.#source;
    this.#blanks();
    const line = source.line;
    if (source.ended) {
      this.#bodies();
      return { kind: 'end', line };
    }
    if (source.take('\n')) {
      this.#bodies();
      return { kind: 'newline', line };
    }
    const number = source.match(/[0-9]+(?=[<>])/y);
    if (number !== '') return { kind: 'number', value: Number(number), line };
    if (source.startsWith('<(') || source.startsWith('>(')) {
      throw SyntaxProblem.notYet(`process substitution, ${source.peek()}(…),`, line);
    }
    const operator = OPERATORS.find((text) => source.startsWith(text));
    if (operator === undefined) return { kind: 'word', word: this.#words.word(), line };
    source.skip(operator.length);
    return { kind: 'operator', text: operator, line };
  }

  #blanks(): void {
    do this.#source.match(/[ \t]+/y);
    while (this.#source.takeContinuation());
    if (this.#source.peek() === '#') this.#source.match(/[^\n]*/y);
  }

  #bodies(): void {
    for (const { redirection, line } of this.#pending.splice(0)) redirection.body = this.#body(redirection, line);
  }

  #body(redirection: Redirection, line: number): Word {
    const source = this.#source;
    const delimiter = delimiterOf(redirection.target);
    let text = '';
    for (;;) {
      if (source.ended) {
        if (source.open) throw SyntaxProblem.unfinished(source.line);
        const missing = `here-document at line ${line} delimited by end-of-file (wanted \`${delimiter.text}')`;
        this.warnings.push({ line: source.line - 1, text: missing });
        break;
      }
      let row = source.match(/[^\n]*/y);
      if (redirection.operator === '<<-') row = row.replace(/^\t+/, '');
      source.take('\n');
      if (row === delimiter.text) break;
      text += `${row}\n`;
    }
    if (delimiter.quoted) return { parts: text === '' ? [] : [{ kind: 'quoted', text }], source: text };
    const body = new Scanner(text, line + 1);
    return new WordReader(body, this.#substitutionsOf(body)).hereDocument();
  }
}
