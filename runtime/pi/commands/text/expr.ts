import { posixRegex, RegexProblem } from '../../posix-regex.ts';
import { quote } from '../../quoting.ts';
import { command, Failure } from '../command.ts';
import { UsageProblem } from '../options.ts';

/** expr(1) */
export const expr = command({
  page: {
    name: 'expr',
    section: 1,
    summary: 'evaluate an expression',
    synopsis: ['expr EXPRESSION'],
    description: [
      'Prints what the EXPRESSION comes to. Its parts are words of their own; a shell wants * ( ) < > | & in quotes. Numbers are whole, and as long as you like.',
    ],
    sections: [
      [
        'EXPRESSIONS, from the weakest operator to the strongest',
        [
          '  A | B        A, unless it is empty or 0; then B',
          '  A & B        A, unless one of them is empty or 0; then 0',
          '  A < B   A <= B   A = B   A != B   A >= B   A > B',
          '               1 or 0: as numbers if both are, else as text',
          '  A + B   A - B',
          '  A * B   A / B   A % B',
          '  TEXT : BRE   how many characters the regular expression matches from the beginning, or what its first \\(…\\) matches',
          '  match TEXT BRE   the same',
          '  substr TEXT POSITION LENGTH   counted from 1',
          '  index TEXT CHARACTERS   where the first of them is, or 0',
          '  length TEXT',
          '  + WORD       the word as text, even if it is an operator',
          '  ( EXPRESSION )',
        ],
      ],
    ],
    examples: [
      ['expr 3 + 4', '7'],
      ["expr sensor/3/temp : '.*/\\(.*\\)/'", '3'],
    ],
    exitStatus: [
      ['0', 'it is neither empty nor 0'],
      ['1', 'it is empty or 0'],
      ['2', 'it cannot be understood'],
    ],
    seeAlso: ['bash(1)', 'test(1)'],
  },
  usageStatus: 2,
  // Nothing is an option but --help and --version, and those only alone.
  prepare: (args) =>
    args.length === 1 && /^--(?:h|v)/.test(args[0] ?? '') ? args : ['--', ...(args[0] === '--' ? args.slice(1) : args)],
  run: async (_process, { operands }, out) => {
    if (operands.length === 0) throw new UsageProblem('missing operand');
    const value = new Expression(operands).whole();
    await out.write(`${value}\n`);
    return isNull(value) ? 1 : 0;
  },
});

const INTEGER = /^-?\d+$/;
const isNull = (value: string): boolean => value === '' || /^-?0+$/.test(value);

class Expression {
  readonly #words: readonly string[];
  #at = 0;

  constructor(words: readonly string[]) {
    this.#words = words;
  }

  /** @throws Failure */
  whole(): string {
    const value = this.#or(true);
    const left = this.#words[this.#at];
    if (left !== undefined) throw new Failure(`syntax error: unexpected argument ${quote(left)}`);
    return value;
  }

