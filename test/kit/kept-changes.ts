import type { ChangesAt, FileChanges } from '#runtime/pi/files/changes.ts';

/** What is kept, brought up to date: what a store does with its records. */
export const updated = (kept: FileChanges, { cleared, asDelivered, put, removed }: ChangesAt): FileChanges => {
  const isStale = (path: string): boolean =>
    asDelivered.includes(path) ||
    put.some(([each]) => each === path) ||
    cleared.some((top) => path === top || path.startsWith(top === '/' ? '/' : `${top}/`));
  return {
    put: [...kept.put.filter(([path]) => !isStale(path)), ...put].toSorted(([a], [b]) => (a < b ? -1 : 1)),
    removed: [...kept.removed.filter((path) => !isStale(path)), ...removed],
  };
};
