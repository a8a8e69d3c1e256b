/**
 * The file tree of a simulated Pi, in memory. Every call names who asks: rights are checked as the
 * kernel does. Paths are absolute. What a real card would refuse, this refuses: `ENOSPC` when the
 * bytes or the inodes are used up.
 */
import { SystemError } from '#runtime/ports.ts';
import type { FileSystemUsage, Stat } from '../system.ts';
import type { DeviceName, DirectoryNode, FileNode, Inode } from './inode.ts';
import { joined, pathOf } from './inode.ts';
import { fileTreeFrom, snapshotOf, snapshotOfNode } from './snapshot.ts';
import type { FileTreeSnapshot, NodeSnapshot } from './snapshot.ts';
import type { Credentials, Want } from './rights.ts';
import { may, ROOT } from './rights.ts';
import { statOf } from './stat-of.ts';
import { walk } from './walk.ts';
import type { Place } from './walk.ts';

export interface FileLimits {
  /** Of all files together. */
  readonly bytes: number;
  readonly inodes: number;
}

export const STANDARD_LIMITS: FileLimits = { bytes: 64 * 1024 * 1024, inodes: 65_536 };

/** What a new node gets when nobody says otherwise. */
export interface Attributes {
  readonly mode?: number;
  readonly owner?: string;
  readonly group?: string;
}

/** Makes a live directory for its place in the tree. */
export type Mount = (at: {
  readonly parent: DirectoryNode;
  readonly name: string;
  readonly path: string;
}) => DirectoryNode;

const STICKY = 0o1000;
const SET_GROUP_ID = 0o2000;
const encoder = new TextEncoder();

export class FileTree {
  readonly #now: () => number;
  readonly #limits: FileLimits;
  #root: DirectoryNode;
  #nextNumber = 2;
  #inodes = 1;
  #bytes = 0;
  readonly #mounts: { readonly path: string; readonly make: Mount }[] = [];

  constructor(options: { now: () => number; limits?: Partial<FileLimits> }) {
    this.#now = options.now;
    this.#limits = { ...STANDARD_LIMITS, ...options.limits };
    const root: Omit<DirectoryNode, 'parent'> = {
      kind: 'directory',
      number: 2,
      owner: 'root',
      group: 'root',
      mode: 0o755,
      modified: this.#now(),
      links: 2,
      entries: new Map(),
      name: '',
    };
    this.#root = Object.assign(root, { parent: root as DirectoryNode });
  }

  /** Of all files, those without a name too. */
  get usedBytes(): number {
    return this.#bytes;
  }

  usage(): FileSystemUsage {
    return {
      size: this.#limits.bytes,
      used: this.#bytes,
      inodes: this.#limits.inodes,
      inodesUsed: this.#inodes,
    };
  }

  // ---- looking -------------------------------------------------------------------------------

