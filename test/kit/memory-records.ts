import type { RecordKind, RecordStore, StoredRecord } from '#runtime/ports.ts';
import type { SystemError } from '#runtime/ports.ts';

/** What outlives a `MemoryRecords`, as a disk does. */
export class MemoryDisk {
  readonly records = new Map<string, StoredRecord>();
  /** Of every commit so far: how many changes it held. */
  readonly commits: number[] = [];
  /** What the next commits fail with; undefined: nothing. */
  broken: SystemError | undefined;

  /** How many records there are of a kind. */
  count(kind: RecordKind): number {
    return [...this.records.values()].filter((record) => record.kind === kind).length;
  }
}

/** Records in memory: a store for tests, which can be made to fail, and to take its time. */
export class MemoryRecords implements RecordStore {
  readonly #disk: MemoryDisk;
  readonly #slow: boolean;
  #waiting = new Map<string, StoredRecord | undefined>();
  #taken: Map<string, StoredRecord | undefined> | undefined;
  #finish: ((error?: SystemError) => void) | undefined;

  /** @param slow commits last when `finish` is called */
  constructor(disk: MemoryDisk, slow = false) {
    this.#disk = disk;
    this.#slow = slow;
  }

  records(): Iterable<StoredRecord> {
    return [...this.#disk.records.values()].sort((one, other) => one.id - other.id);
  }

  put(kind: RecordKind, id: number, value: Uint8Array): void {
    this.#waiting.set(`${kind} ${id}`, { kind, id, value });
  }

  delete(kind: RecordKind, id: number): void {
    this.#waiting.set(`${kind} ${id}`, undefined);
  }

  get isDirty(): boolean {
    return this.#waiting.size > 0 || this.#taken !== undefined;
  }

  commit(): void | Promise<void> {
    if (!this.#slow) {
      if (this.#disk.broken !== undefined) throw this.#disk.broken;
      this.#apply(this.#waiting);
      this.#waiting = new Map();
      return undefined;
    }
    const taken = this.#waiting;
    this.#taken = taken;
    this.#waiting = new Map();
    return new Promise((resolve, reject) => {
      this.#finish = (error) => {
        this.#taken = undefined;
        if (error === undefined) {
          this.#apply(taken);
          resolve();
        } else {
          this.#waiting = new Map([...taken, ...this.#waiting]);
          reject(error);
        }
      };
    });
  }

  /** Whether a commit is under way. */
  get isCommitting(): boolean {
    return this.#taken !== undefined;
  }

  /** Ends a slow commit that is under way. */
  finish(error?: SystemError): void {
    this.#finish?.(error);
    this.#finish = undefined;
  }

  async close(): Promise<void> {
    const committing = this.commit();
    this.finish();
    await committing;
  }

  abandon(): void {
    this.#waiting = new Map();
  }

  #apply(changes: ReadonlyMap<string, StoredRecord | undefined>): void {
    this.#disk.commits.push(changes.size);
    for (const [key, record] of changes) {
      if (record === undefined) this.#disk.records.delete(key);
      else this.#disk.records.set(key, { ...record, value: record.value.slice() });
    }
  }
}
