import { SystemError } from '#runtime/ports.ts';
import type { SystemErrorCode } from '#runtime/ports.ts';
import { systemError } from './system-error.ts';

/** Primary result codes of SQLite (https://sqlite.org/rescode.html). */
const BUSY = 5;
const LOCKED = 6;
const READONLY = 8;
const CORRUPT = 11;
const FULL = 13;
const CANTOPEN = 14;
const NOTADB = 26;

const CODES: ReadonlyMap<number, SystemErrorCode> = new Map<number, SystemErrorCode>([
  [READONLY, 'EROFS'],
  [FULL, 'ENOSPC'],
  [CANTOPEN, 'EACCES'],
]);

function resultCode(error: unknown): number | undefined {
  if (!(error instanceof Error) || !('errcode' in error) || typeof error.errcode !== 'number') return undefined;
  return error.errcode & 0xff;
}

/** Another process has the file. */
export function isBusy(error: unknown): boolean {
  const code = resultCode(error);
  return code === BUSY || code === LOCKED;
}

/** What lies there is no database, or one that has been changed by something else; or a table is missing. */
export function isDamage(error: unknown): boolean {
  const code = resultCode(error);
  return code === CORRUPT || code === NOTADB || code === 1;
}

export function isSqliteError(error: unknown): boolean {
  return resultCode(error) !== undefined;
}

/** An error of SQLite or of the system as the runtime's; everything else stays what it is. */
export function sqliteError(error: unknown, path: string): unknown {
  const code = resultCode(error);
  if (code === undefined) {
    const isOfSystem = error instanceof Error && 'errno' in error && !(error instanceof SystemError);
    return isOfSystem ? systemError(error, path) : error;
  }
  const message = `${path}: ${(error as Error).message}`;
  return new SystemError(CODES.get(code) ?? 'EIO', path, message);
}
