/** `+ - * / %` and the comparisons, with jq's words for what cannot be done. */
import { compareJson, JqError, jsonText, typeOf } from './json.ts';
import type { Json, JsonObject } from './json.ts';

/** `object ({"a":1,"b":...)`: the type, and as much of the value as jq shows. */
export const shortText = (value: Json): string => {
  const text = jsonText(value);
  const bytes = new TextEncoder().encode(text);
  return `${typeOf(value)} (${bytes.length > 14 ? `${text.slice(0, 11)}...` : text})`;
};

const cannot = (a: Json, b: Json, what: string): JqError =>
  new JqError(`${shortText(a)} and ${shortText(b)} cannot be ${what}`);

const LONGEST_TEXT = 32 * 1024 * 1024;

export const binaryOperator = (operator: string, a: Json, b: Json): Json => {
  switch (operator) {
    case '+':
      return sum(a, b);
    case '-':
      return difference(a, b);
    case '*':
      return product(a, b);
    case '/':
      return quotient(a, b);
    case '%':
      return remainder(a, b);
    case '==':
      return compareJson(a, b) === 0;
    case '!=':
      return compareJson(a, b) !== 0;
    case '<':
      return compareJson(a, b) < 0;
    case '<=':
      return compareJson(a, b) <= 0;
    case '>':
      return compareJson(a, b) > 0;
    default:
      return compareJson(a, b) >= 0;
  }
};

const sum = (a: Json, b: Json): Json => {
  if (a === null) return b;
  if (b === null) return a;
  if (typeof a === 'number' && typeof b === 'number') return a + b;
  if (typeof a === 'string' && typeof b === 'string') {
    if (a.length + b.length > LONGEST_TEXT) throw new JqError('Cannot allocate memory');
    return a + b;
  }
  if (Array.isArray(a) && Array.isArray(b)) return [...a, ...b];
  if (a instanceof Map && b instanceof Map) return new Map([...a, ...b]);
  throw cannot(a, b, 'added');
};

const difference = (a: Json, b: Json): Json => {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  if (Array.isArray(a) && Array.isArray(b))
    return a.filter((each) => !b.some((other) => compareJson(each, other) === 0));
  throw cannot(a, b, 'subtracted');
};

const product = (a: Json, b: Json): Json => {
  if (typeof a === 'number' && typeof b === 'number') return a * b;
  if (typeof b === 'string' && typeof a === 'number') return product(b, a);
  if (typeof a === 'string' && typeof b === 'number') {
    if (b <= 0) return null;
    const times = b < 1 ? 1 : Math.trunc(b);
    if (a.length * times > LONGEST_TEXT) throw new JqError('Cannot allocate memory');
    return a.repeat(times);
  }
  if (a instanceof Map && b instanceof Map) return merged(a, b);
  throw cannot(a, b, 'multiplied');
};

const merged = (a: JsonObject, b: JsonObject): JsonObject => {
  const result = new Map(a);
  for (const [key, value] of b) {
    const before = result.get(key);
    result.set(key, before instanceof Map && value instanceof Map ? merged(before, value) : value);
  }
  return result;
};

const quotient = (a: Json, b: Json): Json => {
  if (typeof a === 'number' && typeof b === 'number') {
    if (b === 0) throw cannot(a, b, 'divided because the divisor is zero');
    return a / b;
  }
  if (typeof a === 'string' && typeof b === 'string') return a === '' ? [] : a.split(b);
  throw cannot(a, b, 'divided');
};

const remainder = (a: Json, b: Json): Json => {
  if (typeof a !== 'number' || typeof b !== 'number') throw cannot(a, b, 'divided');
  const divisor = Math.abs(Math.trunc(b));
  if (divisor === 0) throw cannot(a, b, 'divided (remainder) because the divisor is zero');
  const result = Math.trunc(a) % divisor;
  return result === 0 ? 0 : result;
};
