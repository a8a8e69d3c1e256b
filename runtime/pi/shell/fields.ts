/**
 * Collects the fields that one word becomes (bash(1), Word Splitting). Every character is known to be
 * quoted or not: the unquoted ones of an expansion split fields, and unquoted `*?[` make a pattern.
 *
 *     x="a b"   $x → two fields     "$x" → one     $x$x → `a`, `ba`, `b`
 *     x=        $x → none           "$x" → one, empty
 */
import { quotePattern } from './pattern.ts';

export interface Field {
  readonly text: string;
  /** The same with everything quoted in it made literal: for pathname expansion. */
  readonly pattern: string;
}

export class Fields {
  readonly #done: Field[] = [];
  #text = '';
  #pattern = '';
  /** Something stands in the current field, if only a pair of quotes. */
  #begun = false;
  /** Blanks ended the last field: a `:` of IFS that follows belongs to the same gap. */
  #gap = false;
  readonly #blank: string;
  readonly #other: string;

  /** @param separators the value of IFS */
  constructor(separators: string) {
    this.#blank = [...separators].filter((character) => ' \t\n'.includes(character)).join('');
    this.#other = [...separators].filter((character) => !' \t\n'.includes(character)).join('');
  }

  /** Characters that mean themselves. */
  quoted(text: string): void {
    this.#add(text, quotePattern(text));
  }

  /** Typed text: not split, but a pattern. */
  active(text: string): void {
    this.#add(text, text);
  }

  /** The value of an unquoted expansion: split, and a pattern. */
  split(value: string): void {
    for (const character of value) {
      if (this.#blank.includes(character)) {
        if (this.#begun) {
          this.end();
          this.#gap = true;
        }
      } else if (this.#other.includes(character)) {
        if (this.#begun || !this.#gap) this.#close();
        this.#gap = false;
      } else {
        this.#add(character, character === '\\' ? '\\\\' : character);
      }
    }
  }

  /** Ends the current field, if there is one. */
  end(): void {
    if (this.#begun) this.#close();
  }

  finish(): readonly Field[] {
    this.end();
    return this.#done;
  }

  #add(text: string, pattern: string): void {
    this.#text += text;
    this.#pattern += pattern;
    this.#begun = true;
    this.#gap = false;
  }

  #close(): void {
    this.#done.push({ text: this.#text, pattern: this.#pattern });
    this.#text = '';
    this.#pattern = '';
    this.#begun = false;
  }
}
