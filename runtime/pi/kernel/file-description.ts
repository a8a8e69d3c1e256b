import { SystemError } from '#runtime/ports.ts';
import type { FileTree } from '../files/file-tree.ts';
import { statOf } from '../files/stat-of.ts';
import type { DeviceNode, DirectoryNode, FileNode } from '../files/inode.ts';
import type { OpenFlags, Stat } from '../system.ts';
import { Description, type Wait } from './description.ts';
import type { Task } from './task.ts';

/** A regular file with an offset of its own, shared by everyone who shares this description. */
export class FileDescription extends Description {
  readonly kind = 'file';
  /** For /proc/PID/fd: what is open, and under which name. */
  get node(): FileNode {
    return this.#file;
  }

  get path(): string {
    return this.#path;
  }

  readonly #tree: FileTree;
  readonly #file: FileNode;
  readonly #path: string;
  readonly #flags: OpenFlags;
  #offset = 0;

  /** @param path canonical, for events */
  constructor(tree: FileTree, file: FileNode, path: string, flags: OpenFlags) {
    super();
    this.#tree = tree;
    this.#file = file;
    this.#path = path;
    this.#flags = flags;
  }

  override read(max: number): Uint8Array | null {
    if (this.#flags.read !== true) throw new SystemError('EBADF', this.#path);
    const { data, size } = this.#file;
    if (this.#offset >= size) return null;
    const bytes = data.slice(this.#offset, Math.min(size, this.#offset + max));
    this.#offset += bytes.length;
    return bytes;
  }

  override write(bytes: Uint8Array, writer: Task): number {
    const taken = this.writeAt(bytes, this.#offset, writer);
    this.#offset = this.#flags.append === true ? this.#file.size : this.#offset + taken;
    return taken;
  }

  override writeAt(bytes: Uint8Array, offset: number, writer: Task): number {
    this.#mustBeWritable();
    // pwrite(2), "Bugs": Linux appends, whatever the offset.
    const at = this.#flags.append === true ? this.#file.size : offset;
    const taken = this.#tree.writeAt(this.#file, at, bytes);
    writer.kernel.fileChanged(writer.by, this.#path);
    return taken;
  }

  override truncate(size: number, writer: Task): void {
    this.#mustBeWritable();
    this.#tree.resize(this.#file, size);
    writer.kernel.fileChanged(writer.by, this.#path);
  }

  override seek(offset: number, from: 'start' | 'here' | 'end'): number {
    const base = { start: 0, here: this.#offset, end: this.#file.size }[from];
    if (!Number.isSafeInteger(base + offset) || base + offset < 0) throw new SystemError('EINVAL', this.#path);
    this.#offset = base + offset;
    return this.#offset;
  }

  override stat(): Stat {
    return statOf(this.#file);
  }

  #mustBeWritable(): void {
    if (this.#flags.write !== true && this.#flags.append !== true) throw new SystemError('EBADF', this.#path);
  }

  protected override opened(): void {
    this.#tree.opened(this.#file);
  }

  protected override closed(): void {
    this.#tree.closed(this.#file);
  }
}

/** open(2) lets a directory be opened; reading it is for `list`. */
export class DirectoryDescription extends Description {
  readonly kind = 'directory';
  readonly node: DirectoryNode;

  constructor(node: DirectoryNode) {
    super();
    this.node = node;
  }

  override read(): never {
    throw new SystemError('EISDIR');
  }
}

/** null(4), full(4), urandom(4). `/dev/tty` is the terminal's own description, those of hardware are `HardwareDescription`. */
export class DeviceDescription extends Description {
  readonly kind = 'device';
  readonly #device: DeviceNode['device'];

  constructor(device: DeviceNode['device']) {
    super();
    this.#device = device;
  }

  get name(): DeviceNode['device'] {
    return this.#device;
  }

  override read(max: number, reader: Task): Uint8Array | null | Wait {
    if (this.#device === 'null') return null;
    const length = Math.min(max, 65_536);
    return this.#device === 'urandom' || this.#device === 'random'
      ? reader.kernel.random.bytes(length)
      : new Uint8Array(length);
  }

  override write(bytes: Uint8Array, _writer: Task): number {
    if (this.#device === 'full') throw new SystemError('ENOSPC');
    return bytes.length;
  }
}
