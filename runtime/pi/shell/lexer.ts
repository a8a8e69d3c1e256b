/**
 * Cuts a source text into tokens: words, operators, newlines (bash(1), DEFINITIONS).
 *
 *     -t # -v        a # where a word would begin starts a comment: one word, `-t`
 *     $SYS/#         inside a word it is a # like any other
 *     2>&1           a number right before < or > names a descriptor; in `echo 2 >f` the 2 is a word
 *     {log}>f        so does a name in braces: the shell chooses the number
 *
 * Bodies of here-documents lie behind the newline that ends their line; the lexer reads them there.
 */
import type { Redirection, Word } from './ast.ts';
import { Scanner } from './scanner.ts';
import { SyntaxProblem } from './syntax-problem.ts';
import { delimiterOf, WordReader } from './word-reader.ts';
import type { SubstitutionParser, WordSetting } from './word-reader.ts';

/** Longest first. */
// prettier-ignore
const OPERATORS = [
  '&>>', '<<<', '<<-', ';;&',
  '&&', '||', ';;', ';&', '|&', '&>', '>>', '>|', '>&', '<<', '<&', '<>',
  '|', '&', ';', '(', ')', '<', '>',
] as const;
export type Operator = (typeof OPERATORS)[number];

/** Between `[[` and `]]`. */
const CONDITIONAL_OPERATORS = ['&&', '||', '(', ')', '<', '>', ';', '&', '|'] as const satisfies readonly Operator[];

interface TokenBase {
  readonly line: number;
  /** Characters from its beginning to the end of the text. */
  readonly left: number;
}

export type Token = TokenBase &
  (
    | { readonly kind: 'word'; readonly word: Word }
    /** Digits right before a redirection. */
    | { readonly kind: 'number'; readonly value: number }
    /** `{name}` right before a redirection. */
    | { readonly kind: 'variable'; readonly name: string }
    | { readonly kind: 'operator'; readonly text: Operator }
    | { readonly kind: 'newline' | 'end' }
  );

/** As bash's messages name it. */
export const tokenText = (token: Token): string => {
  if (token.kind === 'word') return token.word.source;
  if (token.kind === 'operator') return token.text;
  if (token.kind === 'variable') return `{${token.name}}`;
  return token.kind === 'number' ? String(token.value) : 'newline';
};

export interface TokenSetting extends WordSetting {
  /** Inside `[[ … ]]`: `<` and `>` compare, and no number names a descriptor. */
  readonly conditional?: boolean;
}

export class Lexer {
  readonly #source: Scanner;
  readonly words: WordReader;
  readonly #substitutionsOf: (source: Scanner) => SubstitutionParser;

  /** @param substitutionsOf parses the commands in a $(…) of a source: the parser's business */
  constructor(source: Scanner, substitutionsOf: (source: Scanner) => SubstitutionParser) {
    this.#source = source;
    this.#substitutionsOf = substitutionsOf;
    this.words = new WordReader(source, substitutionsOf(source));
  }

  get source(): Scanner {
    return this.#source;
  }

  /** Takes note that the body of `redirection` follows behind this line. */
  expectBody(redirection: Redirection): void {
    this.#source.expectedBodies.push({ redirection, line: this.#source.line });
  }

  next(setting: TokenSetting = {}): Token {
    const source = this.#source;
    this.blanks();
    const { line, left } = source;
    if (source.ended) {
      this.#bodies();
      return { kind: 'end', line, left };
    }
    if (source.take('\n')) {
      this.#bodies();
      return { kind: 'newline', line, left };
    }
    if (setting.conditional !== true) {
      const number = source.match(/[0-9]+(?=[<>])/y);
      if (number !== '') return { kind: 'number', value: Number(number), line, left };
      const variable = source.match(/\{[A-Za-z_][A-Za-z0-9_]*\}(?=[<>])/y);
      if (variable !== '') return { kind: 'variable', name: variable.slice(1, -1), line, left };
    }
    const process = source.startsWith('<(') || source.startsWith('>(');
    const operators = setting.conditional === true ? CONDITIONAL_OPERATORS : OPERATORS;
    const operator = process ? undefined : operators.find((text) => source.startsWith(text));
    if (operator === undefined) return { kind: 'word', word: this.words.word(setting), line, left };
    source.skip(operator.length);
    return { kind: 'operator', text: operator, line, left };
  }

  /** Passes over blanks and a comment. */
  blanks(): void {
    do this.#source.match(/[ \t]+/y);
    while (this.#source.takeContinuation());
    if (this.#source.peek() === '#') this.#source.match(/[^\n]*/y);
  }

  #bodies(): void {
    for (const { redirection, line } of this.#source.expectedBodies.splice(0))
      redirection.body = this.#body(redirection, line);
  }

  #body(redirection: Redirection, line: number): Word {
    const source = this.#source;
    const delimiter = delimiterOf(redirection.target);
    let text = '';
    for (;;) {
      if (source.ended) {
        if (source.open) throw SyntaxProblem.unfinished(source.line);
        const missing = `here-document at line ${line} delimited by end-of-file (wanted \`${delimiter.text}')`;
        source.warnings.push({ line: source.line - 1, text: missing });
        break;
      }
      let row = source.match(/[^\n]*/y);
      if (redirection.operator === '<<-') row = row.replace(/^\t+/, '');
      source.take('\n');
      if (row === delimiter.text) break;
      text += `${row}\n`;
    }
    if (delimiter.quoted) return { parts: text === '' ? [] : [{ kind: 'quoted', text }], source: text };
    const body = new Scanner(text, line + 1, false, source);
    return new WordReader(body, this.#substitutionsOf(body)).hereDocument();
  }
}
