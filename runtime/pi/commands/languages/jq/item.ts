/** The values that flow through a filter, each with its path: where in the input it stands. */
import { JqError, jsonText } from './json.ts';
import type { Json } from './json.ts';
import { shortText } from './operators.ts';
import { getIndex } from './paths.ts';

export type Path = readonly Json[];

export interface Item {
  readonly value: Json;
  readonly path: Path | undefined;
}

/** Nothing yet: drive on. */
export const WAIT: Item = { value: null, path: undefined };

export type Items = Generator<Item, void, undefined>;

/** A value that stands nowhere in the input. @throws JqError when its path is asked for */
export const plain = (value: Json, from: Item): Item => {
  if (from.path === undefined) return { value, path: undefined };
  return { value, path: NOWHERE };
};

/** The path of what is no part of the input. */
const NOWHERE: Path = ['no path'];

/** @throws JqError when it is no part of the input */
export const pathOf = (item: Item): Path => {
  if (item.path === NOWHERE) throw new JqError(`Invalid path expression with result ${shortened(item.value)}`);
  return item.path ?? [];
};

/** The same value, no matter where it stands. */
export const bare = (item: Item): Item => (item.path === undefined ? item : { value: item.value, path: undefined });

export const child = (of: Item, key: Json): Item => {
  if (of.path === NOWHERE) throw new JqError(`Invalid path expression with result ${shortened(of.value)}`);
  const value = getIndex(of.value, key);
  return { value, path: of.path === undefined ? undefined : [...of.path, key] };
};

const shortened = (value: Json): string => {
  const text = jsonText(value);
  return text.length > 11 ? `${text.slice(0, 10)}...` : text;
};

/** `.[]` */
export const each = function* (of: Item): Items {
  const { value, path } = of;
  if (path === NOWHERE) throw new JqError(`Invalid path expression with result ${shortened(value)}`);
  if (Array.isArray(value)) {
    for (const [index, inner] of value.entries())
      yield { value: inner, path: path === undefined ? undefined : [...path, index] };
  } else if (value instanceof Map) {
    for (const [key, inner] of value) yield { value: inner, path: path === undefined ? undefined : [...path, key] };
  } else throw new JqError(`Cannot iterate over ${shortText(value)}`);
};