  /** @throws SystemError `ENOENT`, `ENOTDIR`, `EACCES`, `ELOOP` */
  find(path: string, who: Credentials = ROOT, follow = true): Inode {
    const { node } = walk(this.#root, path, who, follow);
    if (node === undefined) throw new SystemError('ENOENT', path);
    return node;
  }

  stat(path: string, who: Credentials = ROOT, follow = true): Stat {
    return statOf(this.find(path, who, follow));
  }

  access(path: string, want: Want, who: Credentials): boolean {
    return may(who, this.find(path, who), want);
  }

  /** Names in a directory, sorted by byte. @throws SystemError `ENOTDIR`, `EACCES` */
  list(path: string, who: Credentials = ROOT): readonly string[] {
    const node = this.find(path, who);
    if (node.kind !== 'directory') throw new SystemError('ENOTDIR', path);
    if (!may(who, node, 'read')) throw new SystemError('EACCES', path);
    return [...node.entries.keys()].sort(byBytes);
  }

  exists(path: string): boolean {
    try {
      return walk(this.#root, path, ROOT, true).node !== undefined;
    } catch {
      return false;
    }
  }

  /** The path without symbolic links: what events name. */
  canonical(path: string, who: Credentials = ROOT): string {
    const { directory, name, node } = walk(this.#root, path, who, true);
    if (node?.kind === 'directory') return pathOf(node);
    return name === '.' ? pathOf(directory) : joined(pathOf(directory), name);
  }

  /** Every path of a node. @param number of its inode */
  namesOf(number: number): readonly string[] {
    const names: string[] = [];
    const look = (directory: DirectoryNode, path: string): void => {
      if (directory.isLive === true) return;
      for (const name of directory.entries.keys()) {
        const node = directory.entries.get(name, ROOT);
        if (node?.number === number) names.push(joined(path, name));
        if (node?.kind === 'directory') look(node, joined(path, name));
      }
    };
    look(this.#root, '/');
    return names;
  }

  // ---- whole files ---------------------------------------------------------------------------

  readFile(path: string, who: Credentials = ROOT): Uint8Array {
    const node = this.find(path, who);
    if (node.kind === 'directory') throw new SystemError('EISDIR', path);
    if (!may(who, node, 'read')) throw new SystemError('EACCES', path);
    if (node.kind !== 'file') return new Uint8Array(0);
    return node.content === undefined ? node.data.slice(0, node.size) : encoder.encode(node.content());
  }

  /** Creates or replaces. */
  writeFile(path: string, data: Uint8Array | string, attributes: Attributes = {}, who: Credentials = ROOT): void {
    const file = this.openFile(path, { write: true, create: true, truncate: true, mode: 0o644, ...attributes }, who);
    if (file.kind !== 'file') throw new SystemError('EINVAL', path);
    const bytes = typeof data === 'string' ? encoder.encode(data) : data;
    if (bytes.length > 0) this.writeAt(file, 0, bytes);
    if (attributes.mode !== undefined) file.mode = attributes.mode;
    if (attributes.owner !== undefined) file.owner = attributes.owner;
    if (attributes.group !== undefined) file.group = attributes.group;
  }

  /**
   * open(2).
   * @throws SystemError `ENOENT`, `EACCES`, `EISDIR`, `EEXIST`, `ENOTDIR`, `ENOSPC`
   */
  openFile(
    path: string,
    flags: {
      read?: boolean;
      write?: boolean;
      create?: boolean;
      truncate?: boolean;
      exclusive?: boolean;
      mode?: number;
    },
    who: Credentials = ROOT,
  ): Inode {
    const place = walk(this.#root, path, who, flags.exclusive !== true);
    let node = place.node;
    if (node === undefined) {
      if (flags.create !== true) throw new SystemError('ENOENT', path);
      if (path.endsWith('/')) throw new SystemError('EISDIR', path);
      node = this.#add(place, path, who, (common) => ({
        ...common,
        kind: 'file',
        mode: flags.mode ?? 0o644,
        data: new Uint8Array(0),
        size: 0,
        opened: 0,
      }));
      return node;
    }
    if (flags.create === true && flags.exclusive === true) throw new SystemError('EEXIST', path);
    if (node.kind === 'directory' && flags.write === true) throw new SystemError('EISDIR', path);
    if (flags.read === true && !may(who, node, 'read')) throw new SystemError('EACCES', path);
    if (flags.write === true && !may(who, node, 'write')) throw new SystemError('EACCES', path);
    if (node.kind === 'file' && node.content !== undefined) {
      if (flags.write === true) throw new SystemError('EPERM', path);
      const data = encoder.encode(node.content());
      return { ...node, data, size: data.length, links: 1, content: node.content };
    }
    if (node.kind === 'file' && flags.truncate === true && flags.write === true) {
      this.#resize(node, 0);
    }
    return node;
  }

  /**
   * What lies between the end of the file and an offset beyond it reads as zeros.
   * @returns how many bytes were taken: fewer when the card is nearly full. @throws SystemError `ENOSPC`
   */
  writeAt(file: FileNode, offset: number, bytes: Uint8Array): number {
    const room = this.#limits.bytes - this.#bytes + file.size - offset;
    const taken = Math.min(bytes.length, room);
    if (taken <= 0 && bytes.length > 0) throw new SystemError('ENOSPC');
    if (offset + taken > file.size) this.#resize(file, offset + taken);
    file.data.set(bytes.subarray(0, taken), offset);
    file.modified = this.#now();
    return taken;
  }

  /** @throws SystemError `ENOENT`, `EACCES`, `EISDIR`, `EINVAL` (no regular file, a negative size), `ENOSPC` */
  truncate(path: string, size: number, who: Credentials = ROOT): void {
    const file = this.openFile(path, { write: true }, who);
    if (file.kind !== 'file') throw new SystemError('EINVAL', path);
    this.resize(file, size);
  }

  /** ftruncate(2). @throws SystemError `EINVAL` for a negative size, `ENOSPC` */
  resize(file: FileNode, size: number): void {
    if (!Number.isSafeInteger(size) || size < 0) throw new SystemError('EINVAL');
    if (this.#bytes + size - file.size > this.#limits.bytes) throw new SystemError('ENOSPC');
    this.#resize(file, size);
  }

  opened(file: FileNode): void {
    file.opened += 1;
  }

  closed(file: FileNode): void {
    file.opened -= 1;
    if (file.content !== undefined) return;
    this.#free(file);
  }

  // ---- names ---------------------------------------------------------------------------------

  /** @throws SystemError `EEXIST`, `ENOENT`, `EACCES`, `ENOSPC` */
  makeDirectory(path: string, attributes: Attributes = {}, who: Credentials = ROOT): void {
    const place = walk(this.#root, path.replace(/(.)\/+$/, '$1'), who, false);
    if (place.node !== undefined) throw new SystemError('EEXIST', path);
    const directory = this.#add(place, path, who, (common) => ({
      ...common,
      kind: 'directory',
      mode: attributes.mode ?? 0o755,
      links: 2,
      entries: new Map(),
      parent: place.directory,
      name: place.name,
    }));
    place.directory.links += 1;
    directory.owner = attributes.owner ?? directory.owner;
    directory.group = attributes.group ?? directory.group;
  }

  symlink(target: string, path: string, who: Credentials = ROOT): void {
    if (target === '') throw new SystemError('ENOENT', path);
    const place = walk(this.#root, path, who, false);
    if (place.node !== undefined) throw new SystemError('EEXIST', path);
    this.#add(place, path, who, (common) => ({ ...common, kind: 'link', mode: 0o777, target }));
  }

  /**
   * link(2): one more name for a file, or for a symbolic link itself.
   * @throws SystemError `ENOENT`, `EEXIST`, `EACCES`, `EPERM` (a directory; another's file that one may
   * not read and write: proc(5), protected_hardlinks)
   */
  link(existing: string, path: string, who: Credentials = ROOT): void {
    const node = this.find(existing, who, false);
    const place = walk(this.#root, path, who, false);
    if (place.node !== undefined) throw new SystemError('EEXIST', path);
    if (node.kind === 'directory') throw new SystemError('EPERM', existing);
    const isOurs = who.user === 'root' || who.user === node.owner;
    const isPlain = node.kind === 'file' && (node.mode & 0o6000) === 0;
    if (!isOurs && !(isPlain && may(who, node, 'read') && may(who, node, 'write')))
      throw new SystemError('EPERM', existing);
    if (path.endsWith('/')) throw new SystemError('ENOENT', path);
    this.#mayAdd(place, path, who);
    place.directory.entries.set(place.name, node);
    place.directory.modified = this.#now();
    node.links += 1;
  }

  device(path: string, device: DeviceName, mode: number): void {
    const place = walk(this.#root, path, ROOT, false);
    if (place.node !== undefined) throw new SystemError('EEXIST', path);
    this.#add(place, path, ROOT, (common) => ({ ...common, kind: 'device', mode, device }));
  }

  /** @throws SystemError `ENOENT`, `EISDIR`, `EACCES`, `EPERM` (another's file in a sticky directory) */
  unlink(path: string, who: Credentials = ROOT): void {
    const place = walk(this.#root, path, who, false);
    if (place.node === undefined) throw new SystemError('ENOENT', path);
    if (place.node.kind === 'directory') throw new SystemError('EISDIR', path);
    this.#remove(place, path, who);
  }

  /** @throws SystemError `ENOENT`, `ENOTDIR`, `ENOTEMPTY`, `EACCES`, `EPERM`, `EINVAL` */
  removeDirectory(path: string, who: Credentials = ROOT): void {
    if (/(^|\/)\.\/*$/.test(path)) throw new SystemError('EINVAL', path);
    const place = walk(this.#root, path, who, false);
    if (place.node === undefined) throw new SystemError('ENOENT', path);
    if (place.node.kind !== 'directory') throw new SystemError('ENOTDIR', path);
    if (place.name === '.') throw new SystemError('ENOTEMPTY', path);
    // Whoever may not remove it is not told whether it is empty.
    this.#mayRemove(place, path, who);
    if (place.node.entries.size > 0) throw new SystemError('ENOTEMPTY', path);
    this.#remove(place, path, who);
  }

  /** rename(2): replaces what is there, a directory only when empty. */
  rename(from: string, to: string, who: Credentials = ROOT): void {
    const source = walk(this.#root, from, who, false);
    const target = walk(this.#root, to.replace(/(.)\/+$/, '$1'), who, false);
    const node = source.node;
    if (node === undefined) throw new SystemError('ENOENT', from);
    if (source.name === '.' || target.name === '.') throw new SystemError('EINVAL', to);
    if (node === target.node) return;
    if (node.kind === 'directory') {
      for (let at = target.directory; ; at = at.parent) {
        if (at === node) throw new SystemError('EINVAL', to);
        if (at.parent === at) break;
      }
    }
    this.#mayRemove(source, from, who);
    if (target.node !== undefined) {
      if (node.kind === 'directory' && target.node.kind !== 'directory') throw new SystemError('ENOTDIR', to);
      if (node.kind !== 'directory' && target.node.kind === 'directory') throw new SystemError('EISDIR', to);
      if (target.node.kind === 'directory' && target.node.entries.size > 0) throw new SystemError('ENOTEMPTY', to);
      this.#remove(target, to, who);
    } else this.#mayAdd(target, to, who);
    source.directory.entries.delete(source.name);
    target.directory.entries.set(target.name, node);
    source.directory.modified = target.directory.modified = this.#now();
    if (node.kind === 'directory') {
      source.directory.links -= 1;
      target.directory.links += 1;
      node.parent = target.directory;
      node.name = target.name;
    }
  }

  // ---- attributes ----------------------------------------------------------------------------

  /** @throws SystemError `EPERM` for all but the owner and root */
  chmod(path: string, mode: number, who: Credentials = ROOT): void {
    const node = this.find(path, who);
    if (who.user !== 'root' && who.user !== node.owner) throw new SystemError('EPERM', path);
    node.mode = mode & 0o7777;
  }

  /** Only root gives files away; an owner may choose among their groups. @throws SystemError `EPERM` */
  chown(path: string, owner: string, group: string, who: Credentials = ROOT, follow = true): void {
    const node = this.find(path, who, follow);
    const mine =
      who.user === node.owner && owner === node.owner && (group === node.group || who.groups.includes(group));
    if (who.user !== 'root' && !mine) throw new SystemError('EPERM', path);
    node.owner = owner;
    node.group = group;
    // chown(2): whoever gets a program does not get its set-user-ID bit.
    if (node.kind === 'file' && (node.mode & 0o111) !== 0 && who.user !== 'root') node.mode &= ~0o6000;
  }

  /** Creates, or sets the time of, a file. */
  touch(path: string, modified: number | undefined, mode: number, who: Credentials = ROOT): void {
    const existed = walk(this.#root, path, who, true).node;
    const node = existed ?? this.openFile(path, { create: true, mode }, who);
    if (who.user !== 'root' && who.user !== node.owner && (modified !== undefined || !may(who, node, 'write')))
      throw new SystemError(modified === undefined ? 'EACCES' : 'EPERM', path);
    node.modified = modified ?? this.#now();
  }

  // ---- live directories ----------------------------------------------------------------------

  /** Puts a live directory at a path whose parent is there. It stays through `restore`. */
  mount(path: string, make: Mount): void {
    this.#mounts.push({ path, make });
    this.#mountAt(path, make);
  }

  #mountAt(path: string, make: Mount): void {
    const { directory, name } = walk(this.#root, path, ROOT, false);
    directory.entries.set(name, make({ parent: directory, name, path }));
  }

  // ---- snapshot ------------------------------------------------------------------------------

  /** All there is, as plain data. Open files without a name are not in it. */
  snapshot(): FileTreeSnapshot {
    return snapshotOf(this.#root, this.#nextNumber);
  }

  /** What is at a path, a symbolic link itself. @param whole with all that is below it. @returns undefined: nothing to keep */
  snapshotAt(path: string, whole: boolean): { readonly node: NodeSnapshot; readonly names: number } | undefined {
    // Nothing, too, where what it stood in is gone, or is no directory any more.
    const found = walkOrNothing(this.#root, path);
    const node = found === undefined ? undefined : snapshotOfNode(found, whole);
    return node === undefined || found === undefined ? undefined : { node, names: found.links };
  }

  /** Everything as it was. Files that are open now lose their names. */
  restore(snapshot: FileTreeSnapshot): void {
    const restored = fileTreeFrom(snapshot);
    this.#root = restored.root;
    this.#nextNumber = snapshot.nextNumber;
    this.#inodes = restored.inodes;
    this.#bytes = restored.bytes;
    for (const { path, make } of this.#mounts) this.#mountAt(path, make);
  }

  /**
   * For a mirror of another tree: has at a path what is there, and below it nothing else. What stays a file stays the
   * same one, for those who have it open. Does nothing where the directory above is missing.
   * @param node undefined: nothing is there any more
   */
  place(path: string, node: NodeSnapshot | undefined): void {
    if (path === '/') throw new TypeError('The root of a file tree stays where it is.');
    const slash = path.lastIndexOf('/');
    const above = walkOrNothing(this.#root, path.slice(0, slash) || '/');
    if (above?.kind === 'directory' && above.isLive !== true) this.#placeIn(above, path.slice(slash + 1), node);
  }

  #placeIn(directory: DirectoryNode, name: string, wanted: NodeSnapshot | undefined): void {
    let there = directory.entries.get(name, ROOT);
    if (there?.kind === 'directory' && there.isLive === true) return;
    const stays = there?.kind === wanted?.kind && (there?.kind === 'file' || there?.kind === 'directory');
    if (there !== undefined && !stays) {
      if (there.kind === 'directory') for (const each of there.entries.keys()) this.#placeIn(there, each, undefined);
      this.#remove({ directory, name, node: there }, name, ROOT);
      there = undefined;
    }
    if (wanted === undefined) return;
    there ??= this.#placed(directory, name, wanted);
    const { owner, group, mode } = wanted;
    if (there.kind === 'file' && wanted.kind === 'file') {
      this.#resize(there, wanted.data.length);
      there.data.set(wanted.data);
    } else if (there.kind === 'directory' && wanted.kind === 'directory') {
      const names = new Map(wanted.entries);
      for (const each of there.entries.keys()) if (!names.has(each)) this.#placeIn(there, each, undefined);
      for (const [each, node] of names) this.#placeIn(there, each, node);
    }
    Object.assign(there, { owner, group, mode, modified: wanted.modified });
  }

  /** Something empty of that kind. */
  #placed(directory: DirectoryNode, name: string, wanted: NodeSnapshot): Inode {
    const node = this.#add({ directory, name, node: undefined }, name, ROOT, (common): Inode => {
      const { mode } = wanted;
      switch (wanted.kind) {
        case 'file':
          return { ...common, kind: 'file', mode, data: new Uint8Array(0), size: 0, opened: 0 };
        case 'directory':
          return { ...common, kind: 'directory', mode, links: 2, entries: new Map(), parent: directory, name };
        case 'link':
          return { ...common, kind: 'link', mode, target: wanted.target };
        case 'device':
          return { ...common, kind: 'device', mode, device: wanted.device };
      }
    });
    if (node.kind === 'directory') directory.links += 1;
    return node;
  }

  // ---- inside --------------------------------------------------------------------------------

  #add<Node extends Inode>(
    place: Place,
    path: string,
    who: Credentials,
    make: (common: { number: number; owner: string; group: string; modified: number; links: number }) => Node,
  ): Node {
    this.#mayAdd(place, path, who);
    if (this.#inodes >= this.#limits.inodes) throw new SystemError('ENOSPC', path);
    this.#inodes += 1;
    const now = this.#now();
    const inherits = (place.directory.mode & SET_GROUP_ID) !== 0;
    const node = make({
      number: ++this.#nextNumber,
      owner: who.user,
      // inode(7): a set-group-ID directory gives its group to what is made in it.
      group: inherits ? place.directory.group : (who.groups[0] ?? 'nogroup'),
      modified: now,
      links: 1,
    });
    if (inherits && node.kind === 'directory') node.mode |= SET_GROUP_ID;
    place.directory.entries.set(place.name, node);
    place.directory.modified = now;
    return node;
  }

  #mayAdd({ directory }: Place, path: string, who: Credentials): void {
    if (directory.isLive === true) throw new SystemError('EPERM', path);
    if (!may(who, directory, 'write') || !may(who, directory, 'execute')) throw new SystemError('EACCES', path);
    if (directory.links === 0) throw new SystemError('ENOENT', path);
  }

  #mayRemove(place: Place, path: string, who: Credentials): void {
    const { directory, node } = place;
    if (directory.isLive === true || (node?.kind === 'directory' && node.isLive === true))
      throw new SystemError('EPERM', path);
    if (!may(who, directory, 'write') || !may(who, directory, 'execute')) throw new SystemError('EACCES', path);
    const isOurs = who.user === 'root' || who.user === directory.owner || who.user === node?.owner;
    if ((directory.mode & STICKY) !== 0 && !isOurs) throw new SystemError('EPERM', path);
  }

  #remove(place: Place, path: string, who: Credentials): void {
    this.#mayRemove(place, path, who);
    const { directory, name, node } = place;
    if (node === undefined) return;
    directory.entries.delete(name);
    directory.modified = this.#now();
    if (node.kind === 'directory') {
      directory.links -= 1;
      node.links = 0;
      this.#inodes -= 1;
    } else {
      node.links -= 1;
      if (node.kind === 'file') this.#free(node);
      else if (node.links === 0) this.#inodes -= 1;
    }
  }

  #free(file: FileNode): void {
    if (file.links > 0 || file.opened > 0) return;
    this.#resize(file, 0);
    this.#inodes -= 1;
  }

  #resize(file: FileNode, size: number): void {
    if (size > file.data.length) {
      const grown = new Uint8Array(Math.max(size, file.data.length * 2, 64));
      grown.set(file.data.subarray(0, file.size));
      file.data = grown;
    } else if (size === 0) file.data = new Uint8Array(0);
    else if (size < file.size) file.data.fill(0, size, file.size);
    this.#bytes += size - file.size;
    file.size = size;
    file.modified = this.#now();
  }
}

const walkOrNothing = (root: DirectoryNode, path: string): Inode | undefined => {
  try {
    return walk(root, path, ROOT, false).node;
  } catch (error) {
    if (error instanceof SystemError) return undefined;
    throw error;
  }
};

/** Code points in UTF-8 order, as `LC_ALL=C` sorts. */
const byBytes = (a: string, b: string): number => {
  const left = encoder.encode(a);
  const right = encoder.encode(b);
  for (let i = 0; i < left.length && i < right.length; i++) {
    const difference = (left[i] ?? 0) - (right[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return left.length - right.length;
};
