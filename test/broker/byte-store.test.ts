import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ByteStore } from '#runtime/broker/retained/byte-store.ts';
import type { Place } from '#runtime/broker/retained/byte-store.ts';

describe('room for pieces of bytes', () => {
  it('never gives the same bytes to two', () => {
    const step = fc.oneof(
      fc.record({ take: fc.oneof(fc.nat(200), fc.constantFrom(2047, 2048, 2049, 70_000)) }),
      fc.record({ give: fc.nat() }),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 100 }), (steps) => {
        const store = new ByteStore();
        const held: { place: Place; length: number; mark: number }[] = [];
        for (const [mark, each] of steps.entries()) {
          if ('take' in each) {
            const place = store.take(each.take);
            expect(place.at + each.take).toBeLessThanOrEqual(place.bytes.length);
            place.bytes.fill(mark, place.at, place.at + each.take);
            held.push({ place, length: each.take, mark });
          } else if (held.length > 0) {
            const [gone] = held.splice(each.give % held.length, 1);
            if (gone !== undefined) store.give(gone.place, gone.length);
          }
          for (const { place, length, mark: own } of held) {
            expect(place.bytes.subarray(place.at, place.at + length).every((byte) => byte === own)).toBe(true);
          }
        }
      }),
      { numRuns: 50 },
    );
  });

  it('uses again what was given back', () => {
    const store = new ByteStore();
    const places = Array.from({ length: 1000 }, () => store.take(100));
    const slabs = new Set(places.map(({ bytes }) => bytes));
    for (const place of places.slice(1)) store.give(place, 100);
    for (let count = 1; count < 1000; count++) expect(slabs.has(store.take(110).bytes)).toBe(true);
  });

  it('takes little for a few, and holds on to nothing when all is given back', () => {
    const store = new ByteStore();
    const first = store.take(100);
    expect(first.bytes.length).toBeLessThanOrEqual(1024);
    store.give(first, 100);
    expect(store.take(100).bytes).not.toBe(first.bytes);
  });
});
