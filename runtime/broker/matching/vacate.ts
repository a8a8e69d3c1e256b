/**
 * Frees a slot of a table of open addressing. Those behind it, up to the next free slot, may stand
 * there only because it was taken; whoever looked for them would now stop at the gap. So each that
 * may stand in the gap moves up, and leaves the next one:
 *
 *     slot             3    4    5    6
 *     at home in       3    3    5    free
 *     slot 3 is freed  3    free 5    free      the one of slot 4 has come home, the one of 5 stays
 *
 * @param slots numbers of entries, 0 where a slot is free; a power of two of them, not all taken
 * @param gap the slot to free
 * @param hashOf an entry's hash, whose low bits are the slot where it is at home
 */
export function vacate(slots: Int32Array, gap: number, hashOf: (entry: number) => number): void {
  const mask = slots.length - 1;
  for (let slot = (gap + 1) & mask; slots[slot] !== 0; slot = (slot + 1) & mask) {
    const home = hashOf(slots[slot]!) & mask;
    if (((slot - home) & mask) < ((slot - gap) & mask)) continue;
    slots[gap] = slots[slot]!;
    gap = slot;
  }
  slots[gap] = 0;
}
