/** fs.Stats and fs.Dirent. */
import type { Stat } from '#runtime/pi/system.ts';
import type { OwnerNumbers } from './owner-numbers.ts';

type Kind = Stat['kind'];

/** S_IFMT of inode(7). */
const FORMAT: Readonly<Partial<Record<Kind, number>>> = {
  file: 0o100000,
  directory: 0o040000,
  link: 0o120000,
  device: 0o020000,
  pipe: 0o010000,
};

const BLOCK_BYTES = 4096;

class KindOf {
  readonly #kind: Kind;

  constructor(kind: Kind) {
    this.#kind = kind;
  }

  isFile(): boolean {
    return this.#kind === 'file';
  }

  isDirectory(): boolean {
    return this.#kind === 'directory';
  }

  isSymbolicLink(): boolean {
    return this.#kind === 'link';
  }

  isCharacterDevice(): boolean {
    return this.#kind === 'device';
  }

  isFIFO(): boolean {
    return this.#kind === 'pipe';
  }

  isBlockDevice(): boolean {
    return false;
  }

  isSocket(): boolean {
    return false;
  }
}

export class Stats extends KindOf {
  static override readonly name: string = 'Stats';
  readonly dev = 45_826;
  readonly mode: number;
  readonly nlink: number;
  readonly uid: number;
  readonly gid: number;
  readonly rdev = 0;
  readonly blksize = BLOCK_BYTES;
  readonly ino: number;
  readonly size: number;
  readonly blocks: number;
  readonly atimeMs: number;
  readonly mtimeMs: number;
  readonly ctimeMs: number;
  readonly birthtimeMs: number;

  constructor({ kind, mode, links, owner, group, inode, size, blocks, modified }: Stat, numbers: OwnerNumbers) {
    super(kind);
    this.mode = (FORMAT[kind] ?? 0) | mode;
    this.nlink = links;
    this.uid = numbers.user(owner);
    this.gid = numbers.group(group);
    this.ino = inode;
    this.size = size;
    this.blocks = blocks;
    // The Pi keeps one time for each file.
    this.atimeMs = this.mtimeMs = this.ctimeMs = this.birthtimeMs = modified;
  }

  get atime(): Date {
    return new Date(this.atimeMs);
  }

  get mtime(): Date {
    return new Date(this.mtimeMs);
  }

  get ctime(): Date {
    return new Date(this.ctimeMs);
  }

  get birthtime(): Date {
    return new Date(this.birthtimeMs);
  }
}

export class Dirent extends KindOf {
  static override readonly name: string = 'Dirent';
  readonly name: string;
  readonly parentPath: string;

  constructor(name: string, parentPath: string, kind: Kind) {
    super(kind);
    this.name = name;
    this.parentPath = parentPath;
  }
}
