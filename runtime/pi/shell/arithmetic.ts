/**
 * Arithmetic (bash(1), ARITHMETIC EVALUATION): what stands in `$((…))`, `((…))`, `let`, subscripts of indexed
 * arrays, offsets of `${x:1:2}` and values of `declare -i`. Numbers have 64 bits and wrap around. A name
 * means its variable, whose value is an expression again; one that is not set or empty is 0.
 *
 *     1+2*3   2**10   7%-2   1<<4   0x1f   017   2#101   64#_      valid
 *     i++   x=5   x+=2   a[i]+=1   x>3?1:0   1,2                   valid
 *     08   1.5   1=2   3/0                                         mistakes, each in bash's words
 */
import { ArithmeticTokens } from './arithmetic/tokens.ts';
import type { Reference } from './arithmetic/tokens.ts';
import { ExpansionProblem } from './expansion-problem.ts';
import type { Variables } from './variables.ts';

/** What an expression may look at and change. */
export interface ArithmeticScope {
  /** RANDOM and the like must be among them: `Variables.defineDynamic`. */
  readonly variables: Variables;
  /** `set -u`: a variable that is not set is a mistake, not 0. */
  readonly nounset?: boolean;
}

/** Parentheses, and variables whose values are expressions, within one another: bash stops at 1024. */
const DEEPEST = 300;

/**
 * @param expression parameters, substitutions and quotes in it are expanded already
 * @returns a number of 64 bits with a sign; 0 if there is nothing in it
 * @throws ExpansionProblem `1/0: division by 0 (error token is "0")`; AssignmentProblem
 */
export const evaluateArithmetic = (expression: string, scope: ArithmeticScope): bigint =>
  evaluate(expression, scope, { depth: 0 });

const evaluate = (expression: string, scope: ArithmeticScope, level: { depth: number }): bigint =>
  /^[ \t\n\r]*$/.test(expression) ? 0n : new Evaluation(expression, scope, level).whole();

/** Operators between two values, the weakest first: how tightly they bind. */
const STRENGTH: Readonly<Record<string, number>> = {
  '||': 1,
  '&&': 2,
  '|': 3,
  '^': 4,
  '&': 5,
  '==': 6,
  '!=': 6,
  '<': 7,
  '>': 7,
  '<=': 7,
  '>=': 7,
  '<<': 8,
  '>>': 8,
  '+': 9,
  '-': 9,
  '*': 10,
  '/': 10,
  '%': 10,
};

const OPERATIONS: Readonly<Record<string, (left: bigint, right: bigint) => bigint>> = {
  '|': (left, right) => left | right,
  '^': (left, right) => left ^ right,
  '&': (left, right) => left & right,
  '==': (left, right) => truth(left === right),
  '!=': (left, right) => truth(left !== right),
  '<': (left, right) => truth(left < right),
  '>': (left, right) => truth(left > right),
  '<=': (left, right) => truth(left <= right),
  '>=': (left, right) => truth(left >= right),
  // The processor looks at six bits of the distance only.
  '<<': (left, right) => left << (right & 63n),
  '>>': (left, right) => left >> (right & 63n),
  '+': (left, right) => left + right,
  '-': (left, right) => left - right,
  '*': (left, right) => left * right,
  '/': (left, right) => left / right,
  '%': (left, right) => left % right,
};

const truth = (value: boolean): bigint => (value ? 1n : 0n);

const wrap = (value: bigint): bigint => BigInt.asIntN(64, value);

const power = (base: bigint, exponent: bigint): bigint => {
  let result = 1n;
  for (let square = base, left = exponent; left > 0n; left >>= 1n) {
    if ((left & 1n) === 1n) result = wrap(result * square);
    square = wrap(square * square);
  }
  return result;
};

class Evaluation {
  readonly #tokens: ArithmeticTokens;
  readonly #scope: ArithmeticScope;
  readonly #level: { depth: number };
  /** In the part that `&&`, `||` or `?:` leave out: read, but neither looked up nor assigned. */
  #skipping = 0;

  constructor(expression: string, scope: ArithmeticScope, level: { depth: number }) {
    this.#scope = scope;
    this.#level = level;
    this.#tokens = new ArithmeticTokens(expression, (reference) => this.#look(reference));
  }

