/**
 * An associative array (bash(1), Arrays): values under any text. bash lists them in the order of its hash
 * table, which looks like none; learners compare what they see with a real Pi, so it is the same here.
 */
const BUCKETS = 1_024;

/** FNV-1 over the bytes, as bash's hashlib has it. */
const bucketOf = (key: string): number => {
  let hash = 2_166_136_261;
  for (const byte of new TextEncoder().encode(key)) hash = Math.imul(hash, 16_777_619) ^ ((byte << 24) >> 24);
  return (hash >>> 0) % BUCKETS;
};

interface Entry {
  readonly bucket: number;
  /** The later one of two in a bucket comes first. */
  readonly turn: number;
  value: string;
}

export class AssociativeArray {
  readonly #entries = new Map<string, Entry>();
  #turns = 0;
  #keys: readonly string[] | undefined;

  get size(): number {
    return this.#entries.size;
  }

  get(key: string): string | undefined {
    return this.#entries.get(key)?.value;
  }

  set(key: string, value: string): void {
    const entry = this.#entries.get(key);
    if (entry !== undefined) {
      entry.value = value;
      return;
    }
    this.#entries.set(key, { bucket: bucketOf(key), turn: this.#turns++, value });
    this.#keys = undefined;
  }

  delete(key: string): void {
    if (this.#entries.delete(key)) this.#keys = undefined;
  }

  get keys(): readonly string[] {
    return (this.#keys ??= [...this.#entries]
      .sort(([, a], [, b]) => a.bucket - b.bucket || b.turn - a.turn)
      .map(([key]) => key));
  }

  copy(): AssociativeArray {
    const copy = new AssociativeArray();
    for (const [key, entry] of this.#entries) copy.#entries.set(key, { ...entry });
    copy.#turns = this.#turns;
    return copy;
  }
}
