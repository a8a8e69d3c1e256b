/**
 * The Pi's files, at once: system calls that cannot wait, with the rights of the process. All throw SystemError by
 * the codes of section 2 of the manual, with the path as the program gave it. A write is in the mirror when the call
 * returns, and on its way to the Pi.
 *
 *     open('note', { write: true, create: true })    a number, for `write`, `close` …
 *     open('/dev/i2c-1', { read: true })             devices of the hardware are opened by MirrorHardware
 *     open('/dev/stdin', { read: true })             a number whose reads would have to wait: EAGAIN
 */
import { FileTree } from '#runtime/pi/files/file-tree.ts';
import type { DeviceName, DirectoryNode, FileNode, Inode } from '#runtime/pi/files/inode.ts';
import { absolute } from '#runtime/pi/files/inode.ts';
import type { Credentials, Want } from '#runtime/pi/files/rights.ts';
import { may } from '#runtime/pi/files/rights.ts';
import { statOf } from '#runtime/pi/files/stat-of.ts';
import type { OpenFlags, Stat } from '#runtime/pi/system.ts';
import { SystemError, type Clock } from '#runtime/ports.ts';
import { touches } from '../deed-paths.ts';
import type { Changed, Deed, ProgramStart } from '../protocol.ts';
import type { Doings } from './doings.ts';

/** getrlimit(2), RLIMIT_NOFILE as Debian sets it. */
const MAX_OPEN = 1_024;
const FIRST_FD = 3;

/** What leads to the standard streams. */
const STREAMS: Readonly<Record<string, 0 | 1 | 2>> = {
  '/dev/stdin': 0,
  '/dev/stdout': 1,
  '/dev/stderr': 2,
};
const STREAM_PATH = /^\/(?:dev|proc\/self)\/fd\/([012])$/;

interface OpenRegular {
  readonly kind: 'file';
  readonly node: FileNode;
  readonly path: string;
  readonly flags: OpenFlags;
  offset: number;
  /** The Pi has opened it too: it can be changed. */
  readonly told: boolean;
}
type Open =
  | OpenRegular
  | { readonly kind: 'directory'; readonly node: DirectoryNode; readonly path: string }
  | { readonly kind: 'device'; readonly node: Inode; readonly device: DeviceName; readonly path: string }
  | { readonly kind: 'stream'; readonly stream: 0 | 1 | 2; readonly path: string };

export interface MirrorFilesOptions {
  readonly start: ProgramStart;
  readonly clock: Pick<Clock, 'now'>;
  readonly doings: Doings;
  /** Of /dev/urandom. */
  readonly random: (length: number) => Uint8Array;
  /** Of /dev/stdout and /dev/stderr. */
  readonly print: (fd: 1 | 2, bytes: Uint8Array) => void;
}

export class MirrorFiles {
  readonly #tree: FileTree;
  readonly #who: Credentials;
  readonly #options: MirrorFilesOptions;
  readonly #open = new Map<number, Open>();
  readonly #watches = new Set<{ readonly path: string; readonly changed: (path: string) => void }>();
  #cwd: string;
  #umask: number;

  constructor(options: MirrorFilesOptions) {
    const { start, clock } = options;
    this.#options = options;
    this.#tree = new FileTree({ now: () => clock.now() });
    this.#tree.restore(start.files);
    this.#who = { user: start.user, groups: start.groups, pid: start.pid };
    this.#cwd = start.cwd;
    this.#umask = start.umask;
    for (const [path, text] of start.live) this.#addText(path, text);
  }

  get cwd(): string {
    return this.#cwd;
  }

  /** chdir(2) */
  chdir(path: string): void {
    const full = this.#about(path, () => {
      const node = this.#tree.find(this.#path(path), this.#who);
      if (node.kind !== 'directory') throw new SystemError('ENOTDIR', path);
      if (!may(this.#who, node, 'execute')) throw new SystemError('EACCES', path);
      return this.#tree.canonical(this.#path(path), this.#who);
    });
    this.#cwd = full;
    this.#options.doings.did({ kind: 'chdir', path: full });
  }

