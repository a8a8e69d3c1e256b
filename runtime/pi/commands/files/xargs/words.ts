/**
 * The words that xargs(1) reads.
 *
 *     a 'b c' "d e" f\ g     a, b c, d e, f g
 *     a,b                    with -d, : a, b⏎
 */
import type { Input } from '../../../process.ts';

export interface Word {
  readonly text: string;
  /** It is the last one of its line. */
  readonly endsLine: boolean;
}

/** A quote that its line does not close. */
export class UnmatchedQuote extends Error {
  override readonly name = 'UnmatchedQuote';
  readonly kind: 'single' | 'double';

  constructor(kind: 'single' | 'double') {
    super(`unmatched ${kind} quote`);
    this.kind = kind;
  }
}

export interface WordOptions {
  /** The byte that ends each word; absent: blanks, newlines and quotes. */
  readonly delimiter: number | undefined;
  /** A word is a line (-I). */
  readonly wholeLines: boolean;
}

const NEWLINE = 0x0a;
const QUOTES: Readonly<Record<number, 'single' | 'double'>> = { 0x27: 'single', 0x22: 'double' };
const BACKSLASH = 0x5c;
const isBlank = (byte: number): boolean => byte === 0x20 || byte === 0x09;
const isSpace = (byte: number): boolean => isBlank(byte) || (byte >= 0x0a && byte <= 0x0d);

export class WordReader {
  readonly #input: Pick<Input, 'read'>;
  readonly #options: WordOptions;
  #block: Uint8Array = new Uint8Array(0);
  #at = 0;
  #isOver = false;

  constructor(input: Pick<Input, 'read'>, options: WordOptions) {
    this.#input = input;
    this.#options = options;
  }

  /** @returns null at the end. @throws UnmatchedQuote */
  async next(): Promise<Word | null> {
    return this.#options.delimiter === undefined ? this.#quoted() : this.#delimited(this.#options.delimiter);
  }

  async #byte(): Promise<number | undefined> {
    while (this.#at >= this.#block.length) {
      if (this.#isOver) return undefined;
      const block = await this.#input.read();
      if (block === null) {
        this.#isOver = true;
        return undefined;
      }
      this.#block = block;
      this.#at = 0;
    }
    return this.#block[this.#at++];
  }

  async #delimited(delimiter: number): Promise<Word | null> {
    const bytes: number[] = [];
    for (let byte = await this.#byte(); byte !== delimiter; byte = await this.#byte()) {
      if (byte === undefined) {
        if (bytes.length === 0) return null;
        break;
      }
      bytes.push(byte);
    }
    return { text: textOf(bytes), endsLine: true };
  }

  async #quoted(): Promise<Word | null> {
    const { wholeLines } = this.#options;
    const bytes: number[] = [];
    let hasBegun = false;
    let quote: number | undefined;
    let last = 0;
    for (;;) {
      const byte = await this.#byte();
      if (byte === undefined || (byte === NEWLINE && quote !== undefined)) {
        if (quote !== undefined) throw new UnmatchedQuote(QUOTES[quote] ?? 'single');
        return hasBegun ? { text: textOf(bytes), endsLine: true } : null;
      }
      const before = last;
      last = byte;
      if (quote !== undefined) {
        if (byte === quote) quote = undefined;
        else bytes.push(byte);
      } else if (byte === BACKSLASH) {
        const next = await this.#byte();
        if (next === undefined) return { text: textOf([...bytes, BACKSLASH]), endsLine: true };
        bytes.push(next);
        hasBegun = true;
      } else if (QUOTES[byte] !== undefined) {
        quote = byte;
        hasBegun = true;
      } else if (byte === NEWLINE) {
        // A blank at the end of a line joins the next line to it (-L).
        if (hasBegun) return { text: textOf(bytes), endsLine: !isBlank(before) };
      } else if (isSpace(byte) && !(wholeLines && hasBegun)) {
        if (hasBegun) return { text: textOf(bytes), endsLine: await this.#lineEnds() };
      } else {
        bytes.push(byte);
        hasBegun = true;
      }
    }
  }

  /** After a blank: whether nothing but the end of the input follows. */
  async #lineEnds(): Promise<boolean> {
    for (;;) {
      const byte = await this.#byte();
      if (byte === undefined) return true;
      if (byte === NEWLINE) return false;
      if (isBlank(byte)) continue;
      this.#at -= 1;
      return false;
    }
  }
}

const textOf = (bytes: readonly number[]): string => new TextDecoder().decode(Uint8Array.from(bytes));
