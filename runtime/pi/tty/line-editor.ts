/**
 * The kernel's own line editing (termios(3), canonical mode): what a program like `cat` gets that
 * does no editing itself. Backspace takes the last character, ^W the last word, ^U everything, ^R shows
 * the line anew, ^V takes the next key as it is, and the line goes to the reader with Enter or ^D.
 *
 * It returns what is to be echoed, so that the screen shows what the line holds: a wide character
 * is rubbed out in two columns, a control character, shown as `^A`, likewise.
 */
import { characterWidth } from './width.ts';

/** N_TTY_BUF_SIZE less the newline: what does not fit is refused with a bell. */
const MAX_BYTES = 4_095;
const TAB = 8;
const encoder = new TextEncoder();

export interface Edit {
  readonly echo: string;
  /** A whole line for the reader; empty after ^D alone, which is the end of the input. */
  readonly line?: Uint8Array;
}

export class LineEditor {
  #characters: string[] = [];
  #bytes = 0;
  #isLiteral = false;

  /** ^V was typed: the next key means nothing but itself. */
  get isLiteral(): boolean {
    return this.#isLiteral;
  }

  /** @param character one code point, carriage return already a newline */
  key(character: string): Edit {
    if (this.#isLiteral) {
      this.#isLiteral = false;
      return this.#insert(character);
    }
    switch (character) {
      case '\x16':
        this.#isLiteral = true;
        // The key that comes is drawn over it.
        return { echo: '^\b' };
      case '\x12':
        return { echo: `^R\n${this.#characters.map(shown).join('')}` };
      case '\x7f':
      case '\b':
        return { echo: this.#erase() };
      case '\x15':
        return { echo: this.#eraseWhile(() => true) };
      case '\x17': {
        const between = this.#eraseWhile((last) => !isWord(last));
        return { echo: between + this.#eraseWhile(isWord) };
      }
      case '\x04':
        return { echo: '', line: this.take() };
      case '\n':
        this.#characters.push('\n');
        return { echo: '\n', line: this.take() };
      default:
        return this.#insert(character);
    }
  }

  /** Empties the line. @returns what was in it */
  take(): Uint8Array {
    const line = encoder.encode(this.#characters.join(''));
    this.#characters = [];
    this.#bytes = 0;
    this.#isLiteral = false;
    return line;
  }

  #insert(character: string): Edit {
    const length = encoder.encode(character).length;
    if (this.#bytes + length > MAX_BYTES) return { echo: '\x07' };
    this.#characters.push(character);
    this.#bytes += length;
    return { echo: shown(character) };
  }

  #eraseWhile(matches: (last: string) => boolean): string {
    let echo = '';
    for (let last = this.#characters.at(-1); last !== undefined && matches(last); last = this.#characters.at(-1))
      echo += this.#erase();
    return echo;
  }

  /** The last character with the marks that sit on it. */
  #erase(): string {
    const before = this.#column();
    let last: string | undefined;
    do {
      last = this.#characters.pop();
      if (last === undefined) return '';
      this.#bytes -= encoder.encode(last).length;
    } while (shown(last) === last && last !== '\t' && characterWidth(last) === 0);
    return '\b \b'.repeat(before - this.#column());
  }

  /** Where the cursor is, counted from where the line began: tabs are taken to begin there too. */
  #column(): number {
    let column = 0;
    for (const character of this.#characters) {
      if (character === '\t') column += TAB - (column % TAB);
      else for (const part of shown(character)) column += characterWidth(part);
    }
    return column;
  }
}

/** n_tty(4) of Linux: letters, digits, `_`; of other alphabets, everything. */
const isWord = (character: string): boolean => /^[\w\u0080-\u{10ffff}]$/u.test(character);

/** ECHOCTL: control characters are echoed as `^A`, except tab and newline. */
export const shown = (character: string): string => {
  const code = character.charCodeAt(0);
  if (code === 0x7f) return '^?';
  return code < 0x20 && character !== '\t' && character !== '\n' ? `^${String.fromCharCode(code + 0x40)}` : character;
};
