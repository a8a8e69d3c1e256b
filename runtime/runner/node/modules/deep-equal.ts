/** util.isDeepStrictEqual, and the equality of assert.deepStrictEqual and, loosely, assert.deepEqual. */
export const isDeepStrictEqual = (a: unknown, b: unknown): boolean => equal(a, b, true, []);
export const isDeepLooseEqual = (a: unknown, b: unknown): boolean => equal(a, b, false, []);

type Pair = readonly [unknown, unknown];

function equal(a: unknown, b: unknown, strict: boolean, above: readonly Pair[]): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null)
    return !strict && (a == b || (Number.isNaN(a) && Number.isNaN(b))); // eslint-disable-line eqeqeq
  if (above.some(([x, y]) => x === a && y === b)) return true;
  if (strict && Object.getPrototypeOf(a) !== Object.getPrototypeOf(b)) return false;
  const tag = Object.prototype.toString.call(a);
  if (tag !== Object.prototype.toString.call(b)) return false;
  const pairs = [...above, [a, b] as const];
  const same = (x: unknown, y: unknown): boolean => equal(x, y, strict, pairs);
  if (a instanceof Date && b instanceof Date && a.getTime() !== b.getTime()) return false;
  if (a instanceof RegExp && b instanceof RegExp && String(a) !== String(b)) return false;
  if (a instanceof Error && b instanceof Error && (a.message !== b.message || a.name !== b.name)) return false;
  if (/^\[object (?:Number|String|Boolean|BigInt|Symbol)\]$/.test(tag) && !Object.is(a.valueOf(), b.valueOf()))
    return false;
  if (a instanceof Set && b instanceof Set)
    return (
      a.size === b.size && [...a].every((x) => b.has(x) || [...b].some((y) => typeof x === 'object' && same(x, y)))
    );
  if (a instanceof Map && b instanceof Map)
    return a.size === b.size && [...a].every(([key, x]) => b.has(key) && same(x, b.get(key)));
  const [keysOfA, keysOfB] = [keysOf(a), keysOf(b)];
  if (keysOfA.length !== keysOfB.length) return false;
  return keysOfA.every((key) => Object.hasOwn(b, key) && same(Reflect.get(a, key), Reflect.get(b, key)));
}

const keysOf = (value: object): readonly PropertyKey[] => [
  ...Object.keys(value),
  ...Object.getOwnPropertySymbols(value).filter((symbol) => Object.prototype.propertyIsEnumerable.call(value, symbol)),
];
