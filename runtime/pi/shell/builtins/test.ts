/**
 * test and [: conditions (bash(1), CONDITIONAL EXPRESSIONS).
 *
 *     [ -f log ]   [ "$a" = b ]   [ $n -gt 3 -a -n "$x" ]   [ ! -e x ]
 */
import { BINARY, NUMERIC, UNARY } from '../conditions.ts';
import type { BinaryOperator } from '../conditions.ts';
import type { Builtin, Shell } from '../shell.ts';

class TestProblem extends Error {}

const integer = (text: string): bigint => {
  if (!/^\s*[-+]?\d+\s*$/.test(text)) throw new TestProblem(`${text}: integer expression expected`);
  return BigInt(text.trim().replace(/^\+/, ''));
};

const binaryOf = (operator: string): BinaryOperator | undefined => {
  const compare = NUMERIC[operator];
  if (compare !== undefined) return (left, right) => compare(integer(left), integer(right));
  return Object.hasOwn(BINARY, operator) ? BINARY[operator] : undefined;
};

const unary = (shell: Shell, operator: string, operand: string): boolean => {
  const test = Object.hasOwn(UNARY, operator) ? UNARY[operator] : undefined;
  if (test === undefined) throw new TestProblem(`${operator}: unary operator expected`);
  return test(operand, shell);
};

/** One to four arguments mean what their number says (POSIX); more are parsed with -a, -o, ! and ( ). */
const evaluate = (shell: Shell, args: readonly string[]): boolean => {
  const [first = '', second = '', third = '', fourth = ''] = args;
  switch (args.length) {
    case 0:
      return false;
    case 1:
      return first !== '';
    case 2:
      return first === '!' ? second === '' : unary(shell, first, second);
    case 3: {
      const binary = binaryOf(second);
      if (binary !== undefined) return binary(first, third, shell);
      if (second === '-a') return first !== '' && third !== '';
      if (second === '-o') return first !== '' || third !== '';
      if (first === '!') return !evaluate(shell, [second, third]);
      if (first === '(' && third === ')') return second !== '';
      throw new TestProblem(`${second}: binary operator expected`);
    }
    case 4:
      if (first === '!') return !evaluate(shell, [second, third, fourth]);
      if (first === '(' && fourth === ')') return evaluate(shell, [second, third]);
      return new Expression(shell, args).whole();
    default:
      return new Expression(shell, args).whole();
  }
};

class Expression {
  readonly #shell: Shell;
  readonly #args: readonly string[];
  #at = 0;

  constructor(shell: Shell, args: readonly string[]) {
    this.#shell = shell;
    this.#args = args;
  }

  whole(): boolean {
    const value = this.#or();
    const next = this.#args[this.#at];
    if (next === undefined) return value;
    throw new TestProblem(next.startsWith('-') ? `syntax error: \`${next}' unexpected` : 'too many arguments');
  }

  #or(): boolean {
    let value = this.#and();
    while (this.#take('-o')) value = this.#and() || value;
    return value;
  }

  #and(): boolean {
    let value = this.#term();
    while (this.#take('-a')) value = this.#term() && value;
    return value;
  }

  #term(): boolean {
    if (this.#take('!')) return !this.#term();
    const [first, second = '', third] = this.#args.slice(this.#at, this.#at + 3);
    if (first === undefined) throw new TestProblem('argument expected');
    if (this.#take('(')) return this.#parenthesis();
    const binary = binaryOf(second);
    if (binary !== undefined && third !== undefined) {
      this.#at += 3;
      return binary(first, third, this.#shell);
    }
    if (Object.hasOwn(UNARY, first) && this.#at + 1 < this.#args.length) {
      this.#at += 2;
      return unary(this.#shell, first, second);
    }
    this.#at++;
    return first !== '';
  }

  #parenthesis(): boolean {
    const value = this.#or();
    const next = this.#args[this.#at];
    if (next === undefined) throw new TestProblem("`)' expected");
    if (!this.#take(')')) throw new TestProblem(`\`)' expected, found ${next}`);
    return value;
  }

  #take(word: string): boolean {
    if (this.#args[this.#at] !== word) return false;
    this.#at++;
    return true;
  }
}

export const test: Builtin = async (shell, args) => {
  const [name = 'test'] = args;
  const bracket = name === '[';
  if (bracket && args.at(-1) !== ']') {
    await shell.complain("[: missing `]'");
    return 2;
  }
  try {
    return evaluate(shell, args.slice(1, bracket ? -1 : undefined)) ? 0 : 1;
  } catch (error) {
    if (!(error instanceof TestProblem)) throw error;
    await shell.complain(`${name}: ${error.message}`);
    return 2;
  }
};
