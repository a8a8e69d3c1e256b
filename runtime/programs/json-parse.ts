import type { JsonMember, JsonTree } from './json-tree.ts';
import { cString } from './json-tree.ts';

/** Arrays and objects within each other. */
const DEPTH = 1000;

/**
 * Reads JSON as cJSON does, which is more generous than the standard.
 * Valid: `21.5`, ` {"a": [1, null]} `, a byte order mark before; and here also `01`, `1.`, `-.5`, control
 * characters in strings. Invalid: the empty text, `[1,]`, `.5`, `'a'`, `1 x`, a zero byte, a
 * `\ud83d` without its other half.
 * @returns undefined if it is no JSON
 */
export function parseJson(bytes: Uint8Array): JsonTree | undefined {
  try {
    return new Reader(bytes).document();
  } catch (error) {
    if (error instanceof NoJson) return undefined;
    throw error;
  }
}

class NoJson extends Error {}

class Reader {
  readonly #bytes: Uint8Array;
  #at = 0;
  #depth = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  document(): JsonTree {
    if (this.#takes('\u{feff}')) this.#skip();
    this.#skip();
    const tree = this.#value();
    this.#skip();
    if (this.#at < this.#bytes.length) throw new NoJson();
    return tree;
  }

  #value(): JsonTree {
    if (this.#takes('null')) return null;
    if (this.#takes('false')) return false;
    if (this.#takes('true')) return true;
    switch (this.#peek()) {
      case '"':
        return this.#string();
      case '[':
        return this.#list(']', () => this.#value());
      case '{':
        return { members: this.#list('}', () => this.#member()) };
      default:
        return this.#number();
    }
  }

  #member(): JsonMember {
    const name = this.#string();
    this.#skip();
    this.#expect(':');
    this.#skip();
    return [name, this.#value()];
  }

  #list<Item>(close: string, item: () => Item): Item[] {
    if (this.#depth >= DEPTH) throw new NoJson();
    this.#depth++;
    this.#at++;
    const items: Item[] = [];
    this.#skip();
    if (!this.#takes(close)) {
      do {
        this.#skip();
        items.push(item());
        this.#skip();
      } while (this.#takes(','));
      this.#expect(close);
    }
    this.#depth--;
    return items;
  }

  /** What strtod(3) takes of the characters that a number may have. */
  #number(): number {
    let text = '';
    while (/[0-9+\-eE.]/.test(this.#peek(text.length))) text += this.#peek(text.length);
    const number = /^-?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?/.exec(text)?.[0];
    // A point or a plus may come within, not first.
    if (number === undefined || text.startsWith('.')) throw new NoJson();
    this.#at += number.length;
    return Number(number);
  }

  #string(): Uint8Array {
    this.#expect('"');
    let end = this.#at;
    while (end < this.#bytes.length && this.#bytes[end] !== QUOTE) end += this.#bytes[end] === BACKSLASH ? 2 : 1;
    if (end >= this.#bytes.length) throw new NoJson();
    const bytes: number[] = [];
    while (this.#at < end) {
      const byte = this.#bytes[this.#at] ?? 0;
      if (byte === BACKSLASH) bytes.push(...this.#escape(end));
      else {
        bytes.push(byte);
        this.#at++;
      }
    }
    this.#at = end + 1;
    return cString(Uint8Array.from(bytes));
  }

  #escape(end: number): Iterable<number> {
    const letter = this.#peek(1);
    if (letter === 'u') return this.#unicode(end);
    const meant = ESCAPES[letter];
    if (meant === undefined) throw new NoJson();
    this.#at += 2;
    return [meant];
  }

  #unicode(end: number): Uint8Array {
    const unit = this.#hexadecimal(end);
    if (unit >= 0xdc00 && unit <= 0xdfff) throw new NoJson();
    if (unit < 0xd800 || unit > 0xdbff) return new TextEncoder().encode(String.fromCharCode(unit));
    if (this.#peek() !== '\\' || this.#peek(1) !== 'u') throw new NoJson();
    const low = this.#hexadecimal(end);
    if (low < 0xdc00 || low > 0xdfff) throw new NoJson();
    return new TextEncoder().encode(String.fromCharCode(unit, low));
  }

  /** The four digits after `\u`; what are none read as 0. */
  #hexadecimal(end: number): number {
    if (end - this.#at < 6) throw new NoJson();
    const digits = String.fromCharCode(...this.#bytes.subarray(this.#at + 2, this.#at + 6));
    this.#at += 6;
    return /^[0-9a-fA-F]{4}$/.test(digits) ? Number.parseInt(digits, 16) : 0;
  }

  /** Blanks and control characters, all but the zero byte, which ends a text. */
  #skip(): void {
    for (let byte = this.#bytes[this.#at]; byte !== undefined && byte <= 0x20 && byte !== 0;) {
      byte = this.#bytes[++this.#at];
    }
  }

  #peek(ahead = 0): string {
    const byte = this.#bytes[this.#at + ahead];
    return byte === undefined ? '' : String.fromCharCode(byte);
  }

  #takes(word: string): boolean {
    const bytes = new TextEncoder().encode(word);
    if (!bytes.every((byte, index) => this.#bytes[this.#at + index] === byte)) return false;
    this.#at += bytes.length;
    return true;
  }

  #expect(character: string): void {
    if (!this.#takes(character)) throw new NoJson();
  }
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const ESCAPES: Readonly<Record<string, number>> = {
  b: 8,
  f: 12,
  n: 10,
  r: 13,
  t: 9,
  '"': QUOTE,
  '\\': BACKSLASH,
  '/': 0x2f,
};
