import { ROOT } from './rights.ts';
import type { DeviceName, DirectoryNode, Inode, OpenNode } from './inode.ts';

interface Attributes {
  readonly number: number;
  readonly owner: string;
  readonly group: string;
  readonly mode: number;
  readonly modified: number;
}

export type NodeSnapshot = Attributes &
  (
    | { readonly kind: 'file'; readonly data: Uint8Array }
    | { readonly kind: 'directory'; readonly entries: readonly (readonly [string, NodeSnapshot])[] }
    | { readonly kind: 'link'; readonly target: string }
    | { readonly kind: 'device'; readonly device: DeviceName }
  );

/**
 * A file tree as plain data. A file of several names is in it several times, with the same number:
 * restored it is one again. Can be cloned, stored and compared.
 */
export interface FileTreeSnapshot {
  readonly root: NodeSnapshot;
  readonly nextNumber: number;
}

export const snapshotOf = (root: DirectoryNode, nextNumber: number): FileTreeSnapshot => ({
  root: nodeSnapshot(root),
  nextNumber,
});

type KeptNode = Exclude<Inode, OpenNode>;

/** What is found out when somebody looks is not kept. */
const isKept = (node: Inode | undefined): node is KeptNode =>
  node !== undefined && node.kind !== 'open' && !(node.kind === 'directory' && node.isLive === true);

/** One node; a directory without what is in it unless `whole`. @returns undefined for what is not kept */
export const snapshotOfNode = (node: Inode, whole: boolean): NodeSnapshot | undefined =>
  isKept(node) ? nodeSnapshot(node, whole) : undefined;

const nodeSnapshot = (node: KeptNode, whole = true): NodeSnapshot => {
  const { number, owner, group, mode, modified } = node;
  const attributes = { number, owner, group, mode, modified };
  switch (node.kind) {
    case 'file':
      return { ...attributes, kind: 'file', data: node.data.slice(0, node.size) };
    case 'directory':
      return {
        ...attributes,
        kind: 'directory',
        entries: (whole ? [...node.entries.keys()] : []).flatMap((name) => {
          const entry = node.entries.get(name, ROOT);
          return isKept(entry) ? [[name, nodeSnapshot(entry)] as const] : [];
        }),
      };
    case 'link':
      return { ...attributes, kind: 'link', target: node.target };
    case 'device':
      return { ...attributes, kind: 'device', device: node.device };
  }
};

export const fileTreeFrom = (snapshot: FileTreeSnapshot): { root: DirectoryNode; inodes: number; bytes: number } => {
  let inodes = 0;
  let bytes = 0;
  const named = new Map<number, Inode>();
  const restored = (saved: NodeSnapshot, name: string, parent: DirectoryNode | undefined): Inode => {
    const other = named.get(saved.number);
    if (other !== undefined && other.kind === saved.kind && other.kind !== 'directory') {
      other.links += 1;
      return other;
    }
    const node = made(saved, name, parent);
    named.set(saved.number, node);
    return node;
  };
  const made = (saved: NodeSnapshot, name: string, parent: DirectoryNode | undefined): Inode => {
    inodes += 1;
    const { number, owner, group, mode, modified } = saved;
    const common = { number, owner, group, mode, modified, links: 1 };
    switch (saved.kind) {
      case 'file':
        bytes += saved.data.length;
        return { ...common, kind: 'file', data: saved.data.slice(), size: saved.data.length, opened: 0 };
      case 'link':
        return { ...common, kind: 'link', target: saved.target };
      case 'device':
        return { ...common, kind: 'device', device: saved.device };
      case 'directory': {
        const unrooted: Omit<DirectoryNode, 'parent'> = {
          ...common,
          kind: 'directory',
          links: 2,
          entries: new Map<string, Inode>(),
          name,
        };
        const directory: DirectoryNode = Object.assign(unrooted, { parent: parent ?? (unrooted as DirectoryNode) });
        for (const [entryName, entry] of saved.entries) {
          const node = restored(entry, entryName, directory);
          directory.entries.set(entryName, node);
          if (node.kind === 'directory') directory.links += 1;
        }
        return directory;
      }
    }
  };
  const root = restored(snapshot.root, '', undefined);
  if (root.kind !== 'directory') throw new TypeError('The root of a file tree snapshot must be a directory.');
  return { root, inodes, bytes };
};
