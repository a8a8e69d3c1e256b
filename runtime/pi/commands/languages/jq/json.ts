/** JSON as jq has it: objects keep the order of their keys, numbers are doubles, documents follow one another. */
export type Json = null | boolean | number | string | Json[] | JsonObject;
export type JsonObject = Map<string, Json>;

/** What jq says on standard error, with what `catch` gets. */
export class JqError extends Error {
  override readonly name = 'JqError';
  readonly value: Json;

  constructor(value: Json) {
    super(typeof value === 'string' ? value : '');
    this.value = value;
  }
}

export type JsonType = 'null' | 'boolean' | 'number' | 'string' | 'array' | 'object';

export const typeOf = (value: Json): JsonType => {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  if (value instanceof Map) return 'object';
  return typeof value as 'boolean' | 'number' | 'string';
};

export const isTruthy = (value: Json): boolean => value !== null && value !== false;

/** Of arrays and objects inside one another. */
const DEEPEST = 256;

export interface PrintOptions {
  /** Absent: on one line. */
  readonly indent?: string;
  readonly sorted?: boolean;
  readonly ascii?: boolean;
  readonly coloured?: boolean;
}

const LARGEST = '1.7976931348623157e+308';

/** 17 digits at most, and an exponent where printf's %g would not have one for long. */
export const numberText = (value: number): string => {
  if (Number.isNaN(value)) return 'null';
  if (!Number.isFinite(value)) return value > 0 ? LARGEST : `-${LARGEST}`;
  if (value === 0) return Object.is(value, -0) ? '-0' : '0';
  const [mantissa = '', power = '0'] = Math.abs(value).toExponential().split('e');
  const digits = mantissa.replace('.', '');
  const point = Number(power) + 1;
  const sign = value < 0 ? '-' : '';
  if (point <= -4 || point > digits.length + 15) {
    const exponent = point - 1;
    const rest = digits.length > 1 ? `.${digits.slice(1)}` : '';
    return `${sign}${digits.slice(0, 1)}${rest}e${exponent < 0 ? '-' : '+'}${String(Math.abs(exponent)).padStart(2, '0')}`;
  }
  if (point <= 0) return `${sign}0.${'0'.repeat(-point)}${digits}`;
  if (point >= digits.length) return sign + digits + '0'.repeat(point - digits.length);
  return `${sign}${digits.slice(0, point)}.${digits.slice(point)}`;
};

