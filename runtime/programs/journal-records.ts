import { RecordFlaw } from '#runtime/broker/persistence/record-reader.ts';
import type { Files } from '#runtime/pi/process.ts';
import { SystemError } from '#runtime/ports.ts';
import type { Random, RecordKind, RecordStore, StoredRecord } from '#runtime/ports.ts';
import { concatenate } from '#runtime/concatenate.ts';
import { randomUint32 } from '#runtime/random-number.ts';
import { journalFrame, journalHead, readJournal } from './journal-frame.ts';
import { ChangeBatch, ChangeSum } from './record-changes.ts';
import { damagedStore } from './store-refusals.ts';

/** A file of fewer bytes is not worth writing anew. */
const SMALL = 64 * 1024;

/** Only its owner may read it, as by Mosquitto. */
const MODE = 0o600;

/**
 * Opens what is there; nothing is written before the first commit.
 *
 * @throws StoreRefused `foreign`, `newer`, `damaged`; SystemError `EACCES` …
 */
export async function openJournal(files: Files, path: string, random: Random): Promise<JournalRecords> {
  const sum = new ChangeSum();
  try {
    for (const changes of readJournal(path, await readIfThere(files, path))) sum.add(changes);
  } catch (error) {
    if (error instanceof RecordFlaw) throw damagedStore(path, error.message);
    throw error;
  }
  return new JournalRecords(files, path, random, sum);
}

async function readIfThere(files: Files, path: string): Promise<Uint8Array> {
  try {
    return await files.read(path);
  } catch (error) {
    if (error instanceof SystemError && error.code === 'ENOENT') return new Uint8Array(0);
    throw error;
  }
}

/**
 * Records in a file that is written to at its end, once a commit. The first commit, one after a write
 * that failed, and one after which most of the file would be out of date put a new file in its place,
 * with what there is then.
 */
export class JournalRecords implements RecordStore {
  readonly #files: Files;
  readonly #path: string;
  readonly #generation: number;
  readonly #batch = new ChangeBatch();
  /** All that lasts. */
  #sum: ChangeSum;
  /** What an earlier commit could not write. */
  #unwritten: Uint8Array[] = [];
  #committing: Promise<void> | undefined;
  /** Bytes in the file; 0: it is to be written anew. */
  #length = 0;
  /** At how many that is worth while. */
  #longest = SMALL;

  /** @param sum what lies in the file */
  constructor(files: Files, path: string, random: Random, sum: ChangeSum) {
    this.#files = files;
    this.#path = path;
    this.#sum = sum;
    this.#generation = randomUint32(random);
  }

  records(): Iterable<StoredRecord> {
    return this.#sum.records();
  }

  put(kind: RecordKind, id: number, value: Uint8Array): void {
    this.#batch.put(kind, id, value);
  }

  delete(kind: RecordKind, id: number): void {
    this.#batch.delete(kind, id);
  }

  get isDirty(): boolean {
    return this.#batch.length > 0 || this.#unwritten.length > 0;
  }

  async commit(): Promise<void> {
    while (this.#committing !== undefined) await this.#committing.catch(() => undefined);
    if (!this.isDirty) return;
    if (this.#batch.length > 0) this.#unwritten.push(this.#batch.bytes.slice());
    this.#batch.clear();
    const taken = this.#unwritten;
    this.#unwritten = [];
    this.#committing = this.#write(taken).catch((error: unknown) => {
      this.#unwritten = [...taken, ...this.#unwritten];
      throw error;
    });
    try {
      await this.#committing;
    } finally {
      this.#committing = undefined;
    }
  }

  close(): Promise<void> {
    return this.commit();
  }

  abandon(): void {
    this.#batch.clear();
    this.#unwritten = [];
  }

  async #write(taken: readonly Uint8Array[]): Promise<void> {
    const changes = concatenate(taken);
    const frame = journalFrame(this.#generation, changes);
    if (this.#length === 0 || this.#length + frame.length > this.#longest) {
      await this.#writeAnew(changes);
      return;
    }
    const before = this.#length;
    // Whatever a write leaves that fails, it is not to be written behind.
    this.#length = 0;
    await this.#files.write(this.#path, frame, { append: true });
    this.#length = before + frame.length;
    this.#sum.add(changes);
  }

  async #writeAnew(changes: Uint8Array): Promise<void> {
    const sum = new ChangeSum();
    for (const { kind, id, value } of this.#sum.records()) sum.put(kind, id, value);
    sum.add(changes);
    const all = new ChangeBatch();
    for (const { kind, id, value } of sum.records()) all.put(kind, id, value);
    // Its own bytes, not views of many others.
    const left = all.bytes.slice();
    const file = concatenate([journalHead(this.#generation), journalFrame(this.#generation, left)]);
    const fresh = `${this.#path}.new`;
    await this.#files.write(fresh, file, { mode: MODE });
    await this.#files.rename(fresh, this.#path);
    this.#sum = new ChangeSum();
    this.#sum.add(left);
    this.#length = file.length;
    this.#longest = Math.max(SMALL, file.length * 4);
  }
}
