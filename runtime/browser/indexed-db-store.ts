/**
 * The files of this browser's labs, in IndexedDB. One page owns a lab's files: the one that opened it
 * first and is still there. Who opens it asks on a BroadcastChannel; a page that is gone cannot
 * answer, so nothing has to expire. (navigator.locks would do, but is not there on a LAN page over http.)
 *
 * Two that ask in the same moment both hear each other, and the one with the lower id stays. Every write
 * looks in the same transaction whether it is still the owner's: a page that was frozen and comes back
 * overwrites nothing.
 */
import type { FileChanges } from '#runtime/pi/files/changes.ts';
import type { Keeping, KeptFiles, KeptLab, LabStore } from '#runtime/lab/store.ts';

const DATABASE = 'kleber-labs';
const STORE = 'labs';
/** So long an owner has to answer. */
const ANSWER_MS = 250;

interface Row {
  readonly owner: string;
  readonly files: KeptFiles;
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
      const row = await read(database, lab);
      return new KeptHere({ database, channel, lab, page, files: row?.files ?? {}, elsewhere });
    } catch (error) {
      return new KeptNowhere(reasonOf(error));
    }
  }
}

/** Every lab as delivered, from its next opening on. @throws DOMException when the browser does not let it */
export const forgetAllLabs = async (): Promise<void> => {
  const database = await openDatabase();
  const transaction = database.transaction(STORE, 'readwrite');
  transaction.objectStore(STORE).clear();
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
    await this.#write((row) => ({ files: row?.files ?? {}, owner: this.#place.page }));
  }

  async save(host: string, changes: FileChanges): Promise<void> {
    await this.#settled;
    if (this.#keeping.state === 'elsewhere') return;
    await this.#write((row) => this.#ifOwned(row, (files) => ({ ...files, [host]: changes })));
  }

  async forget(): Promise<void> {
    await this.#settled;
    if (this.#keeping.state === 'elsewhere') return;
    await this.#write((row) => this.#ifOwned(row, () => ({})));
  }

  close(): void {
    this.#place.channel.removeEventListener('message', this.#hear);
    this.#place.channel.close();
    this.#place.database.close();
  }

  #ifOwned(row: Row | undefined, change: (files: KeptFiles) => KeptFiles): Row | undefined {
    const { page } = this.#place;
    if (row !== undefined && row.owner !== page) {
      this.#turn({ state: 'elsewhere' });
      return undefined;
    }
    return { owner: page, files: change(row?.files ?? {}) };
  }

  /** @param change undefined: nothing is written */
  async #write(change: (row: Row | undefined) => Row | undefined): Promise<void> {
    const { database, lab } = this.#place;
    try {
      const transaction = database.transaction(STORE, 'readwrite');
      const store = transaction.objectStore(STORE);
      const request = store.get(lab) as IDBRequest<Row | undefined>;
      request.addEventListener('success', () => {
        const row = change(request.result);
        if (row !== undefined) store.put(row, lab);
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
  async forget(): Promise<void> {}
  async take(): Promise<void> {}
  close(): void {}
}

const openDatabase = (): Promise<IDBDatabase> =>
  new Promise((resolve, reject) => {
    const request = indexedDB.open(DATABASE, 1);
    request.addEventListener('upgradeneeded', () => request.result.createObjectStore(STORE));
    request.addEventListener('success', () => resolve(request.result));
    request.addEventListener('error', () => reject(request.error ?? new Error('IndexedDB did not open')));
  });

const read = (database: IDBDatabase, lab: string): Promise<Row | undefined> =>
  new Promise((resolve, reject) => {
    const request = database.transaction(STORE).objectStore(STORE).get(lab) as IDBRequest<Row | undefined>;
    request.addEventListener('success', () => resolve(request.result));
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
