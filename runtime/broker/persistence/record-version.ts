import type { RecordKind } from '#runtime/ports.ts';
import { StoreRefused } from '#runtime/ports.ts';
import { RecordFlaw, RecordReader } from './record-reader.ts';

/** The first byte of every record: how what follows is to be read. */
export const RECORD_VERSION = 1;

/**
 * @param read reads what follows the version, all of it
 * @throws StoreRefused when it cannot be read
 */
export function readRecord<Value>(
  kind: RecordKind,
  id: number,
  value: Uint8Array,
  read: (reader: RecordReader) => Value,
): Value {
  try {
    const reader = new RecordReader(value);
    const version = reader.byte();
    if (version > RECORD_VERSION) {
      throw new StoreRefused(
        'newer',
        `The ${kind} record ${id} has version ${version}; this program knows version ${RECORD_VERSION}. ` +
          'A later release of Kleber has written it: start that one, or move the file away to begin anew.',
      );
    }
    if (version === 0) throw new RecordFlaw('version 0 has never been written');
    const result = read(reader);
    reader.end();
    return result;
  } catch (error) {
    if (error instanceof RecordFlaw) throw damaged(kind, id, error.message);
    throw error;
  }
}

export function damaged(kind: RecordKind, id: number, what: string): StoreRefused {
  return new StoreRefused(
    'damaged',
    `The ${kind} record ${id} is damaged: ${what}. Put a copy of the file in its place, or move it away to begin anew.`,
  );
}
