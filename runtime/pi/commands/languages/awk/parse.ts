/** From the words of a program to its tree: the grammar of POSIX awk, ambiguities as mawk takes them. */
import type { AwkFunction, AwkProgram, Expr, LValue, Pattern, Redirection, Rule, Statement } from './ast.ts';
import { AwkProblem, tokensOf } from './token.ts';
import type { Token } from './token.ts';

/** @throws AwkProblem */
export const parseAwk = (program: string): AwkProgram => new AwkParser(tokensOf(program)).program();

const ASSIGNMENTS = new Set(['=', '+=', '-=', '*=', '/=', '%=', '^=']);
const COMPARISONS = new Set(['<', '<=', '==', '!=', '>', '>=']);
const DEEPEST = 400;

/** What an expression may not swallow where it stands. */
interface Without {
  /** `print a > b` */
  readonly greater?: boolean;
  /** `for (k in a)` */
  readonly in?: boolean;
}

class AwkParser {
  readonly #tokens: readonly Token[];
  #at = 0;
  #depth = 0;
  #loops = 0;
  #place: 'rule' | 'BEGIN' | 'END' | 'function' = 'rule';
  #parentheses = 0;
  readonly #calls: { readonly name: string }[] = [];

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  program(): AwkProgram {
    const begin: Statement[] = [];
    const end: Statement[] = [];
    const rules: Rule[] = [];
    const functions = new Map<string, AwkFunction>();
    for (this.#skipEnds(); this.#token.kind !== 'end'; this.#skipEnds()) {
      if (this.#takeKeyword('function')) {
        const made = this.#function();
        functions.set(made.name, made);
      } else if (this.#isKeyword('BEGIN') || this.#isKeyword('END')) {
        const { text } = this.#next();
        this.#place = text === 'BEGIN' ? 'BEGIN' : 'END';
        (text === 'BEGIN' ? begin : end).push(this.#block());
      } else rules.push(this.#rule());
    }
    for (const { name } of this.#calls) {
      if (!functions.has(name)) throw new AwkProblem(`line ${this.#token.line + 1}: function ${name} never defined`);
    }
    return { begin, rules, end, functions };
  }

  // ---- words -----------------------------------------------------------------------------------

  get #token(): Token {
    return this.#tokens[this.#at] ?? { kind: 'end', text: '', line: 0, shown: '' };
  }

  #next(): Token {
    const token = this.#token;
    if (token.kind !== 'end') this.#at++;
    return token;
  }

