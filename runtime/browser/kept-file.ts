import type { KeptFiles } from '#runtime/lab/store.ts';
import type { FileChanges, KeptNode } from '#runtime/pi/files/changes.ts';

/** One change of a host's files, as it is stored: a node that was put there, or none: it was removed. */
export interface KeptFile {
  readonly host: string;
  readonly path: string;
  readonly node?: KeptNode;
}

/** The changes of a host, one by one. */
export const keptFiles = (host: string, { put, removed }: FileChanges): readonly KeptFile[] => [
  ...removed.map((path) => ({ host, path })),
  ...put.map(([path, node]) => ({ host, path, node })),
];

/** Back together. @param files of one lab, those of a directory behind it, as its path sorts */
export const changesOf = (files: readonly KeptFile[]): KeptFiles => {
  const hosts: Record<string, { put: [string, KeptNode][]; removed: string[] }> = {};
  for (const { host, path, node } of files) {
    const changes = (hosts[host] ??= { put: [], removed: [] });
    if (node === undefined) changes.removed.push(path);
    else changes.put.push([path, node]);
  }
  return hosts;
};