  get umask(): number {
    return this.#umask;
  }

  set umask(mask: number) {
    this.#umask = mask & 0o777;
    this.#options.doings.did({ kind: 'umask', mask: this.#umask });
  }

  // ---- open files ----------------------------------------------------------------------------

  open(path: string, flags: OpenFlags): number {
    const full = this.#path(path);
    const fd = this.#freeFd(path);
    const stream = this.#streamAt(full, flags);
    if (stream !== undefined) {
      this.#open.set(fd, { kind: 'stream', stream, path });
      return fd;
    }
    const writes = flags.write === true || flags.append === true;
    const told = writes || flags.create === true;
    const node = this.#about(path, () =>
      this.#tree.openFile(full, { ...flags, write: writes, mode: (flags.mode ?? 0o666) & ~this.#umask }, this.#who),
    );
    if (node.kind === 'link') throw new SystemError('ELOOP', path);
    if (node.kind === 'open') throw new SystemError('ENXIO', path);
    if (node.kind === 'device') this.#open.set(fd, { kind: 'device', node, device: node.device, path });
    else if (node.kind === 'directory') this.#open.set(fd, { kind: 'directory', node, path });
    else {
      this.#tree.opened(node);
      this.#open.set(fd, { kind: 'file', node, path: full, flags, offset: 0, told });
      if (told) this.#did({ kind: 'open', fd, path: full, flags });
    }
    return fd;
  }

  /** @param at absent: where the descriptor stands, which moves on. @returns 0 at the end. @throws SystemError `EAGAIN`: it would have to wait */
  read(fd: number, into: Uint8Array, at?: number): number {
    const open = this.#opened(fd);
    switch (open.kind) {
      case 'directory':
        throw new SystemError('EISDIR', open.path);
      case 'stream':
        throw new SystemError(open.stream === 0 ? 'EAGAIN' : 'EBADF', open.path);
      case 'device':
        if (open.device === 'null') return 0;
        into.set(isRandom(open.device) ? this.#options.random(into.length) : new Uint8Array(into.length));
        return into.length;
      case 'file': {
        if (open.flags.read !== true) throw new SystemError('EBADF', open.path);
        const from = at ?? open.offset;
        const bytes = open.node.data.subarray(from, Math.min(open.node.size, from + into.length));
        into.set(bytes);
        if (at === undefined) open.offset += bytes.length;
        return bytes.length;
      }
    }
  }

  /** @param at absent: where the descriptor stands. @returns how many fit on the card. @throws SystemError `ENOSPC`, `EBADF` */
  write(fd: number, bytes: Uint8Array, at?: number): number {
    const open = this.#opened(fd);
    switch (open.kind) {
      case 'directory':
        throw new SystemError('EBADF', open.path);
      case 'stream':
        if (open.stream === 0) throw new SystemError('EBADF', open.path);
        this.#options.print(open.stream, bytes.slice());
        return bytes.length;
      case 'device':
        if (open.device === 'full') throw new SystemError('ENOSPC', open.path);
        return bytes.length;
      case 'file': {
        this.#mustBeWritable(open);
        const offset = open.flags.append === true ? open.node.size : (at ?? open.offset);
        const taken = this.#about(open.path, () => this.#tree.writeAt(open.node, offset, bytes));
        if (at === undefined || open.flags.append === true) open.offset = offset + taken;
        this.#did({ kind: 'write', fd, offset, bytes: bytes.slice(0, taken) }, open.path);
        return taken;
      }
    }
  }

  seek(fd: number, offset: number, from: 'start' | 'here' | 'end'): number {
    const open = this.#opened(fd);
    if (open.kind !== 'file') throw new SystemError(open.kind === 'stream' ? 'ESPIPE' : 'EINVAL', open.path);
    const at = { start: 0, here: open.offset, end: open.node.size }[from] + offset;
    if (!Number.isSafeInteger(at) || at < 0) throw new SystemError('EINVAL', open.path);
    return (open.offset = at);
  }

  truncateOpen(fd: number, size: number): void {
    const open = this.#opened(fd);
    if (open.kind !== 'file') throw new SystemError('EINVAL', open.path);
    this.#mustBeWritable(open);
    this.#about(open.path, () => this.#tree.resize(open.node, size));
    this.#did({ kind: 'truncate-open', fd, size }, open.path);
  }

  statOpen(fd: number): Stat {
    const open = this.#opened(fd);
    if (open.kind !== 'stream') return statOf(open.node);
    const kind = this.#options.start.streams[open.stream].kind;
    return {
      kind: kind === 'pipe' || kind === 'file' ? kind : 'device',
      size: 0,
      mode: 0o620,
      owner: this.#who.user,
      group: 'tty',
      modified: this.#options.clock.now(),
      links: 1,
      inode: 0,
      blocks: 0,
    };
  }

  close(fd: number): void {
    const open = this.#opened(fd);
    this.#open.delete(fd);
    if (open.kind !== 'file') return;
    this.#tree.closed(open.node);
    if (open.told) this.#options.doings.did({ kind: 'close', fd });
  }

  /** Whether a descriptor is one of the process's own streams, opened anew by its path. */
  streamOf(fd: number): 0 | 1 | 2 | undefined {
    const open = this.#open.get(fd);
    return open?.kind === 'stream' ? open.stream : undefined;
  }

  // ---- paths ---------------------------------------------------------------------------------

  stat(path: string): Stat {
    return this.#call(path, (full) => this.#tree.stat(full, this.#who));
  }

  lstat(path: string): Stat {
    return this.#call(path, (full) => this.#tree.stat(full, this.#who, false));
  }

  list(path: string): readonly string[] {
    return this.#call(path, (full) => this.#tree.list(full, this.#who));
  }

  canonical(path: string): string {
    return this.#call(path, (full) => {
      this.#tree.find(full, this.#who);
      return this.#tree.canonical(full, this.#who);
    });
  }

  access(path: string, want: Want): boolean {
    return this.#call(path, (full) => this.#tree.access(full, want, this.#who));
  }

  /** What a device file stands for, for who may read and write it. @throws SystemError `ENOENT`, `EACCES`, `ENOTTY` */
  device(path: string): DeviceName {
    const node = this.#call(path, (full) => this.#tree.openFile(full, { read: true, write: true }, this.#who));
    if (node.kind !== 'device') throw new SystemError('ENOTTY', path);
    return node.device;
  }

  makeDirectory(path: string, mode = 0o777): void {
    this.#change(path, { kind: 'make-directory', path: this.#path(path), mode }, (full) =>
      this.#tree.makeDirectory(full, { mode: mode & ~this.#umask }, this.#who),
    );
  }

  removeDirectory(path: string): void {
    this.#change(path, { kind: 'remove-directory', path: this.#path(path) }, (full) =>
      this.#tree.removeDirectory(full, this.#who),
    );
  }

  unlink(path: string): void {
    this.#change(path, { kind: 'unlink', path: this.#path(path) }, (full) => this.#tree.unlink(full, this.#who));
  }

  rename(from: string, to: string): void {
    this.#change(from, { kind: 'rename', from: this.#path(from), path: this.#path(to) }, (full) =>
      this.#tree.rename(full, this.#path(to), this.#who),
    );
  }

  symlink(target: string, path: string): void {
    this.#change(path, { kind: 'symlink', target, path: this.#path(path) }, (full) =>
      this.#tree.symlink(target, full, this.#who),
    );
  }

  link(existing: string, path: string): void {
    this.#change(path, { kind: 'link', from: this.#path(existing), path: this.#path(path) }, (full) =>
      this.#tree.link(this.#path(existing), full, this.#who),
    );
  }

  chmod(path: string, mode: number): void {
    this.#change(path, { kind: 'chmod', path: this.#path(path), mode }, (full) =>
      this.#tree.chmod(full, mode, this.#who),
    );
  }

  chown(path: string, owner: string, group: string): void {
    this.#change(path, { kind: 'chown', path: this.#path(path), owner, group }, (full) =>
      this.#tree.chown(full, owner, group, this.#who),
    );
  }

  /** utimensat(2) of an existing file. @param modified milliseconds since 1970-01-01T00:00:00Z */
  touch(path: string, modified: number): void {
    this.#change(path, { kind: 'touch', path: this.#path(path), modified }, (full) => {
      this.#tree.find(full, this.#who);
      this.#tree.touch(full, modified, 0o666, this.#who);
    });
  }

  truncate(path: string, size: number): void {
    this.#change(path, { kind: 'truncate', path: this.#path(path), size }, (full) =>
      this.#tree.truncate(full, size, this.#who),
    );
  }

  /** Hears of every change at or below a path, by whomever. @returns ends it */
  watch(path: string, changed: (path: string) => void): () => void {
    const watch = { path: absolute(this.#cwd, path), changed };
    this.#watches.add(watch);
    return () => this.#watches.delete(watch);
  }

  // ---- what others change --------------------------------------------------------------------

  apply({ files }: Changed): void {
    for (const [path, node] of files) {
      if (this.#options.doings.isAhead(path)) continue;
      this.#tree.place(path, node);
      this.#tell(path);
    }
  }

  // ---- inside --------------------------------------------------------------------------------

  /** Not resolved by name: `link/..` is the parent of where the link leads. */
  #path(path: string): string {
    return path === '' || path.startsWith('/') ? path : `${this.#cwd}/${path}`;
  }

  #call<T>(path: string, call: (full: string) => T): T {
    return this.#about(path, () => call(this.#path(path)));
  }

  #change(path: string, deed: Deed, change: (full: string) => void): void {
    this.#call(path, change);
    this.#did(deed);
  }

  /** @param path of an open file: deeds on it do not say */
  #did(deed: Deed, path?: string): void {
    this.#options.doings.did(deed);
    const at = path ?? ('path' in deed ? deed.path : undefined);
    if (at !== undefined) this.#tell(absolute('/', at));
    if ('from' in deed) this.#tell(absolute('/', deed.from));
  }

  #tell(path: string): void {
    for (const watch of this.#watches) if (touches(path, watch.path)) watch.changed(path);
  }

  /** Errors name the path as the program gave it. */
  #about<T>(path: string, call: () => T): T {
    try {
      return call();
    } catch (error) {
      throw error instanceof SystemError ? new SystemError(error.code, path) : error;
    }
  }

  #opened(fd: number): Open {
    const open = this.#open.get(fd);
    if (open === undefined) throw new SystemError('EBADF');
    return open;
  }

  #mustBeWritable({ flags, path }: OpenRegular): void {
    if (flags.write !== true && flags.append !== true) throw new SystemError('EBADF', path);
  }

  #freeFd(path: string): number {
    if (this.#open.size >= MAX_OPEN) throw new SystemError('EMFILE', path);
    let fd = FIRST_FD;
    while (this.#open.has(fd)) fd += 1;
    return fd;
  }

  /** Which of the process's streams a path leads to. @throws SystemError `ENXIO`: it has no terminal */
  #streamAt(path: string, { read }: OpenFlags): 0 | 1 | 2 | undefined {
    const number = STREAM_PATH.exec(path)?.[1];
    if (number !== undefined) return Number(number) as 0 | 1 | 2;
    if (path !== '/dev/tty') return STREAMS[path];
    const { streams } = this.#options.start;
    const stream = ([0, 1, 2] as const).find(
      (each) => streams[each].kind === 'terminal' && (read === true) === (each === 0),
    );
    if (stream === undefined) throw new SystemError('ENXIO', path);
    return stream;
  }

  /** A file of /proc or /sys, as it was at the start. */
  #addText(path: string, text: string): void {
    const names = path.split('/').slice(1, -1);
    names.reduce((above, name) => {
      const directory = `${above}/${name}`;
      if (!this.#tree.exists(directory)) this.#tree.makeDirectory(directory, { mode: 0o555 });
      return directory;
    }, '');
    this.#tree.writeFile(path, text, { mode: 0o444 });
  }
}

const isRandom = (device: DeviceName): boolean => device === 'random' || device === 'urandom';
