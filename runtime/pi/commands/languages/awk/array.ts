/** Arrays, and variables that do not know yet whether they are one. */
import type { Value } from './value.ts';

export type AwkArray = Map<string, Value>;

/** A variable; a parameter may share its array with the variable that was passed. */
export class Cell {
  value: Value;
  #array: AwkArray | undefined;
  readonly #link: Cell | undefined;

  constructor(link?: Cell) {
    this.#link = link;
  }

  get array(): AwkArray {
    this.#array ??= this.#link?.array ?? new Map<string, Value>();
    return this.#array;
  }

  set array(array: AwkArray) {
    this.#array = array;
  }

  get isArray(): boolean {
    return this.#array !== undefined;
  }
}

/**
 * The order in which mawk goes through an array: by the buckets of its hash table (FNV-1a, 64 of them and
 * twice as many each time they hold twelve on average); in a bucket texts come last first.
 */
export const inMawksOrder = (keys: Iterable<string>): string[] => {
  const all = [...keys];
  let buckets = 64;
  while (all.length > buckets * 12) buckets *= 2;
  return all
    .map((key, index) => ({ key, bucket: hash(key) & (buckets - 1), index }))
    .toSorted((a, b) => a.bucket - b.bucket || (isNumber(a.key) ? a.index - b.index : b.index - a.index))
    .map(({ key }) => key);
};

const isNumber = (key: string): boolean => /^-?\d+$/.test(key);

const hash = (key: string): number => {
  let value = 2_166_136_261;
  for (let at = 0; at < key.length; at++) value = Math.imul(value ^ key.charCodeAt(at), 16_777_619) >>> 0;
  return value;
};
