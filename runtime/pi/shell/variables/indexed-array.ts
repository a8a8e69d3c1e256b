/**
 * An indexed array (bash(1), Arrays): values under numbers from 0 on, not all of which need be there.
 *
 *     a=(x y); a[7]=z     0, 1 and 7
 *     ${a[-1]}            counted from behind the last one: z
 */
export class IndexedArray {
  readonly #values: Map<number, string>;
  /** In order; undefined once it has to be found out again. */
  #keys: number[] | undefined;

  constructor(values: ReadonlyMap<number, string> = new Map()) {
    this.#values = new Map(values);
  }

  get size(): number {
    return this.#values.size;
  }

  get(index: number): string | undefined {
    return this.#values.get(index);
  }

  set(index: number, value: string): void {
    const keys = this.#keys;
    if (keys !== undefined && !this.#values.has(index)) {
      if (index > (keys.at(-1) ?? -1)) keys.push(index);
      else this.#keys = undefined;
    }
    this.#values.set(index, value);
  }

  delete(index: number): void {
    if (this.#values.delete(index)) this.#keys = undefined;
  }

  /** Indices in order. */
  get keys(): readonly number[] {
    return (this.#keys ??= [...this.#values.keys()].sort((a, b) => a - b));
  }

  /** The first index behind all others. */
  get end(): number {
    return (this.keys.at(-1) ?? -1) + 1;
  }

  copy(): IndexedArray {
    return new IndexedArray(this.#values);
  }
}
