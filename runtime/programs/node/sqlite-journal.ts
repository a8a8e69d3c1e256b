/**
 * The journal within an SQLite store: its bytes are one stream, cut into rows of the same length, each
 * within one page. They are written over again and again: a row that keeps its length is changed where it
 * lies, which takes a third of the time of a new one.
 *
 *     row 1   number 513, 4016 bytes     ← the oldest that counts, when 512 have been folded
 *     row 2   number 514, 120 bytes
 *     row 3   number 3, …                from the round before
 *
 * A row: its number (8 bytes), how many bytes of changes it has (4), CRC-32 of all else (4), the changes.
 */
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { crc32 } from 'node:zlib';
import { RecordFlaw } from '#runtime/broker/persistence/record-reader.ts';
import { concatenate } from '#runtime/concatenate.ts';

/** With what SQLite adds, a page of 4096 bytes. */
const ROW = 4032;
const HEAD = 16;
const BODY = ROW - HEAD;
const LENGTH_AT = 8;
const CHECKSUM_AT = 12;

/** Rows after which what is left is to be brought elsewhere: two megabytes. */
const ROWS = 512;

export const JOURNAL_SCHEMA = `
CREATE TABLE journal(place INTEGER PRIMARY KEY, changes BLOB NOT NULL);
CREATE TABLE folded(id INTEGER PRIMARY KEY CHECK (id = 1), number INTEGER NOT NULL);
INSERT INTO folded VALUES (1, 0);
`;

/** How far a journal is. */
export interface JournalState {
  /** Number of the last row that was folded, and of the last that was written. */
  readonly folded: number;
  readonly last: number;
  /** Rows that exist. */
  readonly rows: number;
}

export const EMPTY_JOURNAL: JournalState = { folded: 0, last: 0, rows: 0 };

export class SqliteJournal {
  readonly #database: DatabaseSync;
  readonly #insert: StatementSync;
  readonly #update: StatementSync;
  readonly #row = new Uint8Array(ROW);
  readonly #view = new DataView(this.#row.buffer);
  #state: JournalState;
  #foldAt = ROWS;

  constructor(database: DatabaseSync, state: JournalState) {
    this.#database = database;
    this.#state = state;
    this.#insert = database.prepare('INSERT INTO journal(changes, place) VALUES (?, ?)');
    this.#update = database.prepare('UPDATE journal SET changes = ? WHERE place = ?');
  }

  /** Whether it is time to fold. */
  get isFull(): boolean {
    return this.#used >= this.#foldAt;
  }

  get #used(): number {
    return this.#state.last - this.#state.folded;
  }

  /** Commits these bytes, all or none. */
  append(changes: Uint8Array): void {
    let { last, rows } = this.#state;
    const { folded } = this.#state;
    const isOne = changes.length <= BODY;
    if (!isOne) this.#database.exec('BEGIN IMMEDIATE');
    try {
      for (let at = 0; at < changes.length; at += BODY) {
        this.#fill(++last, changes.subarray(at, at + BODY));
        const place = last - folded;
        if (place <= rows) this.#update.run(this.#row, place);
        else this.#insert.run(this.#row, (rows = place));
      }
      if (!isOne) this.#database.exec('COMMIT');
    } catch (error) {
      if (this.#database.isTransaction) this.#database.exec('ROLLBACK');
      throw error;
    }
    this.#state = { folded, last, rows };
  }

  /**
   * Begins anew: nothing of it counts any more. Within a transaction of the caller's, which calls what this
   * returns when that is committed.
   */
  fold(): () => void {
    const { last, rows } = this.#state;
    this.#database.prepare('UPDATE folded SET number = ?').run(last);
    const kept = Math.min(rows, ROWS);
    if (rows > kept) this.#database.prepare('DELETE FROM journal WHERE place > ?').run(kept);
    return () => {
      this.#state = { folded: last, last, rows: kept };
      this.#foldAt = ROWS;
    };
  }

  /** Folding has failed: it grows on for a while. */
  foldLater(): void {
    this.#foldAt = this.#used + ROWS;
  }

  #fill(number: number, body: Uint8Array): void {
    this.#view.setBigUint64(0, BigInt(number));
    this.#view.setUint32(LENGTH_AT, body.length);
    this.#view.setUint32(CHECKSUM_AT, 0);
    this.#row.set(body, HEAD);
    this.#view.setUint32(CHECKSUM_AT, crc32(this.#row));
  }
}

/**
 * All changes that count, one behind the other, and how far the journal is.
 * @throws RecordFlaw
 */
export function readSqliteJournal(database: DatabaseSync): {
  readonly changes: Uint8Array;
  readonly state: JournalState;
} {
  const folded = Number(database.prepare('SELECT number FROM folded').get()?.number);
  if (!Number.isSafeInteger(folded)) throw new RecordFlaw('it does not say which part of its journal counts');
  const parts = new Map<number, Uint8Array>();
  let rows = 0;
  for (const row of database.prepare('SELECT place, changes FROM journal ORDER BY place').iterate()) {
    rows++;
    if (Number(row.place) !== rows) throw new RecordFlaw(`row ${rows} of the journal is missing`);
    const { number, body } = readRow(row.changes, rows);
    if (number > folded) parts.set(number, body);
  }
  const last = folded + parts.size;
  const changes: Uint8Array[] = [];
  for (let number = folded + 1; number <= last; number++) {
    const part = parts.get(number);
    if (part === undefined) throw new RecordFlaw(`number ${number} of the journal is missing`);
    changes.push(part);
  }
  return { changes: concatenate(changes), state: { folded, last, rows } };
}

function readRow(bytes: unknown, place: number): { readonly number: number; readonly body: Uint8Array } {
  const flaw = new RecordFlaw(`row ${place} of the journal is not as it was written`);
  if (!(bytes instanceof Uint8Array) || bytes.length !== ROW) throw flaw;
  const row = bytes.slice();
  const view = new DataView(row.buffer);
  const [number, length, checksum] = [
    Number(view.getBigUint64(0)),
    view.getUint32(LENGTH_AT),
    view.getUint32(CHECKSUM_AT),
  ];
  view.setUint32(CHECKSUM_AT, 0);
  if (crc32(row) !== checksum || length > BODY) throw flaw;
  return { number, body: row.subarray(HEAD, HEAD + length) };
}
