import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { evaluateArithmetic } from '#runtime/pi/shell/arithmetic.ts';
import { ExpansionProblem } from '#runtime/pi/shell/expansion-problem.ts';
import { Variables } from '#runtime/pi/shell/variables.ts';

const evaluate = (expression: string, variables = new Variables()): bigint =>
  evaluateArithmetic(expression, { variables });

const complaint = (expression: string, variables?: Variables): string => {
  try {
    evaluate(expression, variables);
  } catch (error) {
    if (error instanceof ExpansionProblem) return error.message;
    throw error;
  }
  throw new Error(`${expression} was evaluated`);
};

test.each([
  ['1+2*3', 7n],
  ['2**3**2', 512n],
  ['-2**2', 4n],
  ['-7/2', -3n],
  ['-7%2', -1n],
  ['1<<65', 2n],
  ['9223372036854775807+1', -9223372036854775808n],
  ['-9223372036854775808/-1', -9223372036854775808n],
  ['64#_', 63n],
  ['0x1F+017', 46n],
  ['1,2', 2n],
  ['0&&1/0', 0n],
  ['1?2:1/0', 2n],
  ['', 0n],
])('%s is %d', (expression, value) => {
  expect(evaluate(expression)).toBe(value);
});

test.each([
  ['1/0', 'division by 0 (error token is "0")'],
  ['1+', 'syntax error: operand expected (error token is "+")'],
  ['1 2', 'syntax error in expression (error token is "2")'],
  ['1=2', 'attempted assignment to non-variable (error token is "=2")'],
  ['08', 'value too great for base (error token is "08")'],
  ['99#1', 'invalid arithmetic base (error token is "99#1")'],
  ['1.5', 'syntax error: invalid arithmetic operator (error token is ".5")'],
  ['2**-1', 'exponent less than 0 (error token is "1")'],
  ['(1', 'missing `)\' (error token is "1")'],
  ['a[1', 'bad array subscript (error token is "a[1")'],
])('%s: %s', (expression, message) => {
  expect(complaint(expression)).toBe(`${expression}: ${message}`);
});

describe('variables', () => {
  test('are looked up by name, and their values are expressions', () => {
    const variables = new Variables({ a: 'b+1', b: '2*3' });
    expect(evaluate('a*2', variables)).toBe(14n);
  });
  test('are changed by assignment and by ++', () => {
    const variables = new Variables({ i: '5' });
    expect(evaluate('j = i++ + ++i', variables)).toBe(12n);
    expect([variables.get('i'), variables.get('j')]).toEqual(['7', '12']);
  });
  test('may be elements of arrays', () => {
    const variables = new Variables();
    evaluate('a[1+1]=7, a[0]+=a[2]', variables);
    expect(variables.declaration('a')).toBe('declare -a a=([0]="7" [2]="7")');
    variables.declare('m', { kind: 'associative' });
    evaluate('m[some key]+=3', variables);
    expect(variables.element('m', 'some key')).toBe('3');
  });
  test('that go round in a circle end in a complaint', () => {
    expect(complaint('x', new Variables({ x: 'y', y: 'x' }))).toContain('expression recursion level exceeded');
  });
  test('that are readonly stay as they are', () => {
    const variables = new Variables({ x: '1' });
    variables.declare('x', { on: ['readonly'] });
    expect(complaint('x=2', variables)).toBe('x: readonly variable');
  });
  test('that are not set are mistakes under set -u, fatal ones', () => {
    const evaluation = () => evaluateArithmetic('x+1', { variables: new Variables(), nounset: true });
    expect(evaluation).toThrow(expect.objectContaining({ message: 'x: unbound variable', fatal: true }));
  });
});

test.each([
  '('.repeat(5_000),
  '!'.repeat(5_000),
  '-+'.repeat(5_000),
  '1?'.repeat(5_000),
  'x='.repeat(5_000),
  '2**'.repeat(5_000),
])('what is nested too deep is refused: %.10s…', (expression) => {
  expect(complaint(`${expression}1`)).toContain('expression recursion level exceeded');
});

test('a long expression is no deep one', () => {
  expect(evaluate(`${'1+'.repeat(20_000)}1`)).toBe(20_001n);
});

test('any text is evaluated or refused in an orderly way', () => {
  const piece = fc.constantFrom(
    '1',
    '0',
    'x',
    'a[',
    ']',
    '+',
    '-',
    '*',
    '/',
    '%',
    '(',
    ')',
    '?',
    ':',
    '=',
    '<',
    '&',
    '|',
    '!',
    '~',
    ',',
    ' ',
    '#',
    '.',
    '++',
    '**',
    '08',
    '$',
    "'",
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
      try {
        const value = evaluate(pieces.join(''), new Variables({ x: '3' }));
        expect(BigInt.asIntN(64, value)).toBe(value);
      } catch (error) {
        expect(error).toBeInstanceOf(ExpansionProblem);
      }
    }),
    { numRuns: 2_000 },
  );
});

test('sums and products are those of 64 bits', () => {
  const number = fc.bigInt({ min: -(2n ** 63n) + 1n, max: 2n ** 63n - 1n });
  fc.assert(
    fc.property(number, number, (a, b) => {
      const text = (value: bigint): string => (value < 0n ? `(${value})` : String(value));
      expect(evaluate(`${text(a)}+${text(b)}`)).toBe(BigInt.asIntN(64, a + b));
      expect(evaluate(`${text(a)}*${text(b)}`)).toBe(BigInt.asIntN(64, a * b));
    }),
    { numRuns: 300 },
  );
});
