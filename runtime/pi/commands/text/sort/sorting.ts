import type { Compare } from './compare.ts';

/** What is sorted or merged at a time, before others get their turn. */
const CHUNK = 8_192;

/**
 * A stable merge sort that lets others run now and then: a million lines take seconds, and a page must
 * not stand still.
 */
export const sorted = async (
  lines: readonly string[],
  compare: Compare,
  pause: () => Promise<void>,
): Promise<readonly string[]> => {
  let runs: (readonly string[])[] = [];
  for (let at = 0; at < lines.length; at += CHUNK) {
    runs.push(lines.slice(at, at + CHUNK).sort(compare));
    if (lines.length > CHUNK) await pause();
  }
  while (runs.length > 1) {
    const merged: (readonly string[])[] = [];
    for (let index = 0; index < runs.length; index += 2)
      merged.push(await joined(runs[index] ?? [], runs[index + 1] ?? [], compare, pause));
    runs = merged;
  }
  return runs[0] ?? [];
};

const joined = async (
  a: readonly string[],
  b: readonly string[],
  compare: Compare,
  pause: () => Promise<void>,
): Promise<readonly string[]> => {
  const out: string[] = [];
  let i = 0;
  let j = 0;
  while (i < a.length && j < b.length) {
    out.push(compare(a[i] as string, b[j] as string) <= 0 ? (a[i++] as string) : (b[j++] as string));
    if (out.length % CHUNK === 0) await pause();
  }
  while (i < a.length) out.push(a[i++] as string);
  while (j < b.length) out.push(b[j++] as string);
  return out;
};
