import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { vacate } from '#runtime/broker/matching/vacate.ts';

const SLOTS = 16;
const MASK = SLOTS - 1;

/** Puts entries 1, 2, … with these hashes where open addressing puts them. */
function filled(hashes: readonly number[]): Int32Array {
  const slots = new Int32Array(SLOTS);
  hashes.forEach((hash, index) => {
    let slot = hash & MASK;
    while (slots[slot] !== 0) slot = (slot + 1) & MASK;
    slots[slot] = index + 1;
  });
  return slots;
}

function finds(slots: Int32Array, entry: number, hash: number): boolean {
  let slot = hash & MASK;
  while (slots[slot] !== 0 && slots[slot] !== entry) slot = (slot + 1) & MASK;
  return slots[slot] === entry;
}

describe('a slot that is freed', () => {
  it('lets whoever stood behind it come home, and leaves alone who is there already', () => {
    const hashes = [3, 3, 5];
    const slots = filled(hashes);
    vacate(slots, 3, (entry) => hashes[entry - 1]!);
    expect([...slots.subarray(3, 7)]).toEqual([2, 0, 3, 0]);
  });

  it('is filled from the beginning of the table when it stands at its end', () => {
    const hashes = [15, 15, 15];
    const slots = filled(hashes);
    vacate(slots, 15, (entry) => hashes[entry - 1]!);
    expect([slots[15], slots[0], slots[1]]).toEqual([2, 3, 0]);
  });

  it('loses its entry and no other, in whatever order all of them go', () => {
    const cases = fc
      .array(fc.integer(), { minLength: 1, maxLength: SLOTS - 1 })
      .chain((hashes) =>
        fc.tuple(fc.constant(hashes), fc.shuffledSubarray([...hashes.keys()], { minLength: hashes.length })),
      );
    fc.assert(
      fc.property(cases, ([hashes, order]) => {
        const slots = filled(hashes);
        const left = new Set(hashes.keys());
        for (const gone of order) {
          vacate(slots, slots.indexOf(gone + 1), (entry) => hashes[entry - 1]!);
          left.delete(gone);
          expect(slots.filter((entry) => entry !== 0)).toHaveLength(left.size);
          for (const index of left) expect(finds(slots, index + 1, hashes[index]!)).toBe(true);
        }
      }),
    );
  });
});
