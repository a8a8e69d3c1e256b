import { beforeEach, describe, expect, it } from 'vitest';
import { openJournal } from '#runtime/programs/journal-records.ts';
import type { JournalRecords } from '#runtime/programs/journal-records.ts';
import { SystemError } from '#runtime/ports.ts';
import { countingRandom } from '../broker/in-memory.ts';
import { testStore } from './contract.ts';
import { FilesInMemory } from './files-in-memory.ts';

const PATH = '/var/lib/mosquitto/mosquitto.db';
const random = countingRandom();

let files = new FilesInMemory();
beforeEach(() => void (files = new FilesInMemory()));
const open = (): Promise<JournalRecords> => openJournal(files, PATH, random);

testStore('records in a journal file', {
  open,
  erase() {
    files = new FilesInMemory();
    return Promise.resolve();
  },
  runs: 100,
});

const ids = (store: JournalRecords): number[] => [...store.records()].map(({ id }) => id);

/** A file with three commits, of one record each. */
async function threeCommits(): Promise<Uint8Array> {
  const store = await open();
  for (const id of [1, 2, 3]) {
    store.put('message', id, Uint8Array.of(id, id, id));
    await store.commit();
  }
  return files.content.get(PATH)!;
}

describe('a journal file', () => {
  it('is made with the first commit', async () => {
    const store = await open();
    store.put('message', 1, Uint8Array.of(1));
    expect(files.list()).toEqual([]);
    await store.commit();
    expect(files.list()).toEqual([PATH]);
  });

  it('that was cut off in its last frame has all frames before that', async () => {
    const whole = await threeCommits();
    const last = whole.length - (16 + 6);
    for (let length = last; length < whole.length; length++) {
      files.content.set(PATH, whole.slice(0, length));
      expect(ids(await open())).toEqual([1, 2]);
    }
  });

  it('that was cut off goes on where it was whole', async () => {
    const whole = await threeCommits();
    files.content.set(PATH, whole.slice(0, -1));
    const store = await open();
    store.put('message', 4, Uint8Array.of(4));
    await store.commit();
    store.put('message', 5, Uint8Array.of(5));
    await store.commit();
    expect(ids(await open())).toEqual([1, 2, 4, 5]);
  });

  it('with any byte changed is refused, and left as it is', async () => {
    const whole = await threeCommits();
    for (let at = 0; at < whole.length; at++) {
      const changed = whole.slice();
      changed[at]! ^= 0x40;
      files.content.set(PATH, changed);
      await expect(open()).rejects.toThrow(/damaged|no store|later release/);
      expect(files.content.get(PATH)).toEqual(changed);
    }
  });

  it.each([
    [
      'Mosquitto wrote',
      Uint8Array.of(0, 0xb5, 0, 0x6d, 0x6f, 0x73, 0x71, 0x75, 0x69, 0x74, 0x74, 0x6f, 0x20, 0x64),
      /Mosquitto's own/,
    ],
    ['is a text', new TextEncoder().encode('a letter to my mother'), /no store of Kleber's/],
    ['is too short for anything', Uint8Array.of(0x4b), /no store of Kleber's/],
  ])('that %s is refused and left as it is', async (_, content, why) => {
    files.content.set(PATH, content);
    await expect(open()).rejects.toThrow(why);
    expect(files.content.get(PATH)).toEqual(content);
  });

  it('of a later version is refused and left as it is', async () => {
    const file = await threeCommits();
    file[4] = 2;
    await expect(open()).rejects.toThrow(/later release/);
  });

  it('is written anew when most of it is out of date', async () => {
    const store = await open();
    for (let round = 0; round < 500; round++) {
      store.put('retained', 1, new Uint8Array(1_000).fill(round));
      await store.commit();
    }
    expect(files.content.get(PATH)!.length).toBeLessThan(70_000);
    expect([...(await open()).records()].map(({ value }) => value[0])).toEqual([499 & 0xff]);
  });

  it('loses nothing when the disk is full for a while, in the middle of a frame', async () => {
    const store = await open();
    store.put('message', 1, Uint8Array.of(1));
    await store.commit();
    store.put('message', 2, Uint8Array.of(2));
    files.broken = { error: new SystemError('ENOSPC', PATH), after: 9 };
    await expect(store.commit()).rejects.toThrow('ENOSPC');
    expect(store.isDirty).toBe(true);
    expect(ids(await open())).toEqual([1]);
    store.put('message', 3, Uint8Array.of(3));
    await expect(store.commit()).rejects.toThrow('ENOSPC');
    files.broken = undefined;
    await store.commit();
    expect(store.isDirty).toBe(false);
    store.put('message', 4, Uint8Array.of(4));
    await store.commit();
    expect(ids(await open())).toEqual([1, 2, 3, 4]);
  });

  it('that another program has begun anew is that one: what the first still writes is passed over', async () => {
    const first = await open();
    first.put('message', 1, Uint8Array.of(1));
    await first.commit();
    const second = await open();
    second.put('message', 2, Uint8Array.of(2));
    await second.commit();
    first.put('message', 9, Uint8Array.of(9));
    await first.commit();
    second.put('message', 3, Uint8Array.of(3));
    await second.commit();
    expect(ids(await open())).toEqual([1, 2, 3]);
  });
});
