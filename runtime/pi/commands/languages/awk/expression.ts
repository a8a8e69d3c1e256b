/**
 * Expressions made into functions. Most need not wait for anything and run at once; those that read, start
 * programs or call functions of the program's own are awaited. Each expression has both ways, of which `waits`
 * says which is to be taken.
 */
import type { Value } from './value.ts';

export interface Compiled {
  readonly waits: boolean;
  readonly now: () => Value;
  readonly later: () => Promise<Value>;
}

/** The value, by the way that it needs. */
export const valueOf = (expression: Compiled): Value | Promise<Value> =>
  expression.waits ? expression.later() : expression.now();

export const atOnce = (now: () => Value): Compiled => ({ waits: false, now, later: async () => now() });

const mustWait = (): never => {
  throw new TypeError('an expression that waits was not awaited');
};

export const waiting = (later: () => Promise<Value>): Compiled => ({ waits: true, now: mustWait, later });

/** The operands one after the other, and what is made of them. */
export const operation = (operands: readonly Compiled[], apply: (values: readonly Value[]) => Value): Compiled => {
  if (!operands.some(({ waits }) => waits)) return atOnce(() => apply(operands.map((operand) => operand.now())));
  return waiting(async () => apply(await allOf(operands)));
};

export const unaryOperation = (operand: Compiled, apply: (value: Value) => Value): Compiled =>
  operand.waits ? waiting(async () => apply(await operand.later())) : atOnce(() => apply(operand.now()));

export const binaryOperation = (
  left: Compiled,
  right: Compiled,
  apply: (left: Value, right: Value) => Value,
): Compiled => {
  if (!left.waits && !right.waits) return atOnce(() => apply(left.now(), right.now()));
  return waiting(async () => {
    const first = await valueOf(left);
    return apply(first, await valueOf(right));
  });
};

/** What takes its operands and then has to wait itself. */
export const waitingOperation = (
  operands: readonly Compiled[],
  apply: (values: readonly Value[]) => Promise<Value>,
): Compiled => waiting(async () => apply(await allOf(operands)));

export const allOf = async (operands: readonly Compiled[]): Promise<Value[]> => {
  const values: Value[] = [];
  for (const operand of operands) values.push(await valueOf(operand));
  return values;
};

/** One or the other, by the test. */
export const choice = (test: Compiled, isTrue: (value: Value) => boolean, yes: Compiled, no: Compiled): Compiled => {
  if (!test.waits && !yes.waits && !no.waits) return atOnce(() => (isTrue(test.now()) ? yes.now() : no.now()));
  return waiting(async () => valueOf(isTrue(await valueOf(test)) ? yes : no));
};
