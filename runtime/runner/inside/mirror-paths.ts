import { FileTree } from '#runtime/pi/files/file-tree.ts';
import type { DeviceName } from '#runtime/pi/files/inode.ts';
import { absolute } from '#runtime/pi/files/inode.ts';
import { pathsOf } from '#runtime/pi/files/paths-of.ts';
import type { Credentials, Want } from '#runtime/pi/files/rights.ts';
import { may } from '#runtime/pi/files/rights.ts';
import type { Stat } from '#runtime/pi/system.ts';
import { SystemError, type Clock } from '#runtime/ports.ts';
import { touches } from '../deed-paths.ts';
import type { Changed, Deed, ProgramStart } from '../protocol.ts';
import { Doings } from './doings.ts';
import type { Pace } from './pace.ts';
import type { WorkerRoom } from './room.ts';

export interface MirrorOptions {
  readonly start: ProgramStart;
  readonly clock: Pick<Clock, 'now'>;
  readonly room: WorkerRoom;
  readonly pace: Pace;
}

/** The Pi's files by their paths, and where the process is among them. */
export class MirrorPaths {
  readonly doings: Doings;
  protected readonly tree: FileTree;
  protected readonly who: Credentials;
  readonly #watches = new Set<{ readonly path: string; readonly changed: (path: string) => void }>();
  #cwd: string;
  #umask: number;

  constructor({ start, clock, room, pace }: MirrorOptions) {
    const { card, live } = start;
    // What /proc and /sys say is not on the card.
    const bytes = card.bytes + live.reduce((sum, [, text]) => sum + new TextEncoder().encode(text).length, 0);
    const inodes = card.inodes + live.reduce((sum, [path]) => sum + path.split('/').length, 0);
    this.tree = new FileTree({ now: () => clock.now(), limits: { bytes, inodes } });
    this.tree.restore(start.files);
    this.doings = new Doings(room, pace, (path) => pathsOf(this.tree, path));
    this.who = { user: start.user, groups: start.groups, pid: start.pid };
    this.#cwd = start.cwd;
    this.#umask = start.umask;
    for (const [path, text] of live) this.#addText(path, text);
  }

  get cwd(): string {
    return this.#cwd;
  }

  /** chdir(2) */
  chdir(path: string): void {
    const full = this.about(path, () => {
      const node = this.tree.find(this.fullPath(path), this.who);
      if (node.kind !== 'directory') throw new SystemError('ENOTDIR', path);
      if (!may(this.who, node, 'execute')) throw new SystemError('EACCES', path);
      return this.tree.canonical(this.fullPath(path), this.who);
    });
    this.#cwd = full;
    this.doings.did({ kind: 'chdir', path: full });
  }

  get umask(): number {
    return this.#umask;
  }

  set umask(mask: number) {
    this.#umask = mask & 0o777;
    this.doings.did({ kind: 'umask', mask: this.#umask });
  }

  stat(path: string): Stat {
    return this.#call(path, (full) => this.tree.stat(full, this.who));
  }

  lstat(path: string): Stat {
    return this.#call(path, (full) => this.tree.stat(full, this.who, false));
  }

  list(path: string): readonly string[] {
    return this.#call(path, (full) => this.tree.list(full, this.who));
  }

  canonical(path: string): string {
    return this.#call(path, (full) => {
      this.tree.find(full, this.who);
      return this.tree.canonical(full, this.who);
    });
  }

  access(path: string, want: Want): boolean {
    return this.#call(path, (full) => this.tree.access(full, want, this.who));
  }

  /** What a device file stands for, for who may read and write it. @throws SystemError `ENOENT`, `EACCES`, `ENOTTY` */
  device(path: string): DeviceName {
    const node = this.#call(path, (full) => this.tree.openFile(full, { read: true, write: true }, this.who));
    if (node.kind !== 'device') throw new SystemError('ENOTTY', path);
    return node.device;
  }

  makeDirectory(path: string, mode = 0o777): void {
    this.#change(path, { kind: 'make-directory', path: this.fullPath(path), mode }, (full) =>
      this.tree.makeDirectory(full, { mode: mode & ~this.#umask }, this.who),
    );
  }

  removeDirectory(path: string): void {
    this.#change(path, { kind: 'remove-directory', path: this.fullPath(path) }, (full) =>
      this.tree.removeDirectory(full, this.who),
    );
  }

