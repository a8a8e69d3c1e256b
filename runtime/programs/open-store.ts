import type { Process } from '#runtime/pi/process.ts';
import type { RecordStore } from '#runtime/ports.ts';
import { openJournal } from './journal-records.ts';

/** A store of records, and how a broker is to use it. */
export interface OpenedStore {
  readonly store: RecordStore;
  /** Milliseconds after which it commits what it has answered already; absent: it answers what is committed. */
  readonly writeBehind?: number;
}

/**
 * So long may the files of a simulated Pi lag behind. They last where the page keeps them, which takes its
 * time: a second all together, at most.
 */
const WRITE_BEHIND_MS = 300;

/**
 * The store in which a broker's sessions and retained messages last (`persistence_file`): what the machine
 * offers for that, or a journal file.
 *
 * @param durable what is committed survives the loss of power, where the machine knows such a thing
 * @throws StoreRefused; SystemError `EACCES`, `ENOENT` …
 */
export async function openStore(
  process: Pick<Process, 'openRecords' | 'files' | 'random'>,
  path: string,
  durable = false,
): Promise<OpenedStore> {
  if (process.openRecords !== undefined) return { store: await process.openRecords(path, { durable }) };
  return { store: await openJournal(process.files, path, process.random), writeBehind: WRITE_BEHIND_MS };
}
