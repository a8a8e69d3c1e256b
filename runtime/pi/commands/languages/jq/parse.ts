/** From the text of a filter to its tree, and what jq says where that is not possible. */
import type { Definition, Filter, Pattern } from './ast.ts';
import { shortText } from './operators.ts';
import { ESCAPES, KEYWORDS, nameOf, OPERATORS } from './token.ts';
import type { Token } from './token.ts';

/** One or more compile errors, as jq prints them. */
export class CompileProblem extends Error {
  override readonly name = 'CompileProblem';
}

const UPDATES = new Set(['=', '|=', '+=', '-=', '*=', '/=', '%=', '//=']);
const COMPARISONS = new Set(['==', '!=', '<', '<=', '>', '>=']);
const DEEPEST = 300;

/** `at <top-level>, line 2:` and the line, padded to where it is. */
export const placed = (program: string, at: number): string => {
  const before = program.slice(0, at);
  const line = before.split('\n').length;
  const start = before.lastIndexOf('\n') + 1;
  const end = program.indexOf('\n', start);
  return `at <top-level>, line ${line}:\n${program.slice(start, end < 0 ? undefined : end)}${' '.repeat(at - start)}`;
};

/** @throws CompileProblem */
export const parseFilter = (program: string): Filter => new FilterParser(program).whole();

/** Definitions only: what jq brings in its own language. */
export const parseDefinitions = (program: string): readonly Definition[] => new FilterParser(program).definitions();

class FilterParser {
  readonly #program: string;
  #tokens: Token[] = [];
  #at = 0;
  #depth = 0;

  constructor(program: string) {
    this.#program = program;
    this.#tokens = this.#scan(0, false).tokens;
  }

  whole(): Filter {
    const definitions: Definition[] = [];
    while (this.#isKeyword('def')) definitions.push(this.#definition());
    const body: Filter = this.#isEnd() ? { kind: 'identity' } : this.#pipe();
    if (!this.#isEnd()) throw this.#unexpected('$end');
    return definitions.reduceRight<Filter>((rest, definition) => ({ kind: 'def', definition, body: rest }), body);
  }

  definitions(): readonly Definition[] {
    const definitions: Definition[] = [];
    while (this.#isKeyword('def')) definitions.push(this.#definition());
    return definitions;
  }

  // ---- words -----------------------------------------------------------------------------------

  #scan(from: number, isInside: boolean): { tokens: Token[]; end: number } {
    const program = this.#program;
    const tokens: Token[] = [];
    let at = from;
    let depth = 0;
    while (at < program.length) {
      const rest = program.slice(at);
      const [space] = /^(?:\s+|#[^\n]*)+/.exec(rest) ?? [];
      if (space !== undefined) {
        at += space.length;
        continue;
      }
      const start = at;
      if (rest.startsWith('"')) {
        const string = this.#string(at);
        tokens.push({ kind: 'string', text: '', at: start, parts: string.parts });
        at = string.end;
        continue;
      }
      const [, field] = /^\.([A-Za-z_]\w*)/.exec(rest) ?? [];
      const [format] = /^@\w+/.exec(rest) ?? [];
      const [number] = /^(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?/.exec(rest) ?? [];
      const [ident] = /^(?:[A-Za-z_]\w*::)*[A-Za-z_]\w*/.exec(rest) ?? [];
      const [, variable] = /^\$\s*((?:[A-Za-z_]\w*::)*[A-Za-z_]\w*)/.exec(rest) ?? [];
      if (field !== undefined) {
        tokens.push({ kind: 'field', text: field, at: start });
        at += field.length + 1;
      } else if (format !== undefined) {
        tokens.push({ kind: 'format', text: format, at: start });
        at += format.length;
      } else if (number !== undefined) {
        tokens.push({ kind: 'literal', text: number, at: start });
        at += number.length;
      } else if (ident !== undefined) {
        tokens.push({ kind: KEYWORDS.has(ident) ? 'keyword' : 'ident', text: ident, at: start });
        at += ident.length;
      } else if (variable !== undefined) {
        tokens.push({ kind: 'variable', text: variable, at: start });
        at += (/^\$\s*[\w:]+/.exec(rest)?.[0] ?? '').length;
      } else {
        const operator = OPERATORS.find((each) => rest.startsWith(each));
        if (operator === '(') depth++;
        if (operator === ')' && depth-- === 0 && isInside) break;
        tokens.push({
          kind: operator === undefined ? 'invalid' : 'operator',
          text: operator ?? rest.slice(0, 1),
          at: start,
        });
        at += (operator ?? ' ').length;
      }
    }
    tokens.push({ kind: 'end', text: '', at: Math.max(0, at - 1) });
    return { tokens, end: at };
  }

  /** A text with `\(…)` in it. @param at of its quote */
  #string(at: number): { parts: (string | Filter)[]; end: number } {
    const program = this.#program;
    const parts: (string | Filter)[] = [];
    let plain = '';
    for (let here = at + 1; ;) {
      const character = program[here];
      if (character === undefined) {
        const message =
          'syntax error, unexpected $end, expecting QQSTRING_TEXT or QQSTRING_INTERP_START or QQSTRING_END';
        throw this.#problem([`${message} (Unix shell quoting issues?) ${placed(program, at + 1)}`]);
      }
      if (character === '"') return { parts: [...parts, plain], end: here + 1 };
      if (character !== '\\') {
        plain += character;
        here++;
        continue;
      }
      const escape = program[here + 1] ?? '';
      if (escape === '(') {
        const inner = this.#scan(here + 2, true);
        parts.push(plain, this.#sub(inner.tokens));
        plain = '';
        here = inner.end + 1;
        continue;
      }
      const [hex] = /^u[0-9a-fA-F]{4}/.exec(program.slice(here + 1)) ?? [];
      const known = ESCAPES[escape];
      if (hex !== undefined) plain += String.fromCharCode(Number.parseInt(hex.slice(1), 16));
      else if (known !== undefined) plain += known;
      else
        throw this.#problem([
          `Invalid escape at line 1, column ${here - at + 2} (while parsing '${program.slice(at, here + 2)}"') ${placed(program, at)}`,
        ]);
      here += 2 + (hex === undefined ? 0 : 4);
    }
  }

  /** What stands in \( ). */
  #sub(tokens: Token[]): Filter {
    const [outer, at] = [this.#tokens, this.#at];
    this.#tokens = tokens;
    this.#at = 0;
    const filter = this.#pipe();
    if (this.#token.kind !== 'end') throw this.#unexpected();
    this.#tokens = outer;
    this.#at = at;
    return filter;
  }

  get #token(): Token {
    return this.#tokens[this.#at] ?? { kind: 'end', text: '', at: 0 };
  }

  #next(): Token {
    const token = this.#token;
    if (token.kind !== 'end') this.#at++;
    return token;
  }

  #isEnd(): boolean {
    return this.#token.kind === 'end';
  }