  unlink(path: string): void {
    this.#change(path, { kind: 'unlink', path: this.fullPath(path) }, (full) => this.tree.unlink(full, this.who));
  }

  rename(from: string, to: string): void {
    this.#change(from, { kind: 'rename', from: this.fullPath(from), path: this.fullPath(to) }, (full) =>
      this.tree.rename(full, this.fullPath(to), this.who),
    );
  }

  symlink(target: string, path: string): void {
    this.#change(path, { kind: 'symlink', target, path: this.fullPath(path) }, (full) =>
      this.tree.symlink(target, full, this.who),
    );
  }

  link(existing: string, path: string): void {
    this.#change(path, { kind: 'link', from: this.fullPath(existing), path: this.fullPath(path) }, (full) =>
      this.tree.link(this.fullPath(existing), full, this.who),
    );
  }

  chmod(path: string, mode: number): void {
    this.#change(path, { kind: 'chmod', path: this.fullPath(path), mode }, (full) =>
      this.tree.chmod(full, mode, this.who),
    );
  }

  chown(path: string, owner: string, group: string): void {
    this.#change(path, { kind: 'chown', path: this.fullPath(path), owner, group }, (full) =>
      this.tree.chown(full, owner, group, this.who),
    );
  }

  /** utimensat(2) of an existing file. @param modified milliseconds since 1970-01-01T00:00:00Z */
  touch(path: string, modified: number): void {
    this.#change(path, { kind: 'touch', path: this.fullPath(path), modified }, (full) => {
      this.tree.find(full, this.who);
      this.tree.touch(full, modified, 0o666, this.who);
    });
  }

  truncate(path: string, size: number): void {
    this.#change(path, { kind: 'truncate', path: this.fullPath(path), size }, (full) =>
      this.tree.truncate(full, size, this.who),
    );
  }

  /** Hears of every change at or below a path, by whomever. @returns ends it */
  watch(path: string, changed: (path: string) => void): () => void {
    const watch = { path: absolute(this.#cwd, path), changed };
    this.#watches.add(watch);
    return () => this.#watches.delete(watch);
  }

  /** What others have changed. */
  apply({ files }: Changed): void {
    for (const [path, node] of files) {
      if (this.doings.isAhead(path)) continue;
      this.tree.place(path, node);
      this.#tell(path);
    }
  }

  // ---- inside --------------------------------------------------------------------------------

  /** Not resolved by name: `link/..` is the parent of where the link leads. */
  protected fullPath(path: string): string {
    return path === '' || path.startsWith('/') ? path : `${this.#cwd}/${path}`;
  }

  #call<T>(path: string, call: (full: string) => T): T {
    return this.about(path, () => call(this.fullPath(path)));
  }

  #change(path: string, deed: Deed, change: (full: string) => void): void {
    this.#call(path, change);
    this.did(deed);
  }

  /** @param path of an open file: deeds on it do not say */
  protected did(deed: Deed, path?: string): void {
    this.doings.did(deed);
    const at = path ?? ('path' in deed ? deed.path : undefined);
    if (at !== undefined) this.#tell(absolute('/', at));
    if ('from' in deed) this.#tell(absolute('/', deed.from));
  }

  #tell(path: string): void {
    for (const watch of this.#watches) if (touches(path, watch.path)) watch.changed(path);
  }

  /** Errors name the path as the program gave it. */
  protected about<T>(path: string, call: () => T): T {
    try {
      return call();
    } catch (error) {
      throw error instanceof SystemError ? new SystemError(error.code, path) : error;
    }
  }

  /** A file of /proc or /sys, as it was at the start. */
  #addText(path: string, text: string): void {
    const names = path.split('/').slice(1, -1);
    names.reduce((above, name) => {
      const directory = `${above}/${name}`;
      if (!this.tree.exists(directory)) this.tree.makeDirectory(directory, { mode: 0o555 });
      return directory;
    }, '');
    this.tree.writeFile(path, text, { mode: 0o444 });
  }
}
