/** What every store of records does, wherever its records are. */
import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import type { RecordKind, RecordStore, StoredRecord } from '#runtime/ports.ts';

export interface StoreCase {
  /** Opens the store that is there, or a new one. */
  open(): Promise<RecordStore>;
  /** Nothing is there any more. */
  erase(): Promise<void>;
  /** How often the property is tried. */
  readonly runs: number;
  /** How many records come and go; default: 5,000. */
  readonly many?: number;
}

const KINDS: readonly RecordKind[] = ['retained', 'session', 'subscription', 'message', 'delivery', 'incoming'];

const change = fc.oneof(
  fc.record({
    do: fc.constant('put' as const),
    kind: fc.constantFrom(...KINDS),
    id: fc.oneof(fc.integer({ min: 1, max: 5 }), fc.constantFrom(127, 128, 2 ** 31, 2 ** 40)),
    value: fc.uint8Array({ maxLength: 300 }),
  }),
  fc.record({
    do: fc.constant('delete' as const),
    kind: fc.constantFrom(...KINDS),
    id: fc.oneof(fc.integer({ min: 1, max: 5 }), fc.constantFrom(127, 128, 2 ** 31, 2 ** 40)),
  }),
  fc.record({ do: fc.constantFrom('commit' as const, 'crash' as const, 'restart' as const) }),
);

export function testStore(name: string, { open, erase, runs, many = 5_000 }: StoreCase): void {
  describe(name, () => {
    beforeEach(erase);

    it('has nothing at first, and makes nothing of that', async () => {
      const store = await open();
      expect([...store.records()]).toEqual([]);
      expect(store.isDirty).toBe(false);
      await store.commit();
      await store.close();
      expect(await content(await open())).toEqual([]);
    });

    it('keeps what was committed when it is abandoned, and nothing else', async () => {
      const store = await open();
      store.put('message', 1, bytes('one'));
      store.put('session', 7, bytes('seven'));
      await store.commit();
      store.put('message', 2, bytes('two'));
      store.delete('message', 1);
      expect(store.isDirty).toBe(true);
      store.abandon();
      const after = await open();
      expect(await content(after)).toEqual(['session 7 seven', 'message 1 one']);
      after.abandon();
    });

    it('commits when it is closed', async () => {
      const store = await open();
      store.put('retained', 3, bytes('three'));
      await store.close();
      const after = await open();
      expect(await content(after)).toEqual(['retained 3 three']);
      after.abandon();
    });

    it('gives each kind by ascending ids, whatever the order was', async () => {
      const store = await open();
      for (const id of [300, 2, 128, 1]) store.put('delivery', id, bytes(`${id}`));
      await store.commit();
      store.put('delivery', 5, bytes('5'));
      await store.close();
      const after = await open();
      expect((await content(after)).map((line) => line.split(' ')[1])).toEqual(['1', '2', '5', '128', '300']);
      after.abandon();
    });

    it('puts one in place of another, and deletes what is not there without a word', async () => {
      const store = await open();
      store.put('incoming', 1, bytes('old'));
      await store.commit();
      store.put('incoming', 1, bytes('new'));
      store.delete('incoming', 2);
      await store.commit();
      store.abandon();
      const after = await open();
      expect(await content(after)).toEqual(['incoming 1 new']);
      after.abandon();
    });

    it('keeps records of no bytes, and of a megabyte', async () => {
      const store = await open();
      store.put('message', 1, new Uint8Array(0));
      store.put('message', 2, new Uint8Array(1_000_000).fill(7));
      await store.close();
      const after = await open();
      const records = [...after.records()];
      expect(records.map(({ value }) => value.length)).toEqual([0, 1_000_000]);
      expect(records[1]?.value.every((byte) => byte === 7)).toBe(true);
      after.abandon();
    });

    it('is what it was after many records have come and gone', async () => {
      const store = await open();
      for (let id = 1; id <= many; id++) {
        store.put('message', id, new Uint8Array(1_000).fill(id));
        store.put('delivery', id, bytes(`${id}`));
        if (id > 10) {
          store.delete('message', id - 10);
          store.delete('delivery', id - 10);
        }
        if (id % 50 === 0) await store.commit();
      }
      store.abandon();
      const after = await open();
      const records = byKind(after);
      expect(records.map(({ kind, id }) => `${kind} ${id}`)).toEqual([
        ...Array.from({ length: 10 }, (_, index) => `message ${many - 9 + index}`),
        ...Array.from({ length: 10 }, (_, index) => `delivery ${many - 9 + index}`),
      ]);
      for (const { kind, id, value } of records) if (kind === 'message') expect(value[0]).toBe(id & 0xff);
      after.abandon();
    });

    it('holds at any time what a map would hold that is copied with each commit', async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(change, { maxLength: 30 }), async (changes) => {
          await erase();
          let store = await open();
          let lasting = new Map<string, string>();
          let now = new Map<string, string>();
          for (const step of changes) {
            if (step.do === 'put') {
              store.put(step.kind, step.id, step.value);
              now.set(`${step.kind} ${step.id}`, text(step.value));
            } else if (step.do === 'delete') {
              store.delete(step.kind, step.id);
              now.delete(`${step.kind} ${step.id}`);
            } else if (step.do === 'commit') {
              await store.commit();
              lasting = new Map(now);
            } else {
              if (step.do === 'restart') {
                await store.close();
                lasting = new Map(now);
              } else store.abandon();
              store = await open();
              now = new Map(lasting);
              expect(new Set(await content(store))).toEqual(
                new Set([...lasting].map(([key, value]) => `${key} ${value}`)),
              );
            }
          }
          store.abandon();
        }),
        { numRuns: runs },
      );
    });
  });
}

const bytes = (value: string): Uint8Array => new TextEncoder().encode(value);
const text = (value: Uint8Array): string => [...value].map((byte) => String.fromCharCode(byte)).join('');

/** Kind by kind; within each as the store gives them. */
function byKind(store: RecordStore): StoredRecord[] {
  const records = [...store.records()];
  return KINDS.flatMap((kind) => records.filter((record) => record.kind === kind));
}

async function content(store: RecordStore): Promise<string[]> {
  return Promise.resolve(byKind(store).map(({ kind, id, value }) => `${kind} ${id} ${text(value)}`));
}
