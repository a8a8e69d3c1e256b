/**
 * What has to be done to make one list of lines of another: the edit script of diff(1).
 *
 * The longest common sequence is found by the library `diff` (jsdiff), whose `diffArrays` is Myers' algorithm in
 * plain JavaScript, has a limit for its effort and no dependencies. Also considered: diff-match-patch
 * (characters, not lines; no longer maintained), fast-myers-diff (as quick, but without a limit), node-diff3
 * (a slower algorithm, made for merges). What a change of repeated lines looks like is GNU's own
 * (`shift_boundaries` of its analyze.c): a change is moved down as far as it goes, so that
 *
 *     a { }  →  a { } b { }     adds `b { }`, not `} b {`
 */
import { diffArrays } from 'diff';

/** Lines `from` up to `to` of the first (both from 0, `to` not included) become those of the second. */
export interface Change {
  readonly from: number;
  readonly to: number;
  readonly otherFrom: number;
  readonly otherTo: number;
}

/** Beyond so many changes no shortest script is looked for: all between the first and the last is one. */
const MOST_CHANGES = 1_500;

/**
 * @param a what the lines of the first are compared by; equal texts are equal lines
 * @param horizon how many of the lines that both begin and end with are looked at, too: as many as are shown
 */
export const changesOf = (a: readonly string[], b: readonly string[], horizon: number): readonly Change[] => {
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start++;
  let end = 0;
  while (end < a.length - start && end < b.length - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end++;
  start = Math.max(0, start - horizon);
  end = Math.max(0, end - horizon);
  const middle = a.slice(start, a.length - end);
  const other = b.slice(start, b.length - end);
  return changesBetween(middle, other).map(({ from, to, otherFrom, otherTo }) => ({
    from: from + start,
    to: to + start,
    otherFrom: otherFrom + start,
    otherTo: otherTo + start,
  }));
};

const changesBetween = (a: readonly string[], b: readonly string[]): readonly Change[] => {
  // One more at the end, which is never changed.
  const first = new Uint8Array(a.length + 1);
  const second = new Uint8Array(b.length + 1);
  const parts = diffArrays([...a], [...b], { maxEditLength: MOST_CHANGES });
  if (parts === undefined) {
    first.fill(1, 0, a.length);
    second.fill(1, 0, b.length);
  } else {
    let [i, j] = [0, 0];
    for (const { added, removed, value } of parts) {
      if (removed) first.fill(1, i, i + value.length);
      if (added) second.fill(1, j, j + value.length);
      if (!added) i += value.length;
      if (!removed) j += value.length;
    }
  }
  shiftBoundaries(a, first, second);
  shiftBoundaries(b, second, first);
  return scriptOf(a.length, b.length, first, second);
};

/** Moves runs of changed lines where they can be moved without changing what they do. */
const shiftBoundaries = (lines: readonly string[], changed: Uint8Array, other: Uint8Array): void => {
  const end = lines.length;
  let i = 0;
  let j = 0;
  for (;;) {
    while (i < end && changed[i] !== 1) {
      while (other[j++] === 1);
      i++;
    }
    if (i === end) return;
    let start = i;
    while (changed[++i] === 1);
    while (other[j] === 1) j++;
    let length: number;
    let corresponding: number;
    do {
      length = i - start;
      // Back as far as it goes, which may join it with the run before.
      while (start > 0 && lines[start - 1] === lines[i - 1]) {
        changed[--start] = 1;
        changed[--i] = 0;
        while (start > 0 && changed[start - 1] === 1) start--;
        while (other[--j] === 1);
      }
      corresponding = j > 0 && other[j - 1] === 1 ? i : end;
      // Then down as far as it goes, which may join it with the run behind.
      while (i !== end && lines[start] === lines[i]) {
        changed[start++] = 0;
        changed[i++] = 1;
        while (changed[i] === 1) i++;
        while (other[++j] === 1) corresponding = i;
      }
    } while (length !== i - start);
    // Beside a change of the other file it stays, so that the two are one.
    while (corresponding < i) {
      changed[--start] = 1;
      changed[--i] = 0;
      while (other[--j] === 1);
    }
  }
};

const scriptOf = (length: number, otherLength: number, first: Uint8Array, second: Uint8Array): readonly Change[] => {
  const changes: Change[] = [];
  let i = 0;
  let j = 0;
  while (i < length || j < otherLength) {
    const [from, otherFrom] = [i, j];
    while (i < length && first[i] === 1) i++;
    while (j < otherLength && second[j] === 1) j++;
    if (i > from || j > otherFrom) changes.push({ from, to: i, otherFrom, otherTo: j });
    i++;
    j++;
  }
  return changes;
};
