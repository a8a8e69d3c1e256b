/**
 * Cuts an arithmetic expression into tokens. A variable's value is looked up as its name is read, which is
 * when bash does: the order of side effects and of complaints depends on it.
 */
import { ExpansionProblem } from '../expansion-problem.ts';
import { readNumber } from './number.ts';

/** A variable, or an element of an array. */
export interface Reference {
  readonly name: string;
  readonly subscript?: string;
}

/** Longest first. */
const OPERATORS = /\*\*|<<=|>>=|<<|>>|==|!=|<=|>=|&&|\|\||[-+*/%&^|]=|[-+*/%&^|~!<>=?:,()]/y;
const NAME = /[A-Za-z_][A-Za-z0-9_]*/y;
const NUMBER = /[0-9][0-9A-Za-z#@_]*/y;

export class ArithmeticTokens {
  readonly #text: string;
  readonly #look: (reference: Reference) => bigint;
  /** Behind the token. */
  at = 0;
  /** Where the token begins; at the end of the text: where the last one did. */
  start = 0;
  /**
   * `number`, `name`, an operator, `op=` (which one is in `operator`), `++x` and `--x` before a name, `x++`
   * and `x--` behind one, '' at the end.
   */
  kind = '';
  /** Kind of the token before, or of what it was taken together to. */
  last = '';
  /** Of `op=`. */
  operator = '';
  /** Of a number or a name. */
  value = 0n;
  /** The last name that was read. */
  reference: Reference | undefined;

  constructor(text: string, look: (reference: Reference) => bigint) {
    this.#text = text;
    this.#look = look;
  }

  next(): void {
    const text = this.#text;
    this.#match(/[ \t\n\r]*/y);
    if (this.at >= text.length) {
      this.#became('');
      return;
    }
    this.start = this.at;
    const name = this.#match(NAME);
    if (name !== '') return this.#name(name);
    const number = this.#match(NUMBER);
    if (number !== '') {
      const value = readNumber(number);
      if (typeof value === 'string') throw this.problem(value);
      this.value = value;
      this.#became('number');
      return;
    }
    if (this.#increment()) return;
    const operator = this.#match(OPERATORS);
    if (operator === '') {
      const expected = this.kind === '' || !/^(?:number|name|\))$/.test(this.kind);
      throw this.problem(`syntax error: ${expected ? 'operand expected' : 'invalid arithmetic operator'}`);
    }
    if (/^(?:[-+*/%&^|]|<<|>>)=$/.test(operator)) {
      this.operator = operator.slice(0, -1);
      this.#became('op=');
    } else this.#became(operator);
  }

  /** @param start of the token that is to blame; absent: this one */
  problem(message: string, start = this.start): ExpansionProblem {
    const token = this.#text.slice(start).replace(/^[ \t\n]+/, '');
    const shown = this.#text.replace(/^[ \t]+/, '');
    return new ExpansionProblem(`${shown}: ${message} (error token is "${token}")`);
  }

  #became(kind: string): void {
    this.last = this.kind;
    this.kind = kind;
  }

  #match(sticky: RegExp): string {
    sticky.lastIndex = this.at;
    const found = sticky.exec(this.#text)?.[0] ?? '';
    this.at += found.length;
    return found;
  }

  #name(name: string): void {
    const subscript = this.#text[this.at] === '[' ? this.#subscript() : undefined;
    this.reference = { name, ...(subscript === undefined ? {} : { subscript }) };
    const assigned = /[ \t\n\r]*=(?!=)/y;
    assigned.lastIndex = this.at;
    const changes = this.kind === '++x' || this.kind === '--x';
    this.value = !changes && assigned.test(this.#text) ? 0n : this.#look(this.reference);
    this.#became('name');
  }

  #subscript(): string {
    const first = this.at + 1;
    for (let depth = 0, i = this.at; i < this.#text.length; i++) {
      if (this.#text[i] === '[') depth++;
      else if (this.#text[i] === ']' && --depth === 0) {
        this.at = i + 1;
        return this.#text.slice(first, i);
      }
    }
    throw this.problem('bad array subscript');
  }

  /** `++` and `--`: before or behind a name; else two signs. */
  #increment(): boolean {
    const sign = this.#text[this.at] ?? '';
    if ((sign !== '+' && sign !== '-') || this.#text[this.at + 1] !== sign) return false;
    const both = sign + sign;
    if (this.kind === 'number' && (this.last === '++x' || this.last === '--x')) {
      throw this.problem(`${both}: assignment requires lvalue`);
    }
    const behind = this.kind === 'name';
    const before = /[+-]{2}[ \t\n\r]*[A-Za-z_]/y;
    before.lastIndex = this.at;
    if (!behind && !before.test(this.#text)) return false;
    this.at += 2;
    this.#became(behind ? `x${both}` : `${both}x`);
    return true;
  }
}
