/** Reads the expression of find(1): `( )`, then `!`, then `-a`, then `-o`, then `,`. */
import { lstatOf } from '../file-kinds.ts';
import type { Expression } from './expression.ts';
import { action } from './actions.ts';
import { option } from './options.ts';
import { ExpressionProblem } from './search.ts';
import type { Search } from './search.ts';
import { test } from './tests.ts';

export interface Reader {
  /** The name of the predicate, as it was typed. */
  readonly name: string;
  /** Its next argument. @throws ExpressionProblem `missing argument to` */
  value(): string;
  /** The next argument, if there is one. */
  maybe(): string | undefined;
}

const OPERATORS: ReadonlySet<string> = new Set(['-a', '-and', '-o', '-or', ',', ')']);
const ACTIONS: ReadonlySet<string> = new Set(
  '-print -print0 -printf -fprint -fprint0 -fprintf -ls -fls -exec -execdir -ok -okdir -delete -quit'.split(' '),
);

/** Whether a word begins the expression; what comes before are paths. */
export const isExpression = (word: string): boolean =>
  /^(-.|[(!),]$|\)$)/.test(word) && !(word.startsWith('-') && word === '-');

export const parseExpression = (search: Search, words: readonly string[]): Expression =>
  new Parser(search, words).parse();

class Parser {
  readonly #search: Search;
  readonly #words: readonly string[];
  #at = 0;
  #acts = false;
  /** The test before, whose pattern the shell may have filled in. */
  #lastTest = '';
  #firstTest = '';

  constructor(search: Search, words: readonly string[]) {
    this.#search = search;
    this.#words = words;
  }

  parse(): Expression {
    const print: Expression = { kind: 'test', run: this.#printer() };
    if (this.#words.length === 0) return print;
    const whole = this.#comma();
    if (this.#peek() === ')') throw new ExpressionProblem("you have too many ')'");
    return this.#acts ? whole : { kind: 'and', left: whole, right: print };
  }

  #printer() {
    const run = action(this.#search, { name: '-print', value: () => '', maybe: () => undefined });
    if (run === undefined) throw new TypeError('find can print');
    return run;
  }

  #peek(): string | undefined {
    return this.#words[this.#at];
  }

  #comma(): Expression {
    let left = this.#or();
    while (this.#peek() === ',') {
      this.#at += 1;
      if (this.#peek() === undefined) throw new ExpressionProblem('invalid expression');
      left = { kind: 'comma', left, right: this.#or() };
    }
    return left;
  }

  #or(): Expression {
    let left = this.#and();
    while (this.#peek() === '-o' || this.#peek() === '-or') {
      const operator = this.#words[this.#at++] ?? '';
      this.#expectAfter(operator);
      left = { kind: 'or', left, right: this.#and() };
    }
    return left;
  }

  #and(): Expression {
    let left = this.#not();
    for (let next = this.#peek(); next !== undefined; next = this.#peek()) {
      if (next === '-a' || next === '-and') {
        this.#at += 1;
        this.#expectAfter(next);
      } else if (OPERATORS.has(next)) break;
      left = { kind: 'and', left, right: this.#not() };
    }
    return left;
  }

  #expectAfter(operator: string): void {
    const next = this.#peek();
    if (next === undefined || next === ')') throw new ExpressionProblem(`expected an expression after '${operator}'`);
  }

  #not(): Expression {
    const word = this.#peek();
    if (word !== '!' && word !== '-not') return this.#primary();
    this.#at += 1;
    if (this.#peek() === undefined) throw new ExpressionProblem(`expected an expression after '${word}'`);
    return { kind: 'not', operand: this.#not() };
  }

  #primary(): Expression {
    const word = this.#words[this.#at++];
    if (word === undefined) throw new ExpressionProblem('invalid expression');
    if (word === '(') return this.#group();
    if (word === ')') throw new ExpressionProblem("invalid expression; you have used a ')' where it makes no sense");
    if (word === ',')
      throw new ExpressionProblem("invalid expression; you have used a binary operator ',' with nothing before it.");
    if (OPERATORS.has(word))
      throw new ExpressionProblem(
        `invalid expression; you have used a binary operator '${word}' with nothing before it.`,
      );
    if (!word.startsWith('-')) {
      const doubt =
        this.#lastTest === '' ? '' : `\nfind: possible unquoted pattern after predicate \`${this.#lastTest}'?`;
      throw new ExpressionProblem(`paths must precede expression: \`${word}'${this.#exists(word) ? doubt : ''}`);
    }
    const reader: Reader = {
      name: word,
      value: () => {
        const value = this.#words[this.#at++];
        if (value === undefined) throw new ExpressionProblem(`missing argument to \`${word}'`);
        return value;
      },
      maybe: () => this.#words[this.#at++],
    };
    const asked = test(this.#search, reader);
    if (asked !== undefined) {
      this.#lastTest = ['-name', '-iname', '-path', '-ipath', '-wholename', '-lname'].includes(word) ? word : '';
      this.#firstTest ||= word;
      return { kind: 'test', run: asked };
    }
    this.#lastTest = '';
    if (ACTIONS.has(word)) this.#acts = true;
    const done = action(this.#search, reader);
    if (done !== undefined) {
      this.#firstTest ||= word;
      return { kind: 'test', run: done };
    }
    if (option(this.#search, reader, this.#firstTest)) return { kind: 'test', run: () => true };
    throw new ExpressionProblem(`${word.startsWith('-newer') ? 'invalid' : 'unknown'} predicate \`${word}'`);
  }

  #exists(word: string): boolean {
    return lstatOf(this.#search.process, word) !== undefined;
  }

  #group(): Expression {
    if (this.#peek() === undefined)
      throw new ExpressionProblem(
        "invalid expression; expected to find a ')' but didn't see one. Perhaps you need an extra predicate after '('",
      );
    if (this.#peek() === ')') throw new ExpressionProblem('invalid expression; empty parentheses are not allowed.');
    const inside = this.#comma();
    if (this.#peek() !== ')')
      throw new ExpressionProblem("invalid expression; I was expecting to find a ')' somewhere but did not see one.");
    this.#at += 1;
    return inside;
  }
}