  #is(text: string): boolean {
    return this.#token.kind === 'operator' && this.#token.text === text;
  }

  #isKeyword(text: string): boolean {
    return this.#token.kind === 'keyword' && this.#token.text === text;
  }

  #take(text: string): boolean {
    const found = this.#is(text);
    if (found) this.#at++;
    return found;
  }

  #takeKeyword(text: string): boolean {
    const found = this.#isKeyword(text);
    if (found) this.#at++;
    return found;
  }

  #expect(text: string): void {
    if (!this.#take(text)) throw this.#unexpected();
  }

  #unexpected(): AwkProblem {
    const { kind, line, shown } = this.#token;
    if (kind === 'end' && this.#depth > 0) return new AwkProblem(`line ${line + 1}: missing } near end of file`);
    if (this.#parentheses > 0 && (shown === '}' || kind === 'end'))
      return new AwkProblem(`line ${line}: missing ) near ${kind === 'end' ? 'end of file' : shown}`);
    if (shown === ')' && this.#parentheses === 0) return new AwkProblem(`line ${line}: extra ')'`);
    return new AwkProblem(`line ${line}: syntax error at or near ${shown}`);
  }

  #misplaced(message: string): AwkProblem {
    return new AwkProblem(`line ${this.#token.line}: ${message}`);
  }

  #skipLines(): void {
    while (this.#token.kind === 'newline') this.#at++;
  }

  #skipEnds(): void {
    while (this.#token.kind === 'newline' || this.#is(';')) this.#at++;
  }

  // ---- rules -----------------------------------------------------------------------------------

  #function(): AwkFunction {
    const name = this.#next();
    if (name.kind !== 'name' && name.kind !== 'call') throw this.#before(name);
    this.#expect('(');
    const parameters: string[] = [];
    while (!this.#is(')')) {
      const parameter = this.#next();
      if (parameter.kind !== 'name') throw this.#before(parameter);
      parameters.push(parameter.text);
      this.#skipLines();
      if (!this.#take(',')) break;
      this.#skipLines();
    }
    this.#expect(')');
    this.#skipLines();
    this.#place = 'function';
    const body = this.#block();
    return { name: name.text, parameters, body };
  }

  /** The word just taken is the one that is wrong. */
  #before(token: Token): AwkProblem {
    this.#at = this.#tokens.indexOf(token);
    return this.#unexpected();
  }

  #rule(): Rule {
    this.#place = 'rule';
    if (this.#is('}')) {
      const { line } = this.#token;
      throw new AwkProblem(`line ${line}: extra '}'\nmawk: line ${line}: syntax error at or near end of line`);
    }
    const pattern = this.#is('{') ? ({ kind: 'always' } as const) : this.#pattern();
    return { pattern, body: this.#is('{') ? this.#block() : undefined };
  }

  #pattern(): Pattern {
    const from = this.#expression({});
    if (!this.#take(',')) return { kind: 'when', test: from };
    this.#skipLines();
    return { kind: 'range', from, to: this.#expression({}) };
  }

  #block(): Statement {
    this.#expect('{');
    if (++this.#depth > DEEPEST) throw this.#misplaced('the program is nested too deeply');
    const body: Statement[] = [];
    for (this.#skipEnds(); !this.#is('}'); this.#skipEnds()) {
      if (this.#token.kind === 'end') throw this.#unexpected();
      body.push(this.#statement());
    }
    this.#depth--;
    this.#expect('}');
    return { kind: 'block', body };
  }

  // ---- statements ------------------------------------------------------------------------------

  #statement(): Statement {
    const token = this.#token;
    if (token.kind === 'operator' && token.text === '{') return this.#block();
    if (token.kind === 'keyword') {
      switch (token.text) {
        case 'if':
          return this.#if();
        case 'while':
          return this.#while();
        case 'do':
          return this.#do();
        case 'for':
          return this.#for();
        default:
      }
    }
    const statement = this.#simple();
    this.#endOfStatement();
    return statement;
  }

  #endOfStatement(): void {
    if (this.#token.kind === 'newline' || this.#is(';')) this.#at++;
    else if (!this.#is('}') && this.#token.kind !== 'end') throw this.#unexpected();
  }

  #simple(): Statement {
    const token = this.#token;
    if (token.kind !== 'keyword') return { kind: 'expression', value: this.#expression({}) };
    switch (token.text) {
      case 'print':
      case 'printf':
        this.#at++;
        return this.#print(token.text);
      case 'break':
      case 'continue':
        this.#at++;
        if (this.#loops === 0) throw this.#misplaced(`${token.text} statement outside of loop`);
        return { kind: token.text };
      case 'next':
      case 'nextfile':
        this.#at++;
        if (this.#place === 'BEGIN' || this.#place === 'END') throw this.#misplaced(`improper use of ${token.text}`);
        return { kind: token.text };
      case 'exit':
      case 'return':
        this.#at++;
        if (token.text === 'return' && this.#place !== 'function')
          throw this.#misplaced('return outside function body');
        return { kind: token.text, value: this.#isStatementEnd() ? undefined : this.#expression({}) };
      case 'delete':
        this.#at++;
        return this.#delete();
      default:
        return { kind: 'expression', value: this.#expression({}) };
    }
  }

  #isStatementEnd(): boolean {
    return this.#token.kind === 'newline' || this.#token.kind === 'end' || this.#is(';') || this.#is('}');
  }

  #delete(): Statement {
    const name = this.#next();
    if (name.kind !== 'name') throw this.#before(name);
    if (!this.#take('[')) return { kind: 'delete', array: name.text, subscripts: undefined };
    const subscripts = this.#list(']');
    this.#expect(']');
    return { kind: 'delete', array: name.text, subscripts };
  }

  #print(kind: 'print' | 'printf'): Statement {
    const values = this.#printed();
    if (kind === 'printf' && values.length === 0) throw this.#misplaced(`no arguments in call to ${kind}`);
    const operator = ['>', '>>', '|'].find((each) => this.#is(each)) as Redirection['kind'] | undefined;
    if (operator === undefined) return { kind, values, redirection: undefined };
    this.#at++;
    return { kind, values, redirection: { kind: operator, to: this.#ternary({ greater: true }) } };
  }

  /** `print (a, b) > c` and `print (a)(b)`: only what follows the parenthesis tells. */
  #printed(): readonly Expr[] {
    if (this.#isStatementEnd() || this.#is('>') || this.#is('>>') || this.#is('|')) return [];
    if (this.#is('(')) {
      const start = this.#at;
      this.#at++;
      this.#parentheses++;
      const values = this.#list(')');
      this.#expect(')');
      this.#parentheses--;
      if (this.#isStatementEnd() || this.#is('>') || this.#is('>>') || this.#is('|')) return values;
      this.#at = start;
    }
    const values = [this.#expression({ greater: true })];
    while (this.#take(',')) {
      this.#skipLines();
      values.push(this.#expression({ greater: true }));
    }
    return values;
  }

  #condition(): Expr {
    this.#expect('(');
    this.#parentheses++;
    const test = this.#expression({});
    this.#expect(')');
    this.#parentheses--;
    return test;
  }

  #body(): Statement {
    this.#skipLines();
    if (this.#take(';')) return { kind: 'block', body: [] };
    return this.#statement();
  }

  #loop(): Statement {
    this.#loops++;
    const body = this.#body();
    this.#loops--;
    return body;
  }

  #if(): Statement {
    this.#at++;
    const test = this.#condition();
    const yes = this.#body();
    const here = this.#at;
    this.#skipEnds();
    if (this.#takeKeyword('else')) return { kind: 'if', test, yes, no: this.#body() };
    this.#at = here;
    return { kind: 'if', test, yes, no: undefined };
  }

  #while(): Statement {
    this.#at++;
    const test = this.#condition();
    return { kind: 'while', test, body: this.#loop() };
  }

  #do(): Statement {
    this.#at++;
    const body = this.#loop();
    this.#skipEnds();
    if (!this.#takeKeyword('while')) throw this.#unexpected();
    const test = this.#condition();
    this.#endOfStatement();
    return { kind: 'do', test, body };
  }

  #for(): Statement {
    this.#at++;
    this.#expect('(');
    const [name, word, array, close] = [0, 1, 2, 3].map((ahead) => this.#tokens[this.#at + ahead]);
    if (name?.kind === 'name' && word?.text === 'in' && array?.kind === 'name' && close?.text === ')') {
      this.#at += 4;
      return {
        kind: 'forin',
        variable: { kind: 'variable', name: name.text },
        array: array.text,
        body: this.#loop(),
      };
    }
    const first = this.#is(';') ? undefined : this.#simple();
    this.#expect(';');
    this.#skipLines();
    const test = this.#is(';') ? undefined : this.#expression({});
    this.#expect(';');
    this.#skipLines();
    const next = this.#is(')') ? undefined : this.#simple();
    this.#expect(')');
    return { kind: 'for', first, test, next, body: this.#loop() };
  }

  // ---- expressions, from the loosest to the tightest -------------------------------------------

  #list(close: string): readonly Expr[] {
    const values: Expr[] = [];
    this.#skipLines();
    while (!this.#is(close)) {
      values.push(this.#expression({}));
      this.#skipLines();
      if (!this.#take(',')) break;
      this.#skipLines();
    }
    return values;
  }

  #expression(without: Without): Expr {
    if (++this.#depth > DEEPEST) throw this.#misplaced('the program is nested too deeply');
    const left = this.#ternary(without);
    this.#depth--;
    const { kind, text } = this.#token;
    if (kind !== 'operator' || !ASSIGNMENTS.has(text) || !isLValue(left)) return left;
    this.#at++;
    this.#skipLines();
    return { kind: 'assign', operator: text, to: left, value: this.#expression(without) };
  }

  #ternary(without: Without): Expr {
    const test = this.#or(without);
    if (!this.#take('?')) return test;
    this.#skipLines();
    const yes = this.#expression(without);
    this.#skipLines();
    this.#expect(':');
    this.#skipLines();
    return { kind: 'condition', test, yes, no: this.#expression(without) };
  }

  #or(without: Without): Expr {
    let left = this.#and(without);
    while (this.#take('||')) {
      this.#skipLines();
      left = { kind: 'or', left, right: this.#and(without) };
    }
    return left;
  }

  #and(without: Without): Expr {
    let left = this.#in(without);
    while (this.#take('&&')) {
      this.#skipLines();
      left = { kind: 'and', left, right: this.#in(without) };
    }
    return left;
  }

  #in(without: Without): Expr {
    let left = this.#match(without);
    while (without.in !== true && this.#isKeyword('in')) {
      this.#at++;
      left = { kind: 'in', subscripts: [left], array: this.#arrayName() };
    }
    return left;
  }

  #arrayName(): string {
    const name = this.#next();
    if (name.kind !== 'name') throw this.#before(name);
    return name.text;
  }

  #match(without: Without): Expr {
    let left = this.#comparison(without);
    while (this.#is('~') || this.#is('!~')) {
      const isNegated = this.#next().text === '!~';
      left = { kind: 'match', isNegated, text: left, regex: this.#comparison(without) };
    }
    return left;
  }

  #comparison(without: Without): Expr {
    const left = this.#concatenation(without);
    const { kind, text } = this.#token;
    if (kind !== 'operator' || !COMPARISONS.has(text) || (text === '>' && without.greater === true)) return left;
    this.#at++;
    return { kind: 'binary', operator: text, left, right: this.#concatenation(without) };
  }

  #concatenation(without: Without): Expr {
    let left = this.#additive(without);
    while (this.#beginsOperand()) left = { kind: 'binary', operator: ' ', left, right: this.#additive(without) };
    return left;
  }

  #beginsOperand(): boolean {
    const { kind, text } = this.#token;
    if (['number', 'string', 'regex', 'name', 'call', 'builtin'].includes(kind)) return true;
    return kind === 'operator' && ['$', '(', '!', '++', '--'].includes(text);
  }

  #additive(without: Without): Expr {
    let left = this.#term(without);
    while (this.#is('+') || this.#is('-')) {
      const operator = this.#next().text;
      left = { kind: 'binary', operator, left, right: this.#term(without) };
    }
    return left;
  }

  #term(without: Without): Expr {
    let left = this.#unary(without);
    while (this.#is('*') || this.#is('/') || this.#is('%')) {
      const operator = this.#next().text;
      left = { kind: 'binary', operator, left, right: this.#unary(without) };
    }
    return left;
  }

  #unary(without: Without): Expr {
    const operator = ['!', '-', '+'].find((each) => this.#is(each)) as '!' | '-' | '+' | undefined;
    if (operator === undefined) return this.#power(without);
    this.#at++;
    return { kind: 'unary', operator, of: this.#unary(without) };
  }

  #power(without: Without): Expr {
    const left = this.#postfix(without);
    if (!this.#take('^')) return left;
    const isSigned = this.#is('-') || this.#is('+') || this.#is('!');
    return { kind: 'binary', operator: '^', left, right: isSigned ? this.#unary(without) : this.#power(without) };
  }

  #postfix(without: Without): Expr {
    let value = this.#primary(without);
    if (isLValue(value) && (this.#is('++') || this.#is('--')))
      value = { kind: 'step', by: this.#next().text === '++' ? 1 : -1, isPrefix: false, of: value };
    while (this.#is('|') && this.#tokens[this.#at + 1]?.text === 'getline') {
      this.#at += 2;
      value = { kind: 'getline', from: 'command', source: value, to: this.#optionalLValue() };
    }
    return value;
  }

  #optionalLValue(): LValue | undefined {
    if (!this.#is('$') && this.#token.kind !== 'name') return undefined;
    const value = this.#primary({});
    return isLValue(value) ? value : undefined;
  }

  #primary(without: Without): Expr {
    const token = this.#next();
    switch (token.kind) {
      case 'number':
        return { kind: 'number', value: Number(token.text) };
      case 'string':
        return { kind: 'string', text: token.text };
      case 'regex':
        return { kind: 'regex', source: token.text, line: token.line };
      case 'name':
        return this.#variable(token.text);
      case 'call':
        return this.#call(token);
      case 'builtin':
        return this.#builtin(token.text);
      case 'keyword':
        if (token.text === 'getline') return this.#getline();
        break;
      case 'operator':
        return this.#operatorOperand(token, without);
      default:
    }
    throw this.#before(token);
  }

  #variable(name: string): Expr {
    if (!this.#take('[')) return { kind: 'variable', name };
    const subscripts = this.#list(']');
    this.#expect(']');
    return { kind: 'element', array: name, subscripts };
  }

  #call(token: Token): Expr {
    this.#calls.push({ name: token.text });
    return { kind: 'call', name: token.text, args: this.#arguments(), line: token.line };
  }

  #arguments(): readonly Expr[] {
    this.#expect('(');
    this.#parentheses++;
    const args = this.#list(')');
    this.#expect(')');
    this.#parentheses--;
    return args;
  }

  #builtin(name: string): Expr {
    if (this.#is('(')) return { kind: 'builtin', name, args: this.#arguments() };
    if (name !== 'length') throw this.#unexpected();
    return { kind: 'builtin', name, args: [] };
  }

  #getline(): Expr {
    const to = this.#optionalLValue();
    if (!this.#take('<')) return { kind: 'getline', from: 'main', source: undefined, to };
    return { kind: 'getline', from: 'file', source: this.#primary({}), to };
  }

  #operatorOperand(token: Token, without: Without): Expr {
    switch (token.text) {
      case '$': {
        const isStep = this.#is('++') || this.#is('--');
        const index = isStep || !this.#is('-') ? this.#primary(without) : this.#unary(without);
        return { kind: 'field', index };
      }
      case '++':
      case '--': {
        const of = this.#primary(without);
        if (!isLValue(of)) throw this.#unexpected();
        return { kind: 'step', by: token.text === '++' ? 1 : -1, isPrefix: true, of };
      }
      case '(': {
        this.#parentheses++;
        const values = this.#list(')');
        this.#expect(')');
        this.#parentheses--;
        const [only] = values;
        if (values.length > 1 && this.#takeKeyword('in'))
          return { kind: 'in', subscripts: values, array: this.#arrayName() };
        if (only === undefined || values.length > 1) throw this.#unexpected();
        // No longer a place to assign to: (a) = 1 is none.
        return isLValue(only) ? { kind: 'condition', test: { kind: 'number', value: 1 }, yes: only, no: only } : only;
      }
      case '-':
      case '+':
      case '!':
        this.#at--;
        return this.#unary(without);
      default:
        throw this.#before(token);
    }
  }
}

const isLValue = (value: Expr): value is LValue =>
  value.kind === 'variable' || value.kind === 'field' || value.kind === 'element';
