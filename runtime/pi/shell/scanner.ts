import type { Redirection } from './ast.ts';
import { SyntaxProblem } from './syntax-problem.ts';

/** Commands within commands: more than any person writes, fewer than the stack of a page can take. */
const DEEPEST = 150;

export interface Warning {
  readonly line: number;
  readonly text: string;
}

/** A place in a source text, moved on character by character. */
export class Scanner {
  /** More text may follow (at a prompt): what ends too early is asked for. */
  readonly open: boolean;
  /** Here-documents whose bodies lie behind the end of this line. */
  readonly expectedBodies: { readonly redirection: Redirection; readonly line: number }[] = [];
  /** Of here-documents that the end of the input cut short. */
  readonly warnings: Warning[] = [];
  readonly #nesting: { depth: number };
  /** What was tried without success, and how many characters were left. */
  readonly #inVain = new Set<string>();
  #text: string;
  #at = 0;
  #line = 1;

  constructor(text: string, firstLine = 1, open = false, around?: Scanner) {
    this.#text = text;
    this.open = open;
    this.#line = firstLine;
    this.#nesting = around === undefined ? { depth: 0 } : around.#nesting;
  }

  get text(): string {
    return this.#text;
  }

  get at(): number {
    return this.#at;
  }

  get line(): number {
    return this.#line;
  }

  get ended(): boolean {
    return this.#at >= this.#text.length;
  }

  /** Characters that are left: stays true of a place also when text is put in before it. */
  get left(): number {
    return this.#text.length - this.#at;
  }

  /** The character `ahead` of the place; '' behind the end. */
  peek(ahead = 0): string {
    return this.#text[this.#at + ahead] ?? '';
  }

  /** Takes one character; '' at the end. */
  next(): string {
    const character = this.#text[this.#at] ?? '';
    if (character !== '') this.#at++;
    if (character === '\n') this.#line++;
    return character;
  }

  startsWith(prefix: string): boolean {
    return this.#text.startsWith(prefix, this.#at);
  }

  skip(count: number): void {
    for (let i = 0; i < count; i++) this.next();
  }

  /** Takes `prefix` if it is next. */
  take(prefix: string): boolean {
    if (!this.startsWith(prefix)) return false;
    this.skip(prefix.length);
    return true;
  }

  /** Takes what matches a sticky (`y`) expression; '' if nothing does. */
  match(sticky: RegExp): string {
    sticky.lastIndex = this.#at;
    const found = sticky.exec(this.#text)?.[0] ?? '';
    this.skip(found.length);
    return found;
  }

  /** A backslash and a newline are nothing at all. @returns whether there was one */
  takeContinuation(): boolean {
    if (!this.take('\\\n')) return false;
    if (this.ended && this.open) throw SyntaxProblem.unfinished(this.#line);
    return true;
  }

  /**
   * Takes what `read` reads; if it finds nothing there (undefined), the place is as before. What was in vain
   * once is not tried again, or attempts within attempts would take for ever.
   */
  attempt<T>(kind: 'arithmetic' | 'assignment' | 'element' | 'parameter', read: () => T | undefined): T | undefined {
    const key = `${kind} ${this.left}`;
    if (this.#inVain.has(key)) return undefined;
    const [at, line] = [this.#at, this.#line];
    const result = read();
    if (result !== undefined) return result;
    this.#inVain.add(key);
    [this.#at, this.#line] = [at, line];
    return undefined;
  }

  /** Puts an alias's text in the place of the word that was just read, from `start` on. */
  replace(start: number, text: string): void {
    this.#text = this.#text.slice(0, start) + text + this.#text.slice(this.#at);
    this.#at = start;
  }

  /** @throws SyntaxProblem too many of them are open already */
  deeper<T>(read: () => T): T {
    if (this.#nesting.depth >= DEEPEST) throw SyntaxProblem.tooDeep(DEEPEST, this.#line);
    this.#nesting.depth++;
    try {
      return read();
    } finally {
      this.#nesting.depth--;
    }
  }
}
