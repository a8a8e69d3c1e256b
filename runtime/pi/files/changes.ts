/**
 * What somebody changed on a Pi: the difference between its files as delivered and its files now, as
 * plain data. Kept instead of the whole tree, so that a later release of Kleber can deliver other
 * files and still have the learner's.
 *
 *     echo hi > note        put  /home/pi/note, and /home/pi for its time
 *     rm /etc/motd          removed  /etc/motd
 *     rm -r /opt            removed  /opt, and nothing below it
 *     ln note other         put  both names with one number: one file again when applied
 *
 * What a file began from is kept beside it: `beginnings.ts` says what for.
 */
import { beginningOf, type Beginnings } from './beginnings.ts';
import { joined } from './inode.ts';
import { sameBytes } from './same-bytes.ts';
import type { FileTreeSnapshot, NodeSnapshot } from './snapshot.ts';

export type KeptNode = NodeSnapshot extends infer Node
  ? Node extends { readonly kind: 'directory' }
    ? Omit<Node, 'entries'>
    : Node
  : never;

/** `began`: fingerprint of what was delivered where a file is put; absent: kept by a release that recorded none. */
export type PutNode = KeptNode extends infer Node
  ? Node extends { readonly kind: 'file' }
    ? Node & { readonly began?: string }
    : Node
  : never;

export interface FileChanges {
  /** By path; what stands in a directory comes behind it. */
  readonly put: readonly (readonly [path: string, node: PutNode])[];
  readonly removed: readonly string[];
}

/** What has become of the changes at some paths: how to bring what was kept of them up to date. */
export interface ChangesAt extends FileChanges {
  /** First, nothing is kept any more of what is at these paths and below them. */
  readonly cleared: readonly string[];
  /** Nor of these, themselves. */
  readonly asDelivered: readonly string[];
}

const ALL_ANSWERED: Beginnings = new Map();

/** @param unanswered files that began from something else than what is delivered now */
export const changesBetween = (
  delivered: FileTreeSnapshot,
  now: FileTreeSnapshot,
  unanswered = ALL_ANSWERED,
): FileChanges => {
  const before = flat(delivered.root);
  const after = flat(now.root);
  const differs = (path: string, node: KeptNode): boolean => {
    const old = before.get(path);
    return old === undefined || !isSame(old, node);
  };
  const numbers = new Set([...after].filter(([path, node]) => differs(path, node)).map(([, { number }]) => number));
  const removed = [...before.keys()].filter((path) => !after.has(path));
  const gone = new Set(removed);
  return {
    // All names of a file, so that they stay names of one.
    put: [...after]
      .filter(([, { number }]) => numbers.has(number))
      .map(([path, node]) => [path, withBeginning(before, path, node, unanswered)]),
    removed: removed.filter((path) => !gone.has(parentOf(path))),
  };
};

/** A tree by its paths, for many a comparison. */
export type FlatTree = ReadonlyMap<string, KeptNode>;

/** What is at a path, a symbolic link itself; undefined: nothing. @param whole with all that is below it */
export type SnapshotAt = (
  path: string,
  whole: boolean,
) => { readonly node: NodeSnapshot; readonly names: number } | undefined;

/**
 * The changes at some paths, and the times of the directories that they stand in. The rest of the tree is
 * not looked at.
 * @param paths absolute, without symbolic links above their ends
 * @param unanswered files that began from something else than what is delivered now
 * @returns undefined when a file of several names is among them: the others may be anywhere
 */
export const changesAt = (
  delivered: FlatTree,
  paths: Iterable<string>,
  snapshotAt: SnapshotAt,
  unanswered = ALL_ANSWERED,
): ChangesAt | undefined => {
  const asked = new Set(paths);
  const cleared = [...asked].filter((path) => !ancestors(path).some((above) => asked.has(above)));
  const put = new Map<string, PutNode>();
  const gone = new Set<string>();
  for (const path of cleared) {
    const now = snapshotAt(path, true);
    if (now !== undefined && now.node.kind !== 'directory' && now.names > 1) return undefined;
    const after = now === undefined ? new Map<string, KeptNode>() : flat(now.node, path);
    for (const [each, node] of after) {
      if (!isAsDelivered(delivered, each, node)) put.set(each, withBeginning(delivered, each, node, unanswered));
    }
    for (const each of delivered.keys()) if (isAtOrBelow(each, path) && !after.has(each)) gone.add(each);
  }
  const asDelivered: string[] = [];
  for (const directory of new Set(cleared.map(parentOf))) {
    const now = snapshotAt(directory, false);
    if (now === undefined || put.has(directory)) continue;
    const node = flat(now.node, directory).get(directory) as KeptNode;
    if (isAsDelivered(delivered, directory, node)) asDelivered.push(directory);
    else put.set(directory, node);
  }
  return {
    cleared,
    asDelivered,
    put: [...put].toSorted(([a], [b]) => (a < b ? -1 : 1)),
    removed: [...gone].filter((path) => !gone.has(parentOf(path))),
  };
};

