/** node:assert */
import { isDeepLooseEqual, isDeepStrictEqual } from './deep-equal.ts';
import { inspect } from './inspect.ts';

interface AssertionOptions {
  readonly message?: string | undefined;
  readonly actual?: unknown;
  readonly expected?: unknown;
  readonly operator?: string;
}

export class AssertionError extends Error {
  static override readonly name: string = 'AssertionError';
  override readonly name = 'AssertionError';
  readonly code = 'ERR_ASSERTION';
  readonly generatedMessage: boolean;
  readonly actual: unknown;
  readonly expected: unknown;
  readonly operator: string;

  constructor({ message, actual, expected, operator = 'fail' }: AssertionOptions) {
    super(message ?? `${inspect(actual)} ${operator} ${inspect(expected)}`);
    this.generatedMessage = message === undefined;
    this.actual = actual;
    this.expected = expected;
    this.operator = operator;
    Object.defineProperty(this, 'name', { enumerable: false });
    const { stack = '' } = this;
    Object.defineProperty(this, 'stack', {
      value: stack.replace(/^(?:AssertionError|Error)(?=:|$)/m, 'AssertionError [ERR_ASSERTION]'),
      configurable: true,
      writable: true,
      enumerable: false,
    });
  }
}

type Message = string | Error | undefined;

function must(holds: boolean, message: Message, options: AssertionOptions): void {
  if (holds) return;
  if (message instanceof Error) throw message;
  throw new AssertionError({ ...options, message: message ?? options.message });
}

/** As Node says two things differ: short ones beside each other, longer ones below each other. */
function differ(head: string, actual: unknown, expected: unknown): string {
  const [a, b] = [inspect(actual), inspect(expected)];
  if (!a.includes('\n') && !b.includes('\n') && a.length + b.length < 60 && typeof actual !== 'object')
    return `${head}\n\n${a} !== ${b}\n`;
  const mark = (text: string, sign: string): string =>
    text
      .split('\n')
      .map((line) => `${sign} ${line}`)
      .join('\n');
  return `${head}\n+ actual - expected\n\n${mark(a, '+')}\n${mark(b, '-')}\n`;
}

type Thrown = { readonly error: unknown } | undefined;

function matches(error: unknown, expected: unknown): boolean {
  if (expected === undefined || typeof expected === 'string') return true;
  if (expected instanceof RegExp) return expected.test(String(error));
  if (typeof expected === 'function') {
    if (expected.prototype !== undefined && error instanceof (expected as unknown as new () => object)) return true;
    if (Error.isPrototypeOf(expected)) return false;
    return (expected as (error: unknown) => unknown)(error) === true;
  }
  return Object.entries(expected as object).every(([key, value]) => {
    const is = (error as Record<string, unknown>)[key];
    return value instanceof RegExp && typeof is === 'string' ? value.test(is) : isDeepStrictEqual(is, value);
  });
}

function judged(thrown: Thrown, kind: 'exception' | 'rejection', expected: unknown, message: Message): void {
  if (thrown === undefined)
    return must(false, message, {
      message: `Missing expected ${kind}${message === undefined ? '.' : `: ${String(message)}`}`,
      operator: 'throws',
    });
  if (!matches(thrown.error, expected)) throw thrown.error;
}

function thrownBy(run: () => unknown): Thrown {
  try {
    run();
    return undefined;
  } catch (error) {
    return { error };
  }
}

const rejectionOf = (run: Promise<unknown> | (() => Promise<unknown>)): Promise<Thrown> =>
  Promise.resolve(typeof run === 'function' ? run() : run).then(
    () => undefined,
    (error: unknown) => ({ error }),
  );

function ok(value: unknown, message?: Message): void {
  const text =
    value === undefined && message === undefined
      ? 'No value argument passed to `assert.ok()`'
      : 'The expression evaluated to a falsy value';
  must(Boolean(value), message, { message: text, actual: value, expected: true, operator: '==' });
}

