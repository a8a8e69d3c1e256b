/** Parts of a value by key, index or range: to get, set and delete them. */
import { compareJson, JqError, jsonText, typeOf } from './json.ts';
import type { Json } from './json.ts';

const MOST_ITEMS = 1_000_000;

const keyName = (key: Json): string => (typeof key === 'string' ? `"${key}"` : typeOf(key));

const cannotIndex = (value: Json, key: Json): JqError =>
  new JqError(
    typeof key === 'string'
      ? `Cannot index ${typeOf(value)} with string ${jsonText(key)}`
      : `Cannot index ${typeOf(value)} with ${keyName(key)}`,
  );

const rangeOf = (range: ReadonlyMap<string, Json>, length: number): [number, number] => {
  const at = (key: string, otherwise: number, round: (value: number) => number): number => {
    const bound = range.get(key) ?? null;
    if (bound === null) return otherwise;
    if (typeof bound !== 'number') throw new JqError('Start and end indices of an array slice must be numbers');
    const whole = round(bound < 0 ? bound + length : bound);
    return Math.min(length, Math.max(0, whole));
  };
  const from = at('start', 0, Math.floor);
  return [from, Math.max(from, at('end', length, Math.ceil))];
};

/** @throws JqError */
export const getIndex = (value: Json, key: Json): Json => {
  if (value instanceof Map && typeof key === 'string') return value.get(key) ?? null;
  if (Array.isArray(value) && typeof key === 'number') {
    const index = Math.floor(key);
    return value[index < 0 ? index + value.length : index] ?? null;
  }
  if (key instanceof Map && (Array.isArray(value) || typeof value === 'string' || value === null)) {
    if (value === null) return null;
    if (Array.isArray(value)) return value.slice(...rangeOf(key, value.length));
    const characters = [...value];
    return characters.slice(...rangeOf(key, characters.length)).join('');
  }
  if (Array.isArray(value) && Array.isArray(key)) {
    const found: Json[] = [];
    for (let at = 0; key.length > 0 && at + key.length <= value.length; at++)
      if (compareJson(value.slice(at, at + key.length), key) === 0) found.push(at);
    return found;
  }
  if (value === null && (typeof key === 'string' || typeof key === 'number' || key === null)) return null;
  throw cannotIndex(value, key);
};

export const getPath = (value: Json, path: readonly Json[]): Json => {
  let here = value;
  for (const key of path) {
    if (here === null) return null;
    here = getIndex(here, key);
  }
  return here;
};

/** @throws JqError */
export const setPath = (value: Json, path: readonly Json[], fresh: Json): Json => {
  const [key, ...rest] = path;
  if (key === undefined) return fresh;
  return setIndex(value, key, setPath(getIndex(value, key), rest, fresh));
};

const setIndex = (value: Json, key: Json, fresh: Json): Json => {
  if (typeof key === 'string' && (value instanceof Map || value === null)) return new Map(value ?? []).set(key, fresh);
  if (typeof key === 'number' && (Array.isArray(value) || value === null)) {
    const items = [...(value ?? [])];
    const index = key < 0 ? Math.floor(key) + items.length : Math.floor(key);
    if (index < 0) throw new JqError('Out of bounds negative array index');
    if (index > MOST_ITEMS) throw new JqError('Array index too large');
    while (items.length < index) items.push(null);
    items[index] = fresh;
    return items;
  }
  if (key instanceof Map && (Array.isArray(value) || value === null)) {
    if (!Array.isArray(fresh)) throw new JqError('A slice of an array can only be assigned another array');
    const items = value ?? [];
    const [from, to] = rangeOf(key, items.length);
    return [...items.slice(0, from), ...fresh, ...items.slice(to)];
  }
  if (Array.isArray(value) && typeof key === 'string')
    throw new JqError(`Cannot index array with string ${jsonText(key)}`);
  throw cannotIndex(value, key);
};

/** The last ones first, so that none moves another. */
export const deletePaths = (value: Json, paths: readonly (readonly Json[])[]): Json => {
  const sorted = paths.toSorted((a, b) => -compareJson([...a], [...b]));
  return sorted.reduce<Json>((rest, path) => deletePath(rest, path), value);
};

const deletePath = (value: Json, path: readonly Json[]): Json => {
  const [key, ...rest] = path;
  if (key === undefined || value === null) return null;
  if (rest.length > 0) {
    const inner = getIndex(value, key);
    return inner === null ? value : setIndex(value, key, deletePath(inner, rest));
  }
  if (value instanceof Map && typeof key === 'string') {
    const fresh = new Map(value);
    fresh.delete(key);
    return fresh;
  }
  if (Array.isArray(value) && typeof key === 'number') {
    const index = key < 0 ? key + value.length : key;
    return value.filter((_, at) => at !== index);
  }
  if (Array.isArray(value) && key instanceof Map) {
    const [from, to] = rangeOf(key, value.length);
    return [...value.slice(0, from), ...value.slice(to)];
  }
  throw new JqError(`Cannot delete field at ${typeof key === 'string' ? 'object' : 'array'} index of ${typeOf(value)}`);
};
