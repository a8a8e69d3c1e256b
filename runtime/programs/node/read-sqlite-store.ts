import { existsSync, rmSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { crc32 } from 'node:zlib';
import { RecordFlaw } from '#runtime/broker/persistence/record-reader.ts';
import type { RecordKind, StoredRecord } from '#runtime/ports.ts';
import { ChangeSum, RECORD_KINDS } from '../record-changes.ts';
import { readSqliteJournal } from './sqlite-journal.ts';
import type { JournalState } from './sqlite-journal.ts';
import { USER_VERSION } from './sqlite-header.ts';
import { damagedStore, newerStore, storeInUse } from '../store-refusals.ts';
import { isBusy, isDamage } from './sqlite-error.ts';

export interface SqliteContent {
  readonly records: readonly StoredRecord[];
  /** The highest id in each table. */
  readonly highest: ReadonlyMap<RecordKind, number>;
  /** What the journal comes to, and how far it is. */
  readonly sum: ChangeSum;
  readonly journal: JournalState;
}

/**
 * Reads all of a store, and writes nothing: one that cannot be used is left as it is.
 *
 * @throws StoreRefused `damaged`, `newer`, `in-use`
 */
export function readSqliteStore(path: string): SqliteContent {
  // SQLite makes these for whoever only reads, too.
  const made = [`${path}-wal`, `${path}-shm`].filter((name) => !existsSync(name));
  try {
    const database = new DatabaseSync(path, { readOnly: true, timeout: 0 });
    try {
      return read(database, path);
    } finally {
      database.close();
    }
  } catch (error) {
    if (isBusy(error)) throw storeInUse(path);
    if (isDamage(error)) throw damagedStore(path, (error as Error).message);
    if (error instanceof RecordFlaw) throw damagedStore(path, error.message);
    throw error;
  } finally {
    for (const name of made) rmSync(name, { force: true });
  }
}

function read(database: DatabaseSync, path: string): SqliteContent {
  // A newer program may have said so in the write-ahead log alone.
  const version = Number(database.prepare('PRAGMA user_version').get()?.user_version);
  if (version > USER_VERSION) throw newerStore(path, version, USER_VERSION);
  const verdict = database.prepare('PRAGMA quick_check(1)').get()?.quick_check;
  if (verdict !== 'ok') throw damagedStore(path, String(verdict));
  const tables = new ChangeSum();
  const highest = new Map<RecordKind, number>();
  for (const kind of RECORD_KINDS) {
    for (const row of database.prepare(`SELECT id, value, checksum FROM ${kind} ORDER BY id`).iterate()) {
      const id = Number(row.id);
      const value = checked(row.value, row.checksum, `${kind} ${id}`);
      tables.put(kind, id, value);
      highest.set(kind, id);
    }
  }
  const sum = new ChangeSum(highest);
  const { changes, state } = readSqliteJournal(database);
  sum.add(changes);
  for (const [kind, byId] of sum) {
    for (const [id, value] of byId) {
      if (value === undefined) tables.delete(kind, id);
      else tables.put(kind, id, value);
    }
  }
  return { records: [...tables.records()], highest, sum, journal: state };
}

function checked(value: unknown, checksum: unknown, where: string): Uint8Array {
  if (!(value instanceof Uint8Array) || crc32(value) !== Number(checksum)) {
    throw new RecordFlaw(`the checksum of ${where} is wrong`);
  }
  return value;
}