  /** @param counts false: it is only read, because what stands before decides already */
  #or(counts: boolean): string {
    let left = this.#and(counts);
    while (this.#take('|')) {
      const right = this.#and(counts && isNull(left));
      if (isNull(left)) left = isNull(right) ? '0' : right;
    }
    return left;
  }

  #and(counts: boolean): string {
    let left = this.#comparison(counts);
    while (this.#take('&')) {
      const right = this.#comparison(counts && !isNull(left));
      if (isNull(left) || isNull(right)) left = '0';
    }
    return left;
  }

  #comparison(counts: boolean): string {
    let left = this.#sum(counts);
    for (;;) {
      const operator = this.#takeOne('<', '<=', '=', '==', '!=', '>=', '>');
      if (operator === undefined) return left;
      const right = this.#sum(counts);
      const order = compared(left, right);
      const holds =
        operator === '<'
          ? order < 0
          : operator === '<='
            ? order <= 0
            : operator === '!='
              ? order !== 0
              : operator === '>='
                ? order >= 0
                : operator === '>'
                  ? order > 0
                  : order === 0;
      left = holds ? '1' : '0';
    }
  }

  #sum(counts: boolean): string {
    let left = this.#product(counts);
    for (;;) {
      const operator = this.#takeOne('+', '-');
      if (operator === undefined) return left;
      const right = this.#product(counts);
      if (!counts) continue;
      const [a, b] = [integer(left), integer(right)];
      left = String(operator === '+' ? a + b : a - b);
    }
  }

  #product(counts: boolean): string {
    let left = this.#match(counts);
    for (;;) {
      const operator = this.#takeOne('*', '/', '%');
      if (operator === undefined) return left;
      const right = this.#match(counts);
      if (!counts) continue;
      const [a, b] = [integer(left), integer(right)];
      if (operator !== '*' && b === 0n) throw new Failure('division by zero');
      left = String(operator === '*' ? a * b : operator === '/' ? a / b : a % b);
    }
  }

  #match(counts: boolean): string {
    let left = this.#function(counts);
    while (this.#take(':')) {
      const pattern = this.#function(counts);
      if (counts) left = matched(left, pattern);
    }
    return left;
  }

  #function(counts: boolean): string {
    if (this.#take('+')) return this.#word();
    if (this.#take('length')) return String([...this.#function(counts)].length);
    if (this.#take('match')) {
      const text = this.#function(counts);
      const pattern = this.#function(counts);
      return counts ? matched(text, pattern) : '';
    }
    if (this.#take('index')) {
      const text = [...this.#function(counts)];
      const wanted = new Set(this.#function(counts));
      return String(text.findIndex((character) => wanted.has(character)) + 1);
    }
    if (this.#take('substr')) {
      const text = [...this.#function(counts)];
      const [from, length] = [this.#function(counts), this.#function(counts)];
      if (!INTEGER.test(from) || !INTEGER.test(length) || Number(from) <= 0 || Number(length) <= 0) return '';
      return text.slice(Number(from) - 1, Number(from) - 1 + Number(length)).join('');
    }
    return this.#single(counts);
  }

  #single(counts: boolean): string {
    if (this.#take('(')) {
      const value = this.#or(counts);
      if (this.#take(')')) return value;
      const found = this.#words[this.#at];
      throw new Failure(
        found === undefined
          ? `syntax error: expecting ')' after ${quote(this.#words[this.#at - 1] ?? '')}`
          : `syntax error: expecting ')' instead of ${quote(found)}`,
      );
    }
    if (this.#words[this.#at] === ')') throw new Failure("syntax error: unexpected ')'");
    return this.#word();
  }

  #word(): string {
    const word = this.#words[this.#at];
    if (word === undefined)
      throw new Failure(`syntax error: missing argument after ${quote(this.#words[this.#at - 1] ?? '')}`);
    this.#at++;
    return word;
  }

  #take(word: string): boolean {
    if (this.#words[this.#at] !== word) return false;
    this.#at++;
    return true;
  }

  #takeOne(...words: readonly string[]): string | undefined {
    return words.find((word) => this.#take(word));
  }
}

const integer = (text: string): bigint => {
  if (!INTEGER.test(text)) throw new Failure('non-integer argument');
  return BigInt(text);
};

const compared = (left: string, right: string): number => {
  if (INTEGER.test(left) && INTEGER.test(right)) {
    const difference = BigInt(left) - BigInt(right);
    return difference < 0n ? -1 : difference > 0n ? 1 : 0;
  }
  return left < right ? -1 : left > right ? 1 : 0;
};

const matched = (text: string, pattern: string): string => {
  try {
    const regex = posixRegex(pattern);
    const match = regex.exec(text);
    const found = match?.index === 0 ? match : null;
    if (regex.groups > 0) return found?.group(1) ?? '';
    return String([...(found?.group(0) ?? '')].length);
  } catch (error) {
    if (error instanceof RegexProblem) throw new Failure(error.message);
    throw error;
  }
};
