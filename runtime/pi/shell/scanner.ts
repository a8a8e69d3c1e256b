import { SyntaxProblem } from './syntax-problem.ts';

/** A place in a source text, moved on character by character. */
export class Scanner {
  readonly text: string;
  /** More text may follow (at a prompt): what ends too early is asked for. */
  readonly open: boolean;
  #at = 0;
  #line = 1;

  constructor(text: string, firstLine = 1, open = false) {
    this.text = text;
    this.open = open;
    this.#line = firstLine;
  }

  get at(): number {
    return this.#at;
  }

  get line(): number {
    return this.#line;
  }

  get ended(): boolean {
    return this.#at >= this.text.length;
  }

  /** The character `ahead` of the place; '' behind the end. */
  peek(ahead = 0): string {
    return this.text[this.#at + ahead] ?? '';
  }

  /** Takes one character; '' at the end. */
  next(): string {
    const character = this.text[this.#at] ?? '';
    if (character !== '') this.#at++;
    if (character === '\n') this.#line++;
    return character;
  }

  startsWith(prefix: string): boolean {
    return this.text.startsWith(prefix, this.#at);
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
    const found = sticky.exec(this.text)?.[0] ?? '';
    this.skip(found.length);
    return found;
  }

  /** A backslash and a newline are nothing at all. @returns whether there was one */
  takeContinuation(): boolean {
    if (!this.take('\\\n')) return false;
    if (this.ended && this.open) throw SyntaxProblem.unfinished(this.#line);
    return true;
  }
}
