/** A Pi whose files are kept in this browser, and a program on it that does with a store of records what it is told. */
import { EventLog } from '#runtime/events/log.ts';
import { FileKeeper } from '#runtime/lab/file-keeper.ts';
import { Lan } from '#runtime/lan/lan.ts';
import { Pi } from '#runtime/pi/machine.ts';
import { present } from '#runtime/pi/late.ts';
import * as kernelParts from '#runtime/pi/kernel/late-parts.ts';
import * as sshSession from '#runtime/pi/ssh/session.ts';
import type { Process } from '#runtime/pi/process.ts';
import type { RecordKind, RecordStore } from '#runtime/ports.ts';
import { IndexedDbStore } from '#runtime/browser/indexed-db-store.ts';
import { WorkerClock } from '#runtime/browser/worker-clock.ts';
import { openStore } from '#runtime/programs/open-store.ts';

/** A record, its bytes in base64; without them: deleted. */
export type Change = readonly [kind: RecordKind, id: number, value?: string];

export interface RecordsPage {
  /** What lasts. */
  readonly records: Promise<Change[]>;
  /** Commits these; the files are kept when it resolves. */
  commit(changes: readonly Change[]): Promise<void>;
  /** As delivered from the next load on. */
  forget(): Promise<void>;
}

const HOST = 'rpi-broker';
const random = { bytes: (length: number) => crypto.getRandomValues(new Uint8Array(length)) };

const clock = new WorkerClock();
const kept = await new IndexedDbStore().open('records');
const log = new EventLog(() => clock.now());
const lan = new Lan({ clock });
const changes = kept.files[HOST];
const pi = new Pi({
  kernelParts: present(kernelParts),
  sshSession: present(sshSession),
  host: HOST,
  lan: lan.addHost(HOST, '192.168.1.3'),
  clock,
  random,
  log,
  commands: [],
  ...(changes !== undefined && { changes }),
});
const keeper = new FileKeeper({ log, kept, clock, files: () => pi });

const store = new Promise<RecordStore>((resolve, reject) => {
  const run = async (process: Process): Promise<number> => {
    const opened = await openStore(process, '/home/pi/records').catch(reject);
    if (opened !== undefined) resolve(opened.store);
    return new Promise(() => undefined);
  };
  pi.spawn({ run, argv: ['records'], user: 'pi', by: 'engine' });
});

function base64(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text);
}

const page: RecordsPage = {
  records: store.then((opened) =>
    [...opened.records()].map(({ kind, id, value }): Change => [kind, id, base64(value)]),
  ),
  async commit(wanted) {
    const opened = await store;
    for (const [kind, id, value] of wanted) {
      if (value === undefined) opened.delete(kind, id);
      else
        opened.put(
          kind,
          id,
          Uint8Array.from(atob(value), (character) => character.charCodeAt(0)),
        );
    }
    await opened.commit();
    await keeper.flush();
  },
  async forget() {
    await kept.forget();
    kept.close();
  },
};
Object.assign(globalThis, { recordsPage: page });
