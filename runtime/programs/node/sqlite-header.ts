import { closeSync, openSync, readSync } from 'node:fs';
import { foreignStore, newerStore } from '../store-refusals.ts';

/** `Kleb`: says in the header of an SQLite file whose it is. */
export const APPLICATION_ID = 0x4b_6c_65_62;

export const USER_VERSION = 1;

/** SQLite's header (https://sqlite.org/fileformat2.html#the_database_header). */
const HEADER = 100;
const MAGIC = 'SQLite format 3\0';
const USER_VERSION_AT = 60;
const APPLICATION_ID_AT = 68;

/**
 * Looks at a file as it lies there, without SQLite, which might write to it.
 *
 * @returns false: there is none, or it is empty
 * @throws StoreRefused `foreign`, `newer`; whatever `open` throws, but for ENOENT
 */
export function checkSqliteHeader(path: string): boolean {
  const head = readHead(path);
  if (head.length === 0) return false;
  const isSqlite = head.length === HEADER && head.toString('latin1', 0, MAGIC.length) === MAGIC;
  if (!isSqlite || head.readUInt32BE(APPLICATION_ID_AT) !== APPLICATION_ID) throw foreignStore(path, head);
  const version = head.readUInt32BE(USER_VERSION_AT);
  if (version > USER_VERSION) throw newerStore(path, version, USER_VERSION);
  return true;
}

function readHead(path: string): Buffer {
  let file: number;
  try {
    file = openSync(path, 'r');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return Buffer.alloc(0);
    throw error;
  }
  try {
    const head = Buffer.alloc(HEADER);
    return head.subarray(0, readSync(file, head, 0, HEADER, 0));
  } finally {
    closeSync(file);
  }
}
