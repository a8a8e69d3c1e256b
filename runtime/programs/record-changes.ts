/**
 * Changes to records as bytes: what a store writes with one commit.
 *
 *     03 09 05 …5 bytes      message 9 is put
 *     84 0c                  delivery 12 is deleted
 *     │  └ id; then, of what is put, its length and its bytes
 *     └ kind, and 0x80: deleted
 */
import { RecordFlaw, RecordReader } from '#runtime/broker/persistence/record-reader.ts';
import { writeNumber } from '#runtime/broker/persistence/record-writer.ts';
import type { RecordKind, StoredRecord } from '#runtime/ports.ts';

/** By the number that stands for each, which never changes. */
export const RECORD_KINDS: readonly RecordKind[] = [
  'retained',
  'session',
  'subscription',
  'message',
  'delivery',
  'incoming',
];

const DELETED = 0x80;

/** Kind, id and length, each at its longest. */
const HEAD = 17;

const FIRST_SIZE = 16 * 1024;

/** A buffer that was larger is not kept for the next commit. */
const LARGEST_KEPT = 1024 * 1024;

export class ChangeBatch {
  #bytes = new Uint8Array(FIRST_SIZE);
  #end = 0;

  /** Bytes gathered. */
  get length(): number {
    return this.#end;
  }

  /** What was gathered; valid until something is added or cleared. */
  get bytes(): Uint8Array {
    return this.#bytes.subarray(0, this.#end);
  }

  put(kind: RecordKind, id: number, value: Uint8Array): void {
    this.#reserve(HEAD + value.length);
    this.#bytes[this.#end++] = RECORD_KINDS.indexOf(kind);
    this.#end = writeNumber(this.#bytes, this.#end, id);
    this.#end = writeNumber(this.#bytes, this.#end, value.length);
    this.#bytes.set(value, this.#end);
    this.#end += value.length;
  }

  delete(kind: RecordKind, id: number): void {
    this.#reserve(HEAD);
    this.#bytes[this.#end++] = RECORD_KINDS.indexOf(kind) | DELETED;
    this.#end = writeNumber(this.#bytes, this.#end, id);
  }

  clear(): void {
    if (this.#bytes.length > LARGEST_KEPT) this.#bytes = new Uint8Array(FIRST_SIZE);
    this.#end = 0;
  }

  #reserve(length: number): void {
    const needed = this.#end + length;
    if (needed <= this.#bytes.length) return;
    const bytes = new Uint8Array(Math.max(needed, this.#bytes.length * 2));
    bytes.set(this.#bytes.subarray(0, this.#end));
    this.#bytes = bytes;
  }
}

/** By id; undefined: deleted. */
type ById = Map<number, Uint8Array | undefined>;

/**
 * What many changes come to, the later ones in place of the earlier. What is put and deleted again
 * leaves nothing, where the record cannot have been there before.
 */
export class ChangeSum {
  readonly #kinds: Readonly<Record<RecordKind, ById>> = {
    retained: new Map(),
    session: new Map(),
    subscription: new Map(),
    message: new Map(),
    delivery: new Map(),
    incoming: new Map(),
  };
  readonly #highest: ReadonlyMap<RecordKind, number>;

  /** @param highest ids of the records that these changes are made to; without: there are none */
  constructor(highest: ReadonlyMap<RecordKind, number> = new Map()) {
    this.#highest = highest;
  }

  /** Each kind with what has changed in it. */
  *[Symbol.iterator](): Generator<readonly [RecordKind, ReadonlyMap<number, Uint8Array | undefined>], void, void> {
    for (const kind of RECORD_KINDS) yield [kind, this.#kinds[kind]];
  }

  /** What is there, in the order of `RECORD_KINDS` and by id. */
  *records(): Generator<StoredRecord, void, void> {
    for (const [kind, byId] of this) {
      for (const id of [...byId.keys()].sort((one, other) => one - other)) {
        const value = byId.get(id);
        if (value !== undefined) yield { kind, id, value };
      }
    }
  }

  put(kind: RecordKind, id: number, value: Uint8Array): void {
    this.#kinds[kind].set(id, value);
  }

  delete(kind: RecordKind, id: number): void {
    const byId = this.#kinds[kind];
    if (id <= (this.#highest.get(kind) ?? 0)) byId.set(id, undefined);
    else byId.delete(id);
  }

  /**
   * @param bytes as a ChangeBatch has gathered them; what is put stays a view of them
   * @throws RecordFlaw
   */
  add(bytes: Uint8Array): void {
    const reader = new RecordReader(bytes);
    while (!reader.atEnd) {
      const first = reader.byte();
      const kind = RECORD_KINDS[first & ~DELETED];
      if (kind === undefined) throw new RecordFlaw(`there are no records of kind ${first & ~DELETED}`);
      const id = reader.number();
      if (id === 0) throw new RecordFlaw('no record has id 0');
      if ((first & DELETED) === 0) this.put(kind, id, reader.counted());
      else this.delete(kind, id);
    }
  }
}