export const stringText = (text: string, ascii = false): string => {
  // oxlint-disable-next-line no-control-regex
  const quoted = text.replace(/["\\\x00-\x1f\x7f]/g, (character) => ESCAPES[character] ?? unicode(character));
  return `"${ascii ? quoted.replace(/[\x80-\uffff]/g, unicode) : quoted}"`;
};

const ESCAPES: Readonly<Record<string, string>> = {
  '"': '\\"',
  '\\': '\\\\',
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
};
const unicode = (character: string): string => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;

const BRACKET = '\x1b[1;39m';
const RESET = '\x1b[0m';
const KEY = '\x1b[34;1m';
const COLOURS: Readonly<Record<string, string>> = {
  null: '\x1b[1;30m',
  boolean: '\x1b[0;39m',
  number: '\x1b[0;39m',
  string: '\x1b[0;32m',
};

export const jsonText = (value: Json, options: PrintOptions = {}): string => new Printer(options).text(value, 0);

class Printer {
  readonly #options: PrintOptions;

  constructor(options: PrintOptions) {
    this.#options = options;
  }

  text(value: Json, depth: number): string {
    if (Array.isArray(value)) return this.#array(value, depth);
    if (value instanceof Map) return this.#object(value, depth);
    const plain =
      typeof value === 'string'
        ? stringText(value, this.#options.ascii)
        : typeof value === 'number'
          ? numberText(value)
          : String(value);
    return this.#options.coloured === true ? (COLOURS[typeOf(value)] ?? '') + plain + RESET : plain;
  }

  #line(depth: number): string {
    return this.#options.indent === undefined ? '' : `\n${this.#options.indent.repeat(depth)}`;
  }

  #array(values: readonly Json[], depth: number): string {
    const isColoured = this.#options.coloured === true;
    if (values.length === 0) return isColoured ? `${BRACKET}[]${RESET}` : '[]';
    const inside = values.map((each) => this.text(each, depth + 1));
    const line = this.#line(depth + 1);
    if (!isColoured) return `[${line}${inside.join(`,${line}`)}${this.#line(depth)}]`;
    return `${BRACKET}[${line}${inside.join(`${BRACKET},${line}`)}${BRACKET}${this.#line(depth)}${BRACKET}]${RESET}`;
  }

  #object(object: JsonObject, depth: number): string {
    const { coloured: isColoured = false, sorted = false, indent, ascii } = this.#options;
    if (object.size === 0) return isColoured ? `${BRACKET}{}${RESET}` : '{}';
    const entries = sorted ? [...object].toSorted(([a], [b]) => compareText(a, b)) : [...object];
    const colon = indent === undefined ? ':' : ': ';
    const line = this.#line(depth + 1);
    const inside = entries.map(([key, value]) => {
      const name = stringText(key, ascii);
      const shown = this.text(value, depth + 1);
      return isColoured ? `${RESET}${KEY}${name}${RESET}${BRACKET}${colon}${RESET}${shown}` : `${name}${colon}${shown}`;
    });
    if (!isColoured) return `{${line}${inside.join(`,${line}`)}${this.#line(depth)}}`;
    return `${BRACKET}{${line}${inside.join(`${BRACKET},${line}`)}${BRACKET}${this.#line(depth)}${BRACKET}}${RESET}`;
  }
}

// ---- order ---------------------------------------------------------------------------------------

/** By code point, which is by byte of UTF-8. */
export const compareText = (a: string, b: string): number => {
  if (a === b) return 0;
  for (let at = 0; at < a.length && at < b.length; at++) {
    const [left, right] = [a.charCodeAt(at), b.charCodeAt(at)];
    if (left === right) continue;
    const isPair = (unit: number): boolean => unit >= 0xd800 && unit <= 0xdfff;
    if (isPair(left) !== isPair(right)) return isPair(left) ? 1 : -1;
    return left - right;
  }
  return a.length - b.length;
};

const RANK: Readonly<Record<JsonType, number>> = { null: 0, boolean: 1, number: 3, string: 4, array: 5, object: 6 };

export const sortedKeys = (object: JsonObject): string[] => [...object.keys()].toSorted(compareText);

/** null, false, true, numbers, texts, arrays, objects (by their keys, then by their values). */
export const compareJson = (a: Json, b: Json): number => {
  const order = RANK[typeOf(a)] - RANK[typeOf(b)];
  if (order !== 0) return order;
  if (typeof a === 'boolean') return Number(a) - Number(b);
  if (typeof a === 'number' && typeof b === 'number')
    return Number.isNaN(a) ? -1 : Number.isNaN(b) ? 1 : a < b ? -1 : a > b ? 1 : 0;
  if (typeof a === 'string' && typeof b === 'string') return compareText(a, b);
  if (Array.isArray(a) && Array.isArray(b)) {
    for (let at = 0; at < a.length && at < b.length; at++) {
      const inside = compareJson(a[at] ?? null, b[at] ?? null);
      if (inside !== 0) return inside;
    }
    return a.length - b.length;
  }
  if (!(a instanceof Map) || !(b instanceof Map)) return 0;
  const keys = compareJson(sortedKeys(a), sortedKeys(b));
  if (keys !== 0) return keys;
  for (const key of sortedKeys(a)) {
    const inside = compareJson(a.get(key) ?? null, b.get(key) ?? null);
    if (inside !== 0) return inside;
  }
  return 0;
};

// ---- reading -------------------------------------------------------------------------------------

