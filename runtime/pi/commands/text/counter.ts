import { textWidth } from '../../tty/width.ts';
import { isSpace, NEWLINE } from './lines.ts';
import { Utf8Reader } from './utf8-reader.ts';

export interface Counts {
  lines: number;
  words: number;
  chars: number;
  bytes: number;
  longest: number;
}

const UNPRINTABLE = /[\p{Cc}\p{Cn}\p{Cs}]/u;
/** iswspace(3), without the blanks that do not break. */
const WIDE_SPACE = /[\u1680\u2000-\u2006\u2008-\u200a\u2028\u2029\u205f\u3000]/;

/** Counts as wc(1) does: a word is what has a printable character in it; stray bytes are no characters. */
export class Counter {
  readonly #isText: boolean;
  readonly #reader = new Utf8Reader();
  #lines = 0;
  #words = 0;
  #chars = 0;
  #bytes = 0;
  #longest = 0;
  #column = 0;
  #inWord = false;

  /** @param isText whether more than lines and bytes is asked for: that takes longer */
  constructor(isText: boolean) {
    this.#isText = isText;
  }

  add(block: Uint8Array): void {
    this.#bytes += block.length;
    if (this.#isText) return this.#reader.read(block, (code) => this.#character(code));
    for (let at = block.indexOf(NEWLINE); at >= 0; at = block.indexOf(NEWLINE, at + 1)) this.#lines++;
  }

  counts(): Counts {
    return {
      lines: this.#lines,
      words: this.#words + (this.#inWord ? 1 : 0),
      chars: this.#chars,
      bytes: this.#bytes,
      longest: Math.max(this.#longest, this.#column),
    };
  }

  #character(code: number): void {
    if (code < 0) return; // A stray byte.
    this.#chars++;
    if (code < 0x80) {
      if (isSpace(code)) this.#space(code);
      else if (code > 0x20 && code < 0x7f) {
        this.#column++;
        this.#inWord = true;
      }
      return;
    }
    const character = String.fromCodePoint(code);
    if (UNPRINTABLE.test(character)) return;
    this.#column += textWidth(character);
    if (WIDE_SPACE.test(character)) this.#endWord();
    else this.#inWord = true;
  }

  #space(code: number): void {
    this.#endWord();
    if (code === NEWLINE) this.#lines++;
    if (code === 0x09) this.#column += 8 - (this.#column % 8);
    else if (code === 0x20) this.#column++;
    else if (code !== 0x0b) {
      this.#longest = Math.max(this.#longest, this.#column);
      this.#column = 0;
    }
  }

  #endWord(): void {
    if (this.#inWord) this.#words++;
    this.#inWord = false;
  }
}