  whole(): bigint {
    return this.#deeper(() => {
      this.#tokens.next();
      const value = this.#comma();
      if (this.#tokens.kind !== '') throw this.#tokens.problem('syntax error in expression');
      return value;
    });
  }

  #deeper<T>(evaluation: () => T): T {
    if (this.#level.depth >= DEEPEST) throw this.#tokens.problem('expression recursion level exceeded');
    this.#level.depth++;
    try {
      return evaluation();
    } finally {
      this.#level.depth--;
    }
  }

  /** @param skip whether it does not count what comes */
  #maybe(skip: boolean, evaluation: () => bigint): bigint {
    if (!skip) return evaluation();
    this.#skipping++;
    try {
      return evaluation();
    } finally {
      this.#skipping--;
    }
  }

  #comma(): bigint {
    let value = this.#assignment();
    while (this.#tokens.kind === ',') {
      this.#tokens.next();
      value = this.#assignment();
    }
    return value;
  }

  #assignment(): bigint {
    const tokens = this.#tokens;
    const before = this.#conditional();
    if (tokens.kind !== '=' && tokens.kind !== 'op=') return before;
    const reference = tokens.reference;
    if (tokens.last !== 'name' || reference === undefined) {
      throw tokens.problem('attempted assignment to non-variable');
    }
    const operator = tokens.kind === '=' ? undefined : tokens.operator;
    tokens.next();
    const at = tokens.start;
    const value = this.#deeper(() => this.#assignment());
    const result = operator === undefined ? value : this.#operate(operator, before, value, at);
    this.#assign(reference, result);
    return result;
  }

  #conditional(): bigint {
    const tokens = this.#tokens;
    const condition = this.#binary(1);
    if (tokens.kind !== '?') return condition;
    const first = this.#maybe(condition === 0n, () => {
      tokens.next();
      if (/^:?$/.test(tokens.kind)) throw tokens.problem('expression expected');
      return this.#deeper(() => this.#comma());
    });
    if ((tokens.kind as string) !== ':') throw tokens.problem("`:' expected for conditional expression");
    const second = this.#maybe(condition !== 0n, () => {
      tokens.next();
      if (tokens.kind === '') throw tokens.problem('expression expected');
      return this.#deeper(() => this.#conditional());
    });
    tokens.last = '?';
    return condition === 0n ? second : first;
  }

  #binary(weakest: number): bigint {
    const tokens = this.#tokens;
    let left = this.#power();
    for (;;) {
      const operator = tokens.kind;
      const strength = STRENGTH[operator];
      if (strength === undefined || strength < weakest) return left;
      const known = left;
      const skip = (operator === '||' && known !== 0n) || (operator === '&&' && known === 0n);
      let at = tokens.at;
      const right = this.#maybe(skip, () => {
        at = tokens.at;
        tokens.next();
        return this.#binary(strength + 1);
      });
      if (operator === '||') left = truth(known !== 0n || right !== 0n);
      else if (operator === '&&') left = truth(known !== 0n && right !== 0n);
      else left = this.#operate(operator, known, right, at);
      tokens.last = 'number';
    }
  }

  #operate(operator: string, left: bigint, right: bigint, at: number): bigint {
    let divisor = right;
    if ((operator === '/' || operator === '%') && right === 0n) {
      if (this.#skipping === 0) throw this.#tokens.problem('division by 0', at);
      divisor = 1n;
    }
    return wrap(OPERATIONS[operator]?.(left, divisor) ?? 0n);
  }

  #power(): bigint {
    const tokens = this.#tokens;
    const base = this.#unary();
    if (tokens.kind !== '**') return base;
    tokens.next();
    const exponent = this.#deeper(() => this.#power());
    if (exponent < 0n) throw tokens.problem('exponent less than 0');
    tokens.last = 'number';
    return power(base, exponent);
  }

  #unary(): bigint {
    const tokens = this.#tokens;
    const operator = tokens.kind;
    if (operator !== '!' && operator !== '~' && operator !== '-' && operator !== '+') return this.#primary();
    tokens.next();
    const operand = this.#deeper(() => this.#unary());
    tokens.last = 'number';
    if (operator === '!') return truth(operand === 0n);
    return operator === '~' ? ~operand : wrap(operator === '-' ? -operand : operand);
  }

  #primary(): bigint {
    const tokens = this.#tokens;
    const { kind } = tokens;
    if (kind === '++x' || kind === '--x') {
      tokens.next();
      const value = wrap(tokens.value + (kind === '++x' ? 1n : -1n));
      if (tokens.reference !== undefined) this.#assign(tokens.reference, value);
      tokens.kind = 'number'; // `--x=7` is a mistake.
      tokens.next();
      return value;
    }
    if (kind === '(') {
      tokens.next();
      const value = this.#deeper(() => this.#comma());
      if (tokens.kind !== ')') throw tokens.problem("missing `)'");
      tokens.next();
      return value;
    }
    const { value, reference } = tokens;
    if (kind === 'number') {
      tokens.next();
      return value;
    }
    if (kind !== 'name' || reference === undefined) throw tokens.problem('syntax error: operand expected');
    tokens.next();
    const after = tokens.kind as string;
    if (after === 'x++' || after === 'x--') {
      this.#assign(reference, wrap(value + (after === 'x++' ? 1n : -1n)));
      tokens.kind = 'number'; // `x++=7` too.
      tokens.next();
    }
    return value;
  }

  /** The value of a variable, itself an expression. */
  #look(reference: Reference): bigint {
    if (this.#skipping > 0) return 0n;
    const { variables, nounset = false } = this.#scope;
    const { name } = reference;
    const key = this.#key(reference);
    if (key === undefined) return 0n;
    const text = variables.element(name, key);
    if (text === undefined && nounset) throw new ExpansionProblem(`${name}: unbound variable`, true);
    if (text === undefined || text === '') return 0n;
    if (/^(?:0|[1-9]\d{0,17})$/.test(text)) return BigInt(text);
    return this.#deeper(() => evaluate(text, this.#scope, this.#level));
  }

  /** undefined: there is no such element, and bash has said so. */
  #key({ name, subscript }: Reference): string | undefined {
    if (subscript === undefined) return '0';
    if (subscript === '') throw new ExpansionProblem(`${name}[]: bad array subscript`);
    if (this.#scope.variables.kind(name) === 'associative') return subscript;
    return String(this.#deeper(() => evaluate(subscript, this.#scope, this.#level)));
  }

  #assign(reference: Reference, value: bigint): void {
    if (this.#skipping > 0) return;
    const key = this.#key(reference);
    if (key !== undefined) this.#scope.variables.setElement(reference.name, key, String(value));
  }
}
