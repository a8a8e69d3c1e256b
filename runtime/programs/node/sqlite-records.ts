/**
 * Records in an SQLite file. What one commit holds goes to a journal, in one piece: a row for each record
 * would cost several times as much, and most messages are acknowledged soon after they were put. When the
 * journal has grown, what is left of it goes to tables, one a kind.
 *
 *     journal        message 7 put, delivery 9 put,
 *                    delivery 9 deleted, message 7 deleted, message 8 put
 *     message        3, 5 …                             from earlier rounds of the journal
 *
 * A commit has returned when it is in SQLite's write-ahead log: it survives the end of the process, and
 * with `durable` (PRAGMA synchronous = FULL) the loss of power.
 */
import { accessSync, chmodSync, closeSync, constants, existsSync, openSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { crc32 } from 'node:zlib';
import type { RecordKind, RecordStore, StoredRecord } from '#runtime/ports.ts';
import { ChangeBatch, ChangeSum, RECORD_KINDS } from '../record-changes.ts';
import { EMPTY_JOURNAL, JOURNAL_SCHEMA, SqliteJournal } from './sqlite-journal.ts';
import { APPLICATION_ID, USER_VERSION, checkSqliteHeader } from './sqlite-header.ts';
import { readSqliteStore } from './read-sqlite-store.ts';
import type { SqliteContent } from './read-sqlite-store.ts';
import { isBusy, isSqliteError, sqliteError } from './sqlite-error.ts';
import { storeInUse } from '../store-refusals.ts';

/** Pages of 4096 bytes in the write-ahead log after which SQLite carries them over: seldom, for it waits for the disk then. */
const LOG_PAGES = 4_096;

/** Only its owner may read it, as by Mosquitto. */
const MODE = 0o600;

const SCHEMA = `
BEGIN EXCLUSIVE;
PRAGMA application_id = ${APPLICATION_ID};
PRAGMA user_version = ${USER_VERSION};
${RECORD_KINDS.map((kind) => `CREATE TABLE ${kind}(id INTEGER PRIMARY KEY, value BLOB NOT NULL, checksum INTEGER NOT NULL);`).join('\n')}
${JOURNAL_SCHEMA}
COMMIT;
`;

/** A file that is open, and ours. */
interface Open {
  readonly database: DatabaseSync;
  readonly journal: SqliteJournal;
  /** The highest id in each table: what is above has never been there. */
  readonly highest: ReadonlyMap<RecordKind, number>;
}

export class SqliteRecords implements RecordStore {
  readonly #path: string;
  readonly #durable: boolean;
  readonly #batch = new ChangeBatch();
  /** What the journal comes to, with what waits for the next commit. */
  #sum: ChangeSum;
  #loaded: readonly StoredRecord[];
  #open: Open | undefined;

  /**
   * Opens what is there; nothing is made before the first commit.
   *
   * @param path relative to the working directory
   * @throws StoreRefused; SystemError `EACCES`, `ENOENT`
   */
  constructor(path: string, { durable }: { readonly durable: boolean }) {
    this.#path = resolve(path);
    this.#durable = durable;
    const content = look(this.#path);
    this.#loaded = content?.records ?? [];
    this.#sum = content?.sum ?? new ChangeSum();
    if (content !== undefined) this.#open = this.#attach(content);
  }

  *records(): Generator<StoredRecord, void, void> {
    const loaded = this.#loaded;
    this.#loaded = [];
    yield* loaded;
  }

  put(kind: RecordKind, id: number, value: Uint8Array): void {
    this.#batch.put(kind, id, value);
    this.#sum.put(kind, id, value);
  }

  delete(kind: RecordKind, id: number): void {
    this.#batch.delete(kind, id);
    this.#sum.delete(kind, id);
  }

  get isDirty(): boolean {
    return this.#batch.length > 0;
  }

  commit(): void {
    if (!this.isDirty) return;
    try {
      const open = (this.#open ??= this.#create());
      const { bytes } = this.#batch;
      open.journal.append(bytes);
      this.#batch.clear();
      if (open.journal.isFull) this.#foldSoon(open);
    } catch (error) {
      throw sqliteError(error, this.#path);
    }
  }

  async close(): Promise<void> {
    try {
      await Promise.resolve(this.commit());
      if (this.#open !== undefined) this.#fold(this.#open);
    } catch (error) {
      throw sqliteError(error, this.#path);
    } finally {
      this.#open?.database.close();
      this.#open = undefined;
    }
  }

  abandon(): void {
    this.#batch.clear();
    this.#open?.database.close();
    this.#open = undefined;
  }

  #create(): Open {
    // SQLite would take what somebody else has put there in the meantime.
    const isEmpty = existsSync(this.#path) && statSync(this.#path).size === 0;
    closeSync(openSync(this.#path, isEmpty ? 'r+' : 'wx', MODE));
    chmodSync(this.#path, MODE);
    return this.#attach({ highest: new Map(), journal: EMPTY_JOURNAL }, SCHEMA);
  }

  #attach({ highest, journal }: Pick<SqliteContent, 'highest' | 'journal'>, schema = ''): Open {
    const database = new DatabaseSync(this.#path, { timeout: 0 });
    try {
      database.exec(`PRAGMA locking_mode = EXCLUSIVE; ${schema} PRAGMA journal_mode = WAL;`);
      database.exec(`PRAGMA synchronous = ${this.#durable ? 'FULL' : 'NORMAL'}`);
      database.exec(`PRAGMA wal_autocheckpoint = ${LOG_PAGES}`);
      // Takes the lock, which is kept from now on.
      database.exec('BEGIN IMMEDIATE; COMMIT');
      return { database, highest, journal: new SqliteJournal(database, journal) };
    } catch (error) {
      database.close();
      if (isBusy(error)) throw storeInUse(this.#path);
      throw error;
    }
  }

  /** A journal that cannot be folded, for the disk is full, has all that was committed nevertheless: it grows on. */
  #foldSoon(open: Open): void {
    try {
      this.#fold(open);
    } catch (error) {
      if (!isSqliteError(error)) throw error;
      open.journal.foldLater();
    }
  }

  /** Brings what is left of the journal to the tables, and begins a new one. All or nothing; everything is committed. */
  #fold(open: Open): void {
    const { database, journal } = open;
    const highest = new Map(open.highest);
    database.exec('BEGIN IMMEDIATE');
    let folded: () => void;
    try {
      for (const [kind, byId] of this.#sum) {
        if (byId.size > 0) highest.set(kind, Math.max(bring(database, kind, byId), highest.get(kind) ?? 0));
      }
      folded = journal.fold();
      database.exec('COMMIT');
    } catch (error) {
      if (database.isTransaction) database.exec('ROLLBACK');
      throw error;
    }
    folded();
    this.#sum = new ChangeSum(highest);
    this.#open = { ...open, highest };
  }
}

/** @returns undefined: there is no file yet */
function look(path: string): SqliteContent | undefined {
  try {
    if (checkSqliteHeader(path)) {
      accessSync(path, constants.R_OK | constants.W_OK);
      return readSqliteStore(path);
    }
    accessSync(dirname(path), constants.W_OK | constants.X_OK);
    return undefined;
  } catch (error) {
    throw sqliteError(error, path);
  }
}

/** @returns the highest id that was put */
function bring(database: DatabaseSync, kind: RecordKind, byId: ReadonlyMap<number, Uint8Array | undefined>): number {
  const put = database.prepare(`INSERT OR REPLACE INTO ${kind}(id, value, checksum) VALUES (?, ?, ?)`);
  const drop = database.prepare(`DELETE FROM ${kind} WHERE id = ?`);
  let highest = 0;
  for (const [id, value] of byId) {
    if (value === undefined) drop.run(id);
    else {
      put.run(id, value, crc32(value));
      highest = Math.max(highest, id);
    }
  }
  return highest;
}
