/** Up to here a loop is faster than the view that `set` needs. */
const SHORT = 40;

/** Copies `from[start, end)` to `into`, beginning at `at`; they do not overlap. */
export function copyBytes(from: Uint8Array, start: number, end: number, into: Uint8Array, at: number): void {
  const length = end - start;
  if (length > SHORT) into.set(from.subarray(start, end), at);
  else for (let i = 0; i < length; i++) into[at + i] = from[start + i]!;
}
