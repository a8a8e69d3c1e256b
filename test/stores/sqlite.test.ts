import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { SqliteRecords } from '#runtime/programs/node/sqlite-records.ts';
import { StoreRefused } from '#runtime/ports.ts';
import { testStore } from './contract.ts';

const folder = mkdtempSync(join(tmpdir(), 'kleber-store-'));
const path = join(folder, 'mosquitto.db');
const clear = (): void => {
  for (const name of readdirSync(folder)) rmSync(join(folder, name), { recursive: true });
};
beforeEach(clear);
afterAll(() => rmSync(folder, { recursive: true }));

const open = (): SqliteRecords => new SqliteRecords(path, { durable: false });

for (const durable of [false, true]) {
  testStore(`records in an SQLite file${durable ? ', durable' : ''}`, {
    open: () => Promise.resolve(new SqliteRecords(path, { durable })),
    erase: () => Promise.resolve(clear()),
    runs: 15,
  });
}

/** All files that belong to the store, by name. */
const onDisk = (): Map<string, Buffer> =>
  new Map(readdirSync(folder).map((name) => [name, readFileSync(join(folder, name))]));

/** That they are as they were; their bytes are too many to be shown. */
function expectUntouched(before: ReadonlyMap<string, Buffer>): void {
  const after = onDisk();
  expect([...after.keys()]).toEqual([...before.keys()]);
  for (const [name, bytes] of before) expect(bytes.equals(after.get(name)!), name).toBe(true);
}

/** A file as a broker leaves it that was killed: with a write-ahead log. */
function killed(): void {
  const store = open();
  for (let id = 1; id <= 100; id++) store.put('message', id, new Uint8Array(200).fill(id));
  store.commit();
  const copies = mkdtempSync(join(tmpdir(), 'kleber-killed-'));
  cpSync(folder, copies, { recursive: true });
  store.abandon();
  clear();
  cpSync(copies, folder, { recursive: true });
  rmSync(copies, { recursive: true });
}

function refusal(): StoreRefused {
  try {
    open().abandon();
  } catch (error) {
    if (error instanceof StoreRefused) return error;
    throw error;
  }
  throw new Error('the store was opened');
}