/** What is no JSON; `line` and `column` as jq counts them. */
export class JsonProblem extends Error {
  override readonly name = 'JsonProblem';
}

/** Documents one after the other, out of text that comes in pieces. */
export class JsonReader {
  #text = '';
  #at = 0;
  #line = 1;
  #lineStart = 0;
  #isOver = false;

  push(text: string): void {
    this.#lineStart -= this.#at;
    this.#text = this.#text.slice(this.#at) + text;
    this.#at = 0;
  }

  end(): void {
    this.#isOver = true;
  }

  /** How many line feeds were read. */
  get lines(): number {
    // The line in which the reader stands counts as read.
    return this.#line - 1 + (this.#text.includes('\n', this.#at) ? 1 : 0);
  }

  /** @returns undefined: more text is needed, or none is left. @throws JsonProblem */
  next(): Json | undefined {
    this.#skipSpace();
    if (this.#at >= this.#text.length) return undefined;
    const end = this.#documentEnd();
    if (end === undefined) {
      if (!this.#isOver) return undefined;
      const isInString = this.#endsInString();
      this.#count(this.#text.length);
      throw this.#problem(isInString ? 'Unfinished string' : 'Unfinished JSON term', true);
    }
    const start = this.#at;
    const parser = new DocumentParser(this.#text, start, end);
    try {
      const value = parser.value(0);
      if (parser.at < end) throw new SyntaxProblem('Invalid literal', parser.at);
      this.#count(end);
      return value;
    } catch (error) {
      if (!(error instanceof SyntaxProblem)) throw error;
      this.#count(Math.min(this.#text.length, Math.max(error.at, start) + 1));
      throw this.#problem(error.message, error.at >= this.#text.length);
    }
  }

  #problem(message: string, isEnd: boolean): JsonProblem {
    const column = this.#at - this.#lineStart;
    return new JsonProblem(`${message} at ${isEnd ? 'EOF at ' : ''}line ${this.#line}, column ${column}`);
  }

  #count(to: number): void {
    for (let at = this.#at; at < to; at++) {
      if (this.#text[at] === '\n') {
        this.#line++;
        this.#lineStart = at + 1;
      }
    }
    this.#at = to;
  }

  #skipSpace(): void {
    let to = this.#at;
    while (' \t\r\n\ufeff'.includes(this.#text[to] ?? 'x')) to++;
    this.#count(to);
  }

  #endsInString(): boolean {
    for (let at = this.#at; at < this.#text.length; at++) {
      if (this.#text[at] !== '"') continue;
      at = endOfString(this.#text, at);
      if (at < 0) return true;
    }
    return false;
  }

  /** Where the document that begins here is over, found without looking closely. */
  #documentEnd(): number | undefined {
    const text = this.#text;
    let depth = 0;
    for (let at = this.#at; at < text.length; at++) {
      const character = text[at] ?? '';
      if (character === '"') {
        at = endOfString(text, at);
        if (at < 0) return undefined;
        if (depth === 0) return at + 1;
      } else if (character === '{' || character === '[') depth++;
      else if (character === '}' || character === ']') {
        if (--depth <= 0) return at + 1;
      } else if (depth === 0) {
        const [word = ''] = /^[^\s"{}[\],:]+/.exec(text.slice(at, at + 400)) ?? [];
        if (word === '') return at + 1;
        const end = at + word.length;
        return end < text.length || this.#isOver ? end : undefined;
      }
    }
    return undefined;
  }
}

const endOfString = (text: string, from: number): number => {
  for (let at = from + 1; at < text.length; at++) {
    if (text[at] === '\\') at++;
    else if (text[at] === '"') return at;
  }
  return -1;
};

class SyntaxProblem extends Error {
  readonly at: number;

  constructor(message: string, at: number) {
    super(message);
    this.at = at;
  }
}

class DocumentParser {
  at: number;
  readonly #text: string;
  readonly #end: number;

  constructor(text: string, from: number, end: number) {
    this.#text = text;
    this.at = from;
    this.#end = end;
  }

  value(depth: number): Json {
    if (depth > DEEPEST) throw new SyntaxProblem('Exceeds depth limit for parsing', this.at);
    this.#space();
    const character = this.#text[this.at];
    if (character === '{') return this.#object(depth);
    if (character === '[') return this.#array(depth);
    if (character === '"') return this.#string();
    const [word = ''] = /^[^\s"{}[\],:]+/.exec(this.#text.slice(this.at, Math.min(this.#end, this.at + 400))) ?? [];
    if (word === '') throw new SyntaxProblem(this.#expected(character), this.at);
    return this.#word(word);
  }

  #expected(character: string | undefined): string {
    if (character === ',') return "Expected value before ','";
    if (character === ':') return "':' not as part of an object";
    if (character === '}') return "Unmatched '}'";
    if (character === ']') return "Unmatched ']'";
    return 'Invalid literal';
  }

  #word(word: string): Json {
    const start = this.at;
    this.at += word.length;
    if (word === 'null') return null;
    if (word === 'true') return true;
    if (word === 'false') return false;
    if (word === 'nan') return Number.NaN;
    if (/^[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?$/.test(word)) return Number(word);
    throw new SyntaxProblem(/^[tfn]/.test(word) ? 'Invalid literal' : 'Invalid numeric literal', start + word.length);
  }

  #string(): string {
    const end = endOfString(this.#text, this.at);
    const quoted = this.#text.slice(this.at, end + 1);
    const start = this.at;
    this.at = end + 1;
    try {
      // oxlint-disable-next-line no-control-regex
      return JSON.parse(quoted.replace(/[\x00-\x1f]/g, unicode)) as string;
    } catch {
      throw new SyntaxProblem('Invalid escape', start + quoted.length - 1);
    }
  }

  #array(depth: number): Json[] {
    const values: Json[] = [];
    this.at++;
    this.#space();
    if (this.#take(']')) return values;
    for (;;) {
      values.push(this.value(depth + 1));
      this.#space();
      if (this.#take(']')) return values;
      if (!this.#take(',')) throw this.#missingSeparator(depth);
      this.#space();
      if (this.#text[this.at] === ']') throw new SyntaxProblem('Expected another array element', this.at);
    }
  }

  #object(depth: number): JsonObject {
    const object: JsonObject = new Map();
    this.at++;
    this.#space();
    if (this.#take('}')) return object;
    for (;;) {
      this.#space();
      if (this.#text[this.at] === '}') throw new SyntaxProblem('Expected another key-value pair', this.at);
      if (this.#text[this.at] !== '"') {
        this.value(depth + 1);
        throw new SyntaxProblem('Object keys must be strings', this.at);
      }
      const key = this.#string();
      this.#space();
      if (this.#text[this.at] === '}') throw new SyntaxProblem('Objects must consist of key:value pairs', this.at);
      if (!this.#take(':')) throw this.#missingSeparator(depth);
      object.set(key, this.value(depth + 1));
      this.#space();
      if (this.#take('}')) return object;
      if (!this.#take(',')) throw this.#missingSeparator(depth);
    }
  }

  /** Found only once the value that should not be there is over. */
  #missingSeparator(depth: number): SyntaxProblem {
    const isText = this.#text[this.at] === '"';
    this.value(depth + 1);
    return new SyntaxProblem('Expected separator between values', isText ? this.at - 1 : this.at);
  }

  #take(character: string): boolean {
    const found = this.#text[this.at] === character;
    if (found) this.at++;
    return found;
  }

  #space(): void {
    while (' \t\r\n'.includes(this.#text[this.at] ?? 'x')) this.at++;
  }
}

/** One document, as fromjson and --argjson read it. @throws JsonProblem */
export const parseJson = (text: string): Json => {
  const reader = new JsonReader();
  reader.push(text);
  reader.end();
  const value = reader.next();
  if (value === undefined) return null;
  if (reader.next() !== undefined) throw new JsonProblem('Unexpected extra JSON values');
  return value;
};