  #is(text: string): boolean {
    return this.#token.kind === 'operator' && this.#token.text === text;
  }

  #isKeyword(text: string): boolean {
    return this.#token.kind === 'keyword' && this.#token.text === text;
  }

  #take(text: string): boolean {
    const found = this.#is(text) || this.#isKeyword(text);
    if (found) this.#at++;
    return found;
  }

  #expect(text: string): void {
    if (!this.#take(text)) throw this.#unexpected();
  }

  #unexpected(expecting?: string, more: readonly string[] = []): CompileProblem {
    const { kind, text, at } = this.#token;
    const isClosing = kind === 'operator' && ')]}'.includes(text) && expecting === '$end';
    const shown = isClosing || kind === 'invalid' ? 'INVALID_CHARACTER' : nameOf(kind, text);
    const expected = expecting === undefined ? '' : `, expecting ${expecting}`;
    const message = `syntax error, unexpected ${shown}${expected} (Unix shell quoting issues?) ${placed(this.#program, at)}`;
    return this.#problem([message, ...more]);
  }

  #problem(messages: readonly string[]): CompileProblem {
    const count = `jq: ${messages.length} compile error${messages.length === 1 ? '' : 's'}`;
    return new CompileProblem([...messages.map((message) => `jq: error: ${message}`), count].join('\n'));
  }

  // ---- filters, from the loosest to the tightest -----------------------------------------------

  #pipe(): Filter {
    if (++this.#depth > DEEPEST)
      throw this.#problem([`the filter is nested too deeply ${placed(this.#program, this.#token.at)}`]);
    try {
      if (this.#isKeyword('def')) {
        const definition = this.#definition();
        return { kind: 'def', definition, body: this.#pipe() };
      }
      const left = this.#comma();
      if (this.#take('as')) {
        const pattern = this.#pattern();
        this.#expect('|');
        return { kind: 'as', source: left, pattern, body: this.#pipe() };
      }
      return this.#take('|') ? { kind: 'pipe', left, right: this.#pipe() } : left;
    } finally {
      this.#depth--;
    }
  }

  #definition(): Definition {
    this.#expect('def');
    const name = this.#next();
    if (name.kind !== 'ident' && name.kind !== 'keyword') throw this.#back();
    const parameters: string[] = [];
    if (this.#take('(')) {
      do {
        const parameter = this.#next();
        if (parameter.kind !== 'ident' && parameter.kind !== 'variable') throw this.#back();
        parameters.push(parameter.kind === 'variable' ? `$${parameter.text}` : parameter.text);
      } while (this.#take(';'));
      this.#expect(')');
    }
    this.#expect(':');
    const body = this.#pipe();
    this.#expect(';');
    return { name: name.text, parameters, body };
  }

  /** The word just taken is the one that is wrong. */
  #back(): CompileProblem {
    if (this.#at > 0 && this.#token.kind !== 'end') this.#at--;
    return this.#unexpected();
  }

  #comma(): Filter {
    let left = this.#alternative();
    while (this.#take(',')) left = { kind: 'comma', left, right: this.#alternative() };
    return left;
  }

  #alternative(): Filter {
    const left = this.#update();
    return this.#take('//') ? { kind: 'alternative', left, right: this.#alternative() } : left;
  }

  #update(): Filter {
    const left = this.#or();
    const { kind, text } = this.#token;
    if (kind !== 'operator' || !UPDATES.has(text)) return left;
    this.#at++;
    return { kind: 'update', operator: text, left, right: this.#alternative() };
  }

  #or(): Filter {
    let left = this.#and();
    while (this.#take('or')) left = { kind: 'or', left, right: this.#and() };
    return left;
  }

  #and(): Filter {
    let left = this.#comparison();
    while (this.#take('and')) left = { kind: 'and', left, right: this.#comparison() };
    return left;
  }

  #comparison(): Filter {
    const left = this.#sum();
    const { kind, text } = this.#token;
    if (kind !== 'operator' || !COMPARISONS.has(text)) return left;
    this.#at++;
    return { kind: 'binary', operator: text, left, right: this.#sum() };
  }

  #sum(): Filter {
    let left = this.#product();
    while (this.#is('+') || this.#is('-')) {
      const operator = this.#next().text;
      left = { kind: 'binary', operator, left, right: this.#product() };
    }
    return left;
  }

  #product(): Filter {
    let left = this.#unary();
    while (this.#is('*') || this.#is('/') || this.#is('%')) {
      const { text: operator, at } = this.#next();
      const right = this.#unary();
      // Constants are divided while the filter is read.
      if (operator === '/' && left.kind === 'literal' && right.kind === 'literal' && right.value === 0 && at >= 0)
        throw this.#problem([`Division by zero? ${placed(this.#program, 0)}`]);
      left = { kind: 'binary', operator, left, right };
    }
    return left;
  }

  #unary(): Filter {
    if (!this.#take('-')) return this.#postfix();
    return { kind: 'negate', of: this.#unary() };
  }

  /** @param binds whether `as` may follow */
  #postfix(binds = true): Filter {
    let term = this.#term();
    for (;;) {
      const token = this.#token;
      if (token.kind === 'field') {
        this.#at++;
        term = { kind: 'index', of: term, by: { kind: 'literal', value: token.text } };
      } else if (this.#is('.') && this.#tokens[this.#at + 1]?.kind === 'string') {
        this.#at++;
        term = { kind: 'index', of: term, by: this.#term() };
      } else if (this.#is('.') && this.#tokens[this.#at + 1]?.text === '[') this.#at++;
      else if (this.#is('[')) term = this.#brackets(term);
      else if (this.#take('?')) term = { kind: 'try', body: term, handler: undefined };
      else if (binds && this.#isKeyword('as')) {
        this.#at++;
        const pattern = this.#pattern();
        this.#expect('|');
        return { kind: 'as', source: term, pattern, body: this.#pipe() };
      } else return term;
    }
  }

  #brackets(of: Filter): Filter {
    this.#expect('[');
    if (this.#take(']')) return { kind: 'iterate', of };
    if (this.#take(':')) {
      const to = this.#pipe();
      this.#expect(']');
      return { kind: 'slice', of, from: undefined, to };
    }
    const by = this.#pipe();
    if (this.#take(':')) {
      const to = this.#is(']') ? undefined : this.#pipe();
      this.#expect(']');
      return { kind: 'slice', of, from: by, to };
    }
    this.#expect(']');
    return { kind: 'index', of, by };
  }

  #term(): Filter {
    const token = this.#next();
    switch (token.kind) {
      case 'literal':
        return { kind: 'literal', value: Number(token.text) };
      case 'string':
        return this.#text(token, undefined);
      case 'format':
        if (this.#token.kind === 'string') return this.#text(this.#next(), token.text);
        return { kind: 'format', name: token.text };
      case 'field':
        return { kind: 'index', of: { kind: 'identity' }, by: { kind: 'literal', value: token.text } };
      case 'variable':
        if (token.text === '__loc__') {
          const line = this.#program.slice(0, token.at).split('\n').length;
          return {
            kind: 'literal',
            value: new Map<string, string | number>([
              ['file', '<top-level>'],
              ['line', line],
            ]),
          };
        }
        return { kind: 'variable', name: token.text, at: token.at };
      case 'ident':
        return this.#call(token);
      case 'keyword':
        return this.#keyword(token);
      case 'operator':
        return this.#operator(token);
      default:
        if (token.kind !== 'end') this.#at--;
        throw this.#unexpected(token.kind === 'end' || this.#at > 0 ? undefined : '$end');
    }
  }

  #text(token: Token, format: string | undefined): Filter {
    const parts = token.parts ?? [];
    const [only] = parts;
    if (parts.length === 1 && typeof only === 'string') return { kind: 'literal', value: only };
    return { kind: 'text', parts, format };
  }

  #call(token: Token): Filter {
    if (token.text === 'break' && this.#token.kind === 'variable')
      return { kind: 'break', name: this.#next().text, at: token.at };
    const args: Filter[] = [];
    if (this.#take('(')) {
      do args.push(this.#pipe());
      while (this.#take(';'));
      this.#expect(')');
    }
    if (args.length === 0 && LITERALS.has(token.text))
      return { kind: 'literal', value: LITERALS.get(token.text) ?? null };
    return { kind: 'call', name: token.text, args, at: token.at };
  }

  #keyword(token: Token): Filter {
    switch (token.text) {
      case 'if':
        return this.#if(token.at);
      case 'try': {
        const body = this.#postTerm();
        return { kind: 'try', body, handler: this.#take('catch') ? this.#postTerm() : undefined };
      }
      case 'reduce':
      case 'foreach':
        return this.#fold(token.text);
      case 'label': {
        const name = this.#next();
        if (name.kind !== 'variable') throw this.#back();
        this.#expect('|');
        return { kind: 'label', name: name.text, body: this.#pipe() };
      }
      case 'def': {
        this.#at--;
        const definition = this.#definition();
        return { kind: 'def', definition, body: this.#pipe() };
      }
      default:
        throw this.#back();
    }
  }

  #postTerm(): Filter {
    return this.#is('-') ? this.#unary() : this.#postfix();
  }

  #if(at: number): Filter {
    const test = this.#pipe();
    this.#expect('then');
    const yes = this.#pipe();
    if (this.#take('elif')) return { kind: 'if', test, yes, no: this.#if(at) };
    if (!this.#take('else'))
      throw this.#unexpected(undefined, [`Possibly unterminated 'if' statement ${placed(this.#program, at)}`]);
    const no = this.#pipe();
    this.#expect('end');
    return { kind: 'if', test, yes, no };
  }

  #fold(kind: 'reduce' | 'foreach'): Filter {
    const source = this.#sourceTerm();
    this.#expect('as');
    const pattern = this.#pattern();
    this.#expect('(');
    const from = this.#pipe();
    this.#expect(';');
    const update = this.#pipe();
    const extract = kind === 'foreach' && this.#take(';') ? this.#pipe() : undefined;
    this.#expect(')');
    return kind === 'reduce'
      ? { kind, source, pattern, from, update }
      : { kind, source, pattern, from, update, extract };
  }

  /** A term whose `as` belongs to what stands before it. */
  #sourceTerm(): Filter {
    const before = this.#tokens;
    const at = this.#at;
    let depth = 0;
    for (let here = at; here < before.length; here++) {
      const { kind, text } = before[here] ?? { kind: 'end', text: '' };
      if (kind === 'operator' && '([{'.includes(text)) depth++;
      if (kind === 'operator' && ')]}'.includes(text)) depth--;
      if (depth === 0 && kind === 'keyword' && text === 'as') {
        const inner = [...before.slice(at, here), { kind: 'end', text: '', at: before[here]?.at ?? 0 } as Token];
        const filter = this.#sub(inner);
        this.#at = here;
        return filter;
      }
    }
    throw this.#unexpected();
  }

  #operator(token: Token): Filter {
    switch (token.text) {
      case '.':
        if (this.#token.kind === 'string')
          return { kind: 'index', of: { kind: 'identity' }, by: this.#text(this.#next(), undefined) };
        return { kind: 'identity' };
      case '..':
        return { kind: 'recurse' };
      case '(': {
        const inner = this.#pipe();
        this.#expect(')');
        return inner;
      }
      case '[': {
        if (this.#take(']')) return { kind: 'array', of: undefined };
        const of = this.#pipe();
        this.#expect(']');
        return { kind: 'array', of };
      }
      case '{':
        return this.#object();
      default:
        this.#at--;
        throw this.#unexpected(this.#at === 0 ? '$end' : undefined);
    }
  }

  #object(): Filter {
    const entries: [Filter, Filter][] = [];
    if (this.#take('}')) return { kind: 'object', entries };
    do {
      if (this.#is('}')) break;
      entries.push(this.#entry());
    } while (this.#take(','));
    if (!this.#take('}')) throw this.#unexpected("'}'");
    return { kind: 'object', entries };
  }

  #entry(): [Filter, Filter] {
    const token = this.#next();
    if (token.kind === 'variable') {
      if (token.text === '__loc__') this.#at--;
      const value: Filter =
        token.text === '__loc__' ? this.#term() : { kind: 'variable', name: token.text, at: token.at };
      return [{ kind: 'literal', value: token.text }, value];
    }
    let key: Filter;
    if (token.kind === 'literal') throw this.#bareNumber(token);
    if (token.kind === 'ident' || token.kind === 'keyword') key = { kind: 'literal', value: token.text };
    else if (token.kind === 'string') key = this.#text(token, undefined);
    else if (token.kind === 'format')
      key = this.#token.kind === 'string' ? this.#text(this.#next(), token.text) : { kind: 'format', name: token.text };
    else if (token.kind === 'operator' && token.text === '(') {
      key = this.#pipe();
      this.#expect(')');
      if (key.kind === 'literal' && typeof key.value !== 'string')
        throw this.#problem([`Cannot use ${shortText(key.value)} as object key ${placed(this.#program, token.at)}`]);
    } else throw this.#back();
    if (!this.#take(':')) return [key, { kind: 'index', of: { kind: 'identity' }, by: key }];
    return [key, this.#objectValue()];
  }

  /** `{1:2}` */
  #bareNumber(token: Token): CompileProblem {
    const isKey = this.#take(':') && !this.#isEnd();
    this.#at = this.#tokens.indexOf(token);
    const hint = `May need parentheses around object key expression ${placed(this.#program, token.at)}`;
    return this.#unexpected(undefined, isKey ? [hint] : []);
  }

  /** Terms and pipes: sums and the like need parentheses, as in jq 1.6. */
  #objectValue(): Filter {
    const left: Filter = this.#take('-') ? { kind: 'negate', of: this.#postfix(false) } : this.#postfix(false);
    return this.#take('|') ? { kind: 'pipe', left, right: this.#objectValue() } : left;
  }

  #pattern(): Pattern {
    const token = this.#next();
    if (token.kind === 'variable') return { kind: 'variable', name: token.text };
    if (token.text === '[' && token.kind === 'operator') {
      const items: Pattern[] = [];
      do items.push(this.#pattern());
      while (this.#take(','));
      this.#expect(']');
      return { kind: 'array', items };
    }
    if (token.text !== '{' || token.kind !== 'operator') throw this.#back();
    const entries: [Filter, string | undefined, Pattern | undefined][] = [];
    do {
      const name = this.#next();
      if (name.kind === 'variable') {
        entries.push([{ kind: 'literal', value: name.text }, name.text, this.#take(':') ? this.#pattern() : undefined]);
        continue;
      }
      let key: Filter;
      if (name.kind === 'ident' || name.kind === 'keyword') key = { kind: 'literal', value: name.text };
      else if (name.kind === 'string') key = this.#text(name, undefined);
      else if (name.text === '(') {
        key = this.#pipe();
        this.#expect(')');
      } else throw this.#back();
      this.#expect(':');
      entries.push([key, undefined, this.#pattern()]);
    } while (this.#take(','));
    this.#expect('}');
    return { kind: 'object', entries };
  }
}

const LITERALS: ReadonlyMap<string, null | boolean> = new Map([
  ['null', null],
  ['true', true],
  ['false', false],
] as const);