describe('an SQLite store', () => {
  it('is made with the first commit, for its owner alone', () => {
    const store = open();
    store.put('message', 1, Uint8Array.of(1));
    expect(readdirSync(folder)).toEqual([]);
    store.commit();
    expect(statSync(path).mode & 0o777).toBe(0o600);
    store.abandon();
  });

  it('is one file when it is closed', async () => {
    const store = open();
    store.put('message', 1, Uint8Array.of(1));
    await store.close();
    expect(readdirSync(folder)).toEqual(['mosquitto.db']);
  });

  it('is read from the write-ahead log of a process that was killed', () => {
    killed();
    expect(readdirSync(folder)).toContain('mosquitto.db-wal');
    const store = open();
    expect([...store.records()]).toHaveLength(100);
    store.abandon();
  });

  it('is made again where an empty file lies', async () => {
    writeFileSync(path, '');
    const store = open();
    store.put('message', 1, Uint8Array.of(1));
    await store.close();
    const after = open();
    expect([...after.records()]).toHaveLength(1);
    after.abandon();
  });

  it.each([
    ['a file that Mosquitto wrote', Buffer.from('\0\xb5\0mosquitto db\0\0\0', 'latin1'), /Mosquitto's own/],
    ['a text', Buffer.from('Dear diary'), /no store of Kleber's/],
    ['bytes that begin like SQLite', Buffer.from('SQLite format 3\0 and then no more'), /no store of Kleber's/],
  ])('refuses %s, and leaves it as it is', (_, content, why) => {
    writeFileSync(path, content);
    const before = onDisk();
    const { why: kind, message } = refusal();
    expect(kind).toBe('foreign');
    expect(message).toMatch(why);
    expect(message).toContain('persistence_file');
    expectUntouched(before);
  });

  it("refuses another program's database, and leaves it as it is", () => {
    const database = new DatabaseSync(path);
    database.exec('CREATE TABLE songs(name TEXT)');
    database.close();
    const before = onDisk();
    expect(refusal().why).toBe('foreign');
    expectUntouched(before);
  });

  it('refuses one of a later version, also where only the write-ahead log says so', () => {
    killed();
    const database = new DatabaseSync(path);
    database.exec('PRAGMA user_version = 2');
    const copy = onDisk();
    database.close();
    expect(refusal().why).toBe('newer');
    clear();
    for (const [name, bytes] of copy) if (!name.endsWith('-shm')) writeFileSync(join(folder, name), bytes);
    const before = onDisk();
    expect(refusal().why).toBe('newer');
    expectUntouched(before);
  });

  it.each(['mosquitto.db', 'mosquitto.db-wal'])('refuses damage in %s, or has all that was committed', async (name) => {
    killed();
    if (name === 'mosquitto.db') await open().close();
    const whole = onDisk();
    const size = statSync(join(folder, name)).size;
    let refused = 0;
    for (let at = 24; at < size; at += Math.floor(size / 150)) {
      const bytes = Buffer.from(whole.get(name)!);
      bytes.writeUInt8(bytes.readUInt8(at) ^ 0x55, at);
      writeFileSync(join(folder, name), bytes);
      const before = onDisk();
      try {
        const store = new SqliteRecords(path, { durable: false });
        const records = [...store.records()];
        for (const { id, value } of records) expect(value.every((byte) => byte === id)).toBe(true);
        // SQLite takes a frame of its log that is not as it was written for one that a power cut left.
        if (name === 'mosquitto.db') expect(records).toHaveLength(100);
        store.abandon();
      } catch (error) {
        if (!(error instanceof StoreRefused)) throw error;
        refused++;
        expectUntouched(before);
      }
      clear();
      for (const [each, content] of whole) writeFileSync(join(folder, each), content);
    }
    if (name === 'mosquitto.db') expect(refused).toBeGreaterThan(40);
  });

  it('refuses a file that was cut off', async () => {
    killed();
    await open().close();
    writeFileSync(path, readFileSync(path).subarray(0, 9_000));
    const before = onDisk();
    expect(refusal().why).toBe('damaged');
    expectUntouched(before);
  });

  it('is for one process at a time', async () => {
    killed();
    const script = `
      import { SqliteRecords } from ${JSON.stringify(new URL('../../runtime/programs/node/sqlite-records.ts', import.meta.url).href)};
      const store = new SqliteRecords(${JSON.stringify(path)}, { durable: false });
      console.log('open');
      setInterval(() => store.isDirty, 1_000);`;
    const other = spawn(process.execPath, ['--input-type=module', '-e', script], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await once(other.stdout, 'data');
    expect(refusal()).toMatchObject({ why: 'in-use' });
    other.kill('SIGKILL');
    await once(other, 'exit');
    const store = open();
    expect([...store.records()]).toHaveLength(100);
    store.abandon();
  });

  it('does not take over a file that somebody has made before its first commit', () => {
    const store = open();
    writeFileSync(path, 'mine');
    store.put('message', 1, Uint8Array.of(1));
    expect(() => store.commit()).toThrow('EEXIST');
    expect(readFileSync(path, 'utf8')).toBe('mine');
    expect(store.isDirty).toBe(true);
  });

  it('says which directory is missing', () => {
    expect(() => new SqliteRecords(join(folder, 'none', 'mosquitto.db'), { durable: false })).toThrow('ENOENT');
  });

  it('loses nothing when the disk is full for a while', async () => {
    const store = open();
    store.put('message', 1, Uint8Array.of(1));
    store.commit();
    // The process may write no file that is larger than this; SQLite is told by EFBIG, as by a full disk.
    const limit = (bytes: number | string): unknown =>
      execFileSync('prlimit', [`--pid=${process.pid}`, `--fsize=${bytes}:unlimited`]);
    limit(statSync(`${path}-wal`).size);
    process.on('SIGXFSZ', () => undefined);
    try {
      store.put('message', 2, new Uint8Array(20_000));
      expect(() => store.commit()).toThrow(/ENOSPC|EIO|full|I\/O/);
      expect(store.isDirty).toBe(true);
    } finally {
      limit('unlimited');
      process.removeAllListeners('SIGXFSZ');
    }
    store.put('message', 3, Uint8Array.of(3));
    store.commit();
    await store.close();
    const after = open();
    expect([...after.records()].map(({ id }) => id)).toEqual([1, 2, 3]);
    after.abandon();
  });

  it('leaves a file alone that it may not write', () => {
    killed();
    chmodSync(path, 0o400);
    // Root may write it nevertheless.
    if (process.getuid?.() === 0) open().abandon();
    else expect(() => open()).toThrow('EACCES');
    expect(existsSync(path)).toBe(true);
  });
});