const functions = {
  ok,
  AssertionError,
  fail: (message: Message = 'Failed') => must(false, message, { operator: 'fail' }),
  equal: (a: unknown, b: unknown, message?: Message) =>
    // eslint-disable-next-line eqeqeq
    must(a == b || (Number.isNaN(a) && Number.isNaN(b)), message, {
      message: `${inspect(a)} == ${inspect(b)}`,
      actual: a,
      expected: b,
      operator: '==',
    }),
  notEqual: (a: unknown, b: unknown, message?: Message) =>
    // eslint-disable-next-line eqeqeq
    must(a != b, message, { message: `${inspect(a)} != ${inspect(b)}`, actual: a, expected: b, operator: '!=' }),
  strictEqual: (a: unknown, b: unknown, message?: Message) =>
    must(Object.is(a, b), message, {
      message: differ('Expected values to be strictly equal:', a, b),
      actual: a,
      expected: b,
      operator: 'strictEqual',
    }),
  notStrictEqual: (a: unknown, b: unknown, message?: Message) =>
    must(!Object.is(a, b), message, {
      message: `Expected "actual" to be strictly unequal to: ${inspect(b)}`,
      actual: a,
      expected: b,
      operator: 'notStrictEqual',
    }),
  deepEqual: (a: unknown, b: unknown, message?: Message) =>
    must(isDeepLooseEqual(a, b), message, {
      message: differ('Expected values to be loosely deep-equal:', a, b),
      actual: a,
      expected: b,
      operator: 'deepEqual',
    }),
  deepStrictEqual: (a: unknown, b: unknown, message?: Message) =>
    must(isDeepStrictEqual(a, b), message, {
      message: differ('Expected values to be strictly deep-equal:', a, b),
      actual: a,
      expected: b,
      operator: 'deepStrictEqual',
    }),
  notDeepEqual: (a: unknown, b: unknown, message?: Message) =>
    must(!isDeepLooseEqual(a, b), message, { actual: a, expected: b, operator: 'notDeepEqual' }),
  notDeepStrictEqual: (a: unknown, b: unknown, message?: Message) =>
    must(!isDeepStrictEqual(a, b), message, { actual: a, expected: b, operator: 'notDeepStrictEqual' }),
  match: (text: string, pattern: RegExp, message?: Message) =>
    must(pattern.test(text), message, {
      message: `The input did not match the regular expression ${inspect(pattern)}. Input:\n\n${inspect(text)}\n`,
      actual: text,
      expected: pattern,
      operator: 'match',
    }),
  doesNotMatch: (text: string, pattern: RegExp, message?: Message) =>
    must(!pattern.test(text), message, {
      message: `The input was expected to not match the regular expression ${inspect(pattern)}. Input:\n\n${inspect(text)}\n`,
      actual: text,
      expected: pattern,
      operator: 'doesNotMatch',
    }),
  throws: (run: () => unknown, expected?: unknown, message?: Message) =>
    judged(thrownBy(run), 'exception', expected, message),
  doesNotThrow: (run: () => unknown) => void run(),
  rejects: async (run: Promise<unknown> | (() => Promise<unknown>), expected?: unknown, message?: Message) =>
    judged(await rejectionOf(run), 'rejection', expected, message),
  doesNotReject: async (run: Promise<unknown> | (() => Promise<unknown>)) =>
    void (await (typeof run === 'function' ? run() : run)),
  ifError: (value: unknown) => {
    if (value !== null && value !== undefined) throw value;
  },
};

const strict = Object.assign((value: unknown, message?: Message) => ok(value, message), functions, {
  equal: functions.strictEqual,
  notEqual: functions.notStrictEqual,
  deepEqual: functions.deepStrictEqual,
  notDeepEqual: functions.notDeepStrictEqual,
});

export const assertModule = Object.assign((value: unknown, message?: Message) => ok(value, message), functions, {
  strict,
});
export const strictAssertModule = Object.assign(strict, { strict });
