/**
 * The files of this browser's labs, in IndexedDB. One page owns a lab's files: the one that opened it
 * first and is still there. Who opens it asks on a BroadcastChannel; a page that is gone cannot
 * answer, so nothing has to expire. (navigator.locks would do, but is not there on a LAN page over http.)
 *
 * Two that ask in the same moment both hear each other, and the one with the lower id stays. Every write
 * looks in the same transaction whether it is still the owner's: a page that was frozen and comes back
 * overwrites nothing.
 *
 *     labs     lab                     its owner
 *     files    [lab, host, path]       one changed file: what is written is written alone
 */
import type { ChangesAt, FileChanges } from '#runtime/pi/files/changes.ts';
import type { Keeping, KeptFiles, KeptLab, LabStore } from '#runtime/lab/store.ts';

import { changesOf, keptFiles, type KeptFile } from './kept-file.ts';

const DATABASE = 'kleber-labs';
/** 1 had the files of a lab in its row. */
const VERSION = 2;
const LABS = 'labs';
const FILES = 'files';
/** So long an owner has to answer. */
const ANSWER_MS = 250;

interface Row {
  readonly owner: string;
}

/** What a transaction may change. */
interface Stores {
  readonly labs: IDBObjectStore;
  readonly files: IDBObjectStore;
}

interface Said {
  readonly kind: 'asks' | 'owns' | 'takes';
  readonly lab: string;
  readonly page: string;
}

export class IndexedDbStore implements LabStore {
  async open(lab: string): Promise<KeptLab> {
    const page = randomId();
    try {
      const database = await openDatabase();
      const channel = new BroadcastChannel(DATABASE);
      const elsewhere = isOwnedElsewhere(channel, lab, page);
      const files = await read(database, lab);
      return new KeptHere({ database, channel, lab, page, files, elsewhere });
    } catch (error) {
      return new KeptNowhere(reasonOf(error));
    }
  }
}

/** Every lab as delivered, from its next opening on. @throws DOMException when the browser does not let it */
export const forgetAllLabs = async (): Promise<void> => {
  const database = await openDatabase();
  const transaction = database.transaction([LABS, FILES], 'readwrite');
  transaction.objectStore(LABS).clear();
  transaction.objectStore(FILES).clear();
  await done(transaction);
  database.close();
};

/** Asks, and listens for an owner or for somebody who asks too and goes first. */
const isOwnedElsewhere = (channel: BroadcastChannel, lab: string, page: string): Promise<boolean> =>
  new Promise((resolve) => {
    const hear = ({ data }: MessageEvent<Said>): void => {
      if (data.lab !== lab || data.page === page) return;
      if (data.kind === 'asks' && data.page > page) {
        channel.postMessage({ kind: 'asks', lab, page } satisfies Said);
      } else finish(true);
    };
    const finish = (elsewhere: boolean): void => {
      clearTimeout(timer);
      channel.removeEventListener('message', hear);
      resolve(elsewhere);
    };
    const timer = setTimeout(() => finish(false), ANSWER_MS);
    channel.addEventListener('message', hear);
    channel.postMessage({ kind: 'asks', lab, page } satisfies Said);
  });

interface Place {
  readonly database: IDBDatabase;
  readonly channel: BroadcastChannel;
  readonly lab: string;
  readonly page: string;
  readonly files: KeptFiles;
  /** The answer of the others. The lab does not wait for it, what is to be stored does. */
  readonly elsewhere: Promise<boolean>;
}

class KeptHere implements KeptLab {
  readonly files: KeptFiles;
  onKeeping: (keeping: Keeping) => void = () => {};
  readonly #place: Place;
  readonly #settled: Promise<void>;
  #keeping: Keeping = { state: 'kept' };

