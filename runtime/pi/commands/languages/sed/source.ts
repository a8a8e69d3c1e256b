/**
 * The text of a script, put together of all -e and -f, read character by character; it knows where it is,
 * as sed names places: `-e expression #1, char 5`, `file edit.sed line 2`.
 */
import { SedProblem } from './script.ts';

export interface ScriptPart {
  readonly text: string;
  /** Absent: of -e, or of the command line. */
  readonly file?: string;
}

export class Source {
  readonly #characters: readonly string[];
  readonly #starts: { readonly at: number; readonly part: ScriptPart; readonly number: number }[] = [];
  at = 0;

  constructor(parts: readonly ScriptPart[]) {
    const characters: string[] = [];
    let number = 0;
    for (const [index, part] of parts.entries()) {
      if (index > 0) characters.push('\n');
      this.#starts.push({ at: characters.length, part, number: part.file === undefined ? ++number : number });
      characters.push(...part.text);
    }
    this.#characters = characters;
  }

  /** @returns undefined at the end, as often as asked */
  next(): string | undefined {
    const character = this.#characters[this.at];
    if (character !== undefined) this.at++;
    return character;
  }

  peek(ahead = 0): string | undefined {
    return this.#characters[this.at + ahead];
  }

  /** Skips blanks, and takes what comes then. */
  nextVisible(): string | undefined {
    this.skipBlanks();
    return this.next();
  }

  skipBlanks(): void {
    while (this.peek() === ' ' || this.peek() === '\t') this.at++;
  }

  skipSpace(): void {
    while (/^\s$/.test(this.peek() ?? '')) this.at++;
  }

  number(): number {
    let digits = '';
    while (/^\d$/.test(this.peek() ?? '')) digits += this.next();
    return Number(digits);
  }

  /** @param at which character is named; absent: the last one read */
  problem(message: string, at?: number): SedProblem {
    const here = this.#starts.findLast((start) => start.at <= Math.max(0, this.at - 1)) ?? this.#starts[0];
    if (here === undefined) return new SedProblem(message);
    const { part } = here;
    if (part.file === undefined)
      return new SedProblem(`-e expression #${here.number}, char ${at ?? this.at - here.at}: ${message}`);
    const line = this.#characters.slice(here.at, this.at).filter((character) => character === '\n').length;
    return new SedProblem(`file ${part.file} line ${line + 1}: ${message}`);
  }
}