/** `/a/b/c` → `/a/b`, `/a`, `/` */
export const ancestors = (path: string): string[] => {
  const above: string[] = [];
  for (let at = path; at !== '/';) above.push((at = parentOf(at)));
  return above;
};

const withBeginning = (delivered: FlatTree, path: string, node: KeptNode, unanswered: Beginnings): PutNode =>
  node.kind === 'file' ? { ...node, began: beginningOf(delivered, path, unanswered) } : node;

const isAtOrBelow = (path: string, top: string): boolean => path === top || top === '/' || path.startsWith(`${top}/`);

const isAsDelivered = (delivered: FlatTree, path: string, node: KeptNode): boolean => {
  const old = delivered.get(path);
  return old !== undefined && isSame(old, node);
};

/** The files as delivered, with the changes. A directory that is there no more takes what was in it along. */
export const withChanges = (delivered: FileTreeSnapshot, { put, removed }: FileChanges): FileTreeSnapshot => {
  const nodes = flat(delivered.root);
  for (const path of removed) drop(nodes, path);
  let { nextNumber } = delivered;
  const renumbered = new Map<number, number>();
  for (const [path, node] of put) {
    const old = nodes.get(path);
    if (path !== '/' && nodes.get(parentOf(path))?.kind !== 'directory') continue;
    if (old?.kind === 'directory' && node.kind === 'directory') {
      nodes.set(path, { ...node, number: old.number });
      continue;
    }
    if (old?.kind === 'directory') drop(nodes, path);
    const number = renumbered.get(node.number) ?? ++nextNumber;
    renumbered.set(node.number, number);
    nodes.set(path, { ...node, number });
  }
  return { root: tree(nodes), nextNumber };
};

const parentOf = (path: string): string => path.slice(0, path.lastIndexOf('/')) || '/';

/** @param at where the node stands */
export const flat = (root: NodeSnapshot, at = '/'): Map<string, KeptNode> => {
  const nodes = new Map<string, KeptNode>();
  const visit = (path: string, node: NodeSnapshot): void => {
    if (node.kind !== 'directory') return void nodes.set(path, node);
    const { entries, ...directory } = node;
    nodes.set(path, directory);
    for (const [name, entry] of entries) visit(joined(path, name), entry);
  };
  visit(at, root);
  return nodes;
};

/** The parents of a path stand before it in the map, as `flat` and `put` have them. */
const tree = (nodes: ReadonlyMap<string, KeptNode>): NodeSnapshot => {
  const directories = new Map<string, [string, NodeSnapshot][]>();
  let root: NodeSnapshot | undefined;
  for (const [path, node] of nodes) {
    const entries: [string, NodeSnapshot][] = [];
    const whole: NodeSnapshot = node.kind === 'directory' ? { ...node, entries } : node;
    if (node.kind === 'directory') directories.set(path, entries);
    if (path === '/') root = whole;
    else directories.get(parentOf(path))?.push([path.slice(path.lastIndexOf('/') + 1), whole]);
  }
  if (root === undefined) throw new TypeError('A file tree has a root.');
  return root;
};

const drop = (nodes: Map<string, KeptNode>, path: string): void => {
  for (const each of nodes.keys()) if (each === path || each.startsWith(`${path}/`)) nodes.delete(each);
};

const isSame = (a: KeptNode, b: KeptNode): boolean => {
  if (a.owner !== b.owner || a.group !== b.group || a.mode !== b.mode || a.modified !== b.modified) return false;
  if (a.kind === 'file' && b.kind === 'file') return sameBytes(a.data, b.data);
  if (a.kind === 'link' && b.kind === 'link') return a.target === b.target;
  if (a.kind === 'device' && b.kind === 'device') return a.device === b.device;
  return a.kind === 'directory' && b.kind === 'directory';
};