  constructor(place: Place) {
    this.#place = place;
    this.files = place.files;
    this.#settled = place.elsewhere.then(async (elsewhere) => {
      place.channel.addEventListener('message', this.#hear);
      if (elsewhere) this.#turn({ state: 'elsewhere' });
      else await this.take();
    });
  }

  get keeping(): Keeping {
    return this.#keeping;
  }

  async take(): Promise<void> {
    this.#turn({ state: 'kept' });
    this.#say('takes');
    await this.#write(() => true);
  }

  async save(host: string, changes: FileChanges): Promise<void> {
    const { lab } = this.#place;
    await this.#writeFiles((files) => {
      files.delete(within([lab, host]));
      this.#put(files, host, changes);
    });
  }

  async update(host: string, changes: ChangesAt): Promise<void> {
    const { lab } = this.#place;
    await this.#writeFiles((files) => {
      for (const path of [...changes.cleared, ...changes.asDelivered]) files.delete([lab, host, path]);
      for (const path of changes.cleared) files.delete(below(lab, host, path));
      this.#put(files, host, changes);
    });
  }

  async forget(): Promise<void> {
    await this.#writeFiles((files) => files.delete(within([this.#place.lab])));
  }

  #put(files: IDBObjectStore, host: string, changes: FileChanges): void {
    for (const file of keptFiles(host, changes)) files.put(file, [this.#place.lab, host, file.path]);
  }

  close(): void {
    this.#place.channel.removeEventListener('message', this.#hear);
    this.#place.channel.close();
    this.#place.database.close();
  }

  /** As long as this page is the owner. */
  async #writeFiles(change: (files: IDBObjectStore) => void): Promise<void> {
    await this.#settled;
    if (this.#keeping.state === 'elsewhere') return;
    await this.#write((owner, { files }) => {
      if (owner !== undefined && owner !== this.#place.page) {
        this.#turn({ state: 'elsewhere' });
        return false;
      }
      change(files);
      return true;
    });
  }

  /** @param change returns whether this page is the owner from then on */
  async #write(change: (owner: string | undefined, stores: Stores) => boolean): Promise<void> {
    const { database, lab, page } = this.#place;
    try {
      const transaction = database.transaction([LABS, FILES], 'readwrite');
      const stores = { labs: transaction.objectStore(LABS), files: transaction.objectStore(FILES) };
      const request = stores.labs.get(lab) as IDBRequest<Row | undefined>;
      request.addEventListener('success', () => {
        const owner = request.result?.owner;
        if (change(owner, stores) && owner !== page) stores.labs.put({ owner: page } satisfies Row, lab);
      });
      await done(transaction);
      if (this.#keeping.state === 'unkept') this.#turn({ state: 'kept' });
    } catch (error) {
      this.#turn({ state: 'unkept', reason: reasonOf(error) });
    }
  }

  readonly #hear = ({ data }: MessageEvent<Said>): void => {
    if (data.lab !== this.#place.lab || data.page === this.#place.page) return;
    if (this.#keeping.state === 'elsewhere') return;
    if (data.kind === 'asks') this.#say('owns');
    if (data.kind === 'takes') this.#turn({ state: 'elsewhere' });
  };

  #say(kind: Said['kind']): void {
    const { channel, lab, page } = this.#place;
    channel.postMessage({ kind, lab, page } satisfies Said);
  }

  #turn(keeping: Keeping): void {
    this.#keeping = keeping;
    this.onKeeping(keeping);
  }
}

/** A browser that has no store for this page: private windows of some, or a full disk. */
class KeptNowhere implements KeptLab {
  readonly files: KeptFiles = {};
  readonly keeping: Keeping;
  onKeeping: (keeping: Keeping) => void = () => {};

  constructor(reason: string) {
    this.keeping = { state: 'unkept', reason };
  }

  async save(): Promise<void> {}
  async update(): Promise<void> {}
  async forget(): Promise<void> {}
  async take(): Promise<void> {}
  close(): void {}
}

const openDatabase = (): Promise<IDBDatabase> =>
  new Promise((resolve, reject) => {
    const request = indexedDB.open(DATABASE, VERSION);
    request.addEventListener('upgradeneeded', ({ oldVersion }) => upgrade(request, oldVersion));
    request.addEventListener('success', () => {
      // A window of a later release wants to change it, and must not wait for this one.
      request.result.addEventListener('versionchange', () => request.result.close());
      resolve(request.result);
    });
    request.addEventListener('blocked', () =>
      reject(new Error('a window of an earlier release is open: close it, and reload')),
    );
    request.addEventListener('error', () => reject(request.error ?? new Error('IndexedDB did not open')));
  });

/** Takes the files out of the rows of version 1: what learners had is still theirs. */
const upgrade = ({ result, transaction }: IDBOpenDBRequest, oldVersion: number): void => {
  const files = result.createObjectStore(FILES);
  if (oldVersion === 0) result.createObjectStore(LABS);
  else if (transaction !== null) {
    const rows = transaction.objectStore(LABS).openCursor() as IDBRequest<IDBCursorWithValue | null>;
    rows.addEventListener('success', () => {
      const cursor = rows.result;
      if (cursor === null) return;
      const { owner, files: kept } = cursor.value as Row & { readonly files: KeptFiles };
      for (const [host, changes] of Object.entries(kept))
        for (const file of keptFiles(host, changes)) files.put(file, [cursor.key as string, host, file.path]);
      cursor.update({ owner } satisfies Row);
      cursor.continue();
    });
  }
};

/** Keys that begin so: an array comes behind every string. */
const within = (key: readonly string[]): IDBKeyRange => IDBKeyRange.bound(key, [...key, []]);

/** `0` comes behind `/`. */
const below = (lab: string, host: string, path: string): IDBKeyRange => {
  const directory = path === '/' ? '' : path;
  return IDBKeyRange.bound([lab, host, `${directory}/`], [lab, host, `${directory}0`], true, true);
};

const read = (database: IDBDatabase, lab: string): Promise<KeptFiles> =>
  new Promise((resolve, reject) => {
    const request = database
      .transaction(FILES)
      .objectStore(FILES)
      .getAll(within([lab]));
    request.addEventListener('success', () => resolve(changesOf(request.result as readonly KeptFile[])));
    request.addEventListener('error', () => reject(request.error ?? new Error('IndexedDB did not answer')));
  });

const done = (transaction: IDBTransaction): Promise<void> =>
  new Promise((resolve, reject) => {
    const fail = (): void => reject(transaction.error ?? new Error('IndexedDB stored nothing'));
    transaction.addEventListener('complete', () => resolve());
    transaction.addEventListener('error', fail);
    transaction.addEventListener('abort', fail);
  });

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** crypto.randomUUID is not there on a LAN page over http. */
const randomId = (): string =>
  [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
