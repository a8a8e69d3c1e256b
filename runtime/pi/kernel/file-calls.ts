import { concatenate } from '#runtime/concatenate.ts';
import { SystemError } from '#runtime/ports.ts';
import type { FileTree } from '../files/file-tree.ts';
import { absolute, isHardware, joined } from '../files/inode.ts';
import type { Credentials, Want } from '../files/rights.ts';
import type { Files, OpenFile } from '../process.ts';
import type { FileSystemCalls, FileSystemUsage, OpenFlags, Stat } from '../system.ts';
import type { Description } from './description.ts';
import { DeviceDescription, DirectoryDescription, FileDescription } from './file-description.ts';
import { Handle } from './handle.ts';
import type { Task } from './task.ts';

const BLOCK = 65_536;

/** Path calls with a process's rights, relative to its working directory. */
export class FileCalls implements FileSystemCalls, Files {
  readonly #task: Task;

  constructor(task: Task) {
    this.#task = task;
  }

  // ---- Files ---------------------------------------------------------------------------------

  async read(path: string): Promise<Uint8Array> {
    await this.#task.enter();
    const handle = new Handle(this.#task, this.describe(path, { read: true }));
    try {
      if (handle.kind === 'directory') throw new SystemError('EISDIR', path);
      const blocks: Uint8Array[] = [];
      for (let block = await handle.read(BLOCK); block !== null; block = await handle.read(BLOCK)) blocks.push(block);
      return concatenate(blocks);
    } finally {
      handle.close();
    }
  }

  async write(
    path: string,
    data: Uint8Array | string,
    options: { append?: boolean; mode?: number } = {},
  ): Promise<void> {
    await this.#task.enter();
    const flags = options.append === true ? { append: true } : { truncate: true };
    const mode = options.mode === undefined ? {} : { mode: options.mode };
    const handle = new Handle(this.#task, this.describe(path, { write: true, create: true, ...flags, ...mode }));
    try {
      await handle.write(typeof data === 'string' ? new TextEncoder().encode(data) : data);
    } finally {
      handle.close();
    }
  }

  async append(path: string, mode: number): Promise<OpenFile> {
    await this.#task.enter();
    const handle = new Handle(this.#task, this.describe(path, { append: true, create: true, mode }));
    return {
      write: (data) => handle.write(typeof data === 'string' ? new TextEncoder().encode(data) : data),
      close: async () => handle.close(),
    };
  }

  async remove(path: string): Promise<void> {
    await this.#task.enter();
    this.unlink(path);
  }

  /** open(2), without the descriptor. */
  describe(path: string, flags: OpenFlags): Description {
    this.#task.check();
    const { kernel, credentials, by } = this.#task;
    const { tree } = kernel;
    const full = this.#path(path);
    const writes = flags.write === true || flags.append === true;
    const existed = tree.exists(full);
    const node = this.#about(path, () =>
      tree.openFile(full, { ...flags, write: writes, mode: (flags.mode ?? 0o666) & ~this.#task.umask }, credentials),
    );
    switch (node.kind) {
      case 'file': {
        const canonical = tree.canonical(full, credentials);
        if (!existed || (flags.truncate === true && writes)) kernel.fileChanged(by, canonical);
        return new FileDescription(tree, node, canonical, flags);
      }
      case 'directory':
        return new DirectoryDescription(node);
      case 'link':
        throw new SystemError('ELOOP', path);
      case 'open':
        return node.description;
      case 'device': {
        if (isHardware(node.device)) {
          if (kernel.hardware === undefined) throw new SystemError('ENXIO', path);
          return kernel.hardware.describe(node.device);
        }
        if (node.device !== 'tty') return new DeviceDescription(node.device);
        const terminal = this.#task.session.terminal;
        if (terminal === undefined) throw new SystemError('ENXIO', path);
        return terminal.description;
      }
    }
  }

  // ---- FileSystemCalls -----------------------------------------------------------------------

  resolve(path: string): string {
    return absolute(this.#task.cwd, path);
  }

  stat(path: string): Stat {
    return this.#call(path, (full) => this.#tree.stat(full, this.#who));
  }

  lstat(path: string): Stat {
    return this.#call(path, (full) => this.#tree.stat(full, this.#who, false));
  }

  list(path: string): readonly string[] {
    return this.#call(path, (full) => this.#tree.list(full, this.#who));
  }

  makeDirectory(path: string, mode = 0o777): void {
    this.#change(path, (full) => this.#tree.makeDirectory(full, { mode: mode & ~this.#task.umask }, this.#who));
  }

  removeDirectory(path: string): void {
    this.#change(path, (full) => this.#tree.removeDirectory(full, this.#who));
  }

  unlink(path: string): void {
    this.#change(path, (full) => this.#tree.unlink(full, this.#who));
  }

  rename(from: string, to: string): void {
    this.#change(from, (full) => this.#tree.rename(full, this.#path(to), this.#who));
    this.#task.kernel.fileChanged(this.#task.by, this.resolve(to));
  }

  symlink(target: string, path: string): void {
    this.#change(path, (full) => this.#tree.symlink(target, full, this.#who));
  }

  link(existing: string, path: string): void {
    this.#about(existing, () => this.#tree.find(this.#path(existing), this.#who, false));
    this.#change(path, (full) => this.#tree.link(this.#path(existing), full, this.#who));
  }

  chmod(path: string, mode: number): void {
    this.#change(path, (full) => this.#tree.chmod(full, mode, this.#who));
  }

  chown(path: string, owner: string, group: string, options: { follow?: boolean } = {}): void {
    this.#change(path, (full) => this.#tree.chown(full, owner, group, this.#who, options.follow));
  }

  touch(path: string, modified?: number): void {
    this.#change(path, (full) => this.#tree.touch(full, modified, 0o666 & ~this.#task.umask, this.#who));
  }

  truncate(path: string, size: number): void {
    this.#change(path, (full) => this.#tree.truncate(full, size, this.#who));
  }

  canonical(path: string): string {
    return this.#call(path, (full) => {
      this.#tree.find(full, this.#who);
      return this.#tree.canonical(full, this.#who);
    });
  }

  usage(): FileSystemUsage {
    this.#task.check();
    return this.#tree.usage();
  }

  access(path: string, want: Want): boolean {
    return this.#call(path, (full) => this.#tree.access(full, want, this.#who));
  }

  // ---- inside --------------------------------------------------------------------------------

  get #tree(): FileTree {
    return this.#task.kernel.tree;
  }

  get #who(): Credentials {
    return this.#task.credentials;
  }

  /** Not resolved by name: `link/..` is the parent of where the link leads. */
  #path(path: string): string {
    if (path === '' || path.startsWith('/')) return path;
    return `${this.#task.cwd}/${path}`;
  }

  #call<T>(path: string, call: (full: string) => T): T {
    this.#task.check();
    return this.#about(path, () => call(this.#path(path)));
  }

  #change(path: string, change: (full: string) => void): void {
    this.#call(path, change);
    this.#task.kernel.fileChanged(this.#task.by, this.#changedPath(path));
  }

  /** The path that an event names: canonical as far as its directory is still there. */
  #changedPath(path: string): string {
    const full = this.resolve(path);
    const slash = full.lastIndexOf('/');
    const directory = full.slice(0, slash) || '/';
    return this.#tree.exists(directory) ? joined(this.#tree.canonical(directory), full.slice(slash + 1)) : full;
  }

  /** Errors name the path as the program gave it. */
  #about<T>(path: string, call: () => T): T {
    try {
      return call();
    } catch (error) {
      throw error instanceof SystemError ? new SystemError(error.code, path) : error;
    }
  }
}
