/**
 * The Pi's files, at once: system calls that cannot wait, with the rights of the process. All throw SystemError by
 * the codes of section 2 of the manual, with the path as the program gave it. A write is in the mirror when the call
 * returns, and on its way to the Pi.
 *
 *     open('note', { write: true, create: true })    a number, for `write`, `close` …
 *     open('/dev/i2c-1', { read: true })             devices of the hardware are opened by MirrorHardware
 *     open('/dev/stdin', { read: true })             a number whose reads would have to wait: EAGAIN
 */
import type { DeviceName, DirectoryNode, FileNode, Inode } from '#runtime/pi/files/inode.ts';
import { statOf } from '#runtime/pi/files/stat-of.ts';
import type { OpenFlags, Stat } from '#runtime/pi/system.ts';
import { SystemError } from '#runtime/ports.ts';
import { MirrorPaths, type MirrorOptions } from './mirror-paths.ts';

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

export interface MirrorFilesOptions extends MirrorOptions {
  /** Of /dev/stdout and /dev/stderr. */
  readonly print: (fd: 1 | 2, bytes: Uint8Array) => void;
}

export class MirrorFiles extends MirrorPaths {
  readonly #options: MirrorFilesOptions;
  readonly #open = new Map<number, Open>();

  constructor(options: MirrorFilesOptions) {
    super(options);
    this.#options = options;
  }

  open(path: string, flags: OpenFlags): number {
    const full = this.fullPath(path);
    const fd = this.#freeFd(path);
    const stream = this.#streamAt(full, flags);
    if (stream !== undefined) {
      this.#open.set(fd, { kind: 'stream', stream, path });
      return fd;
    }
    const writes = flags.write === true || flags.append === true;
    const told = writes || flags.create === true;
    const node = this.about(path, () =>
      this.tree.openFile(full, { ...flags, write: writes, mode: (flags.mode ?? 0o666) & ~this.umask }, this.who),
    );
    if (node.kind === 'link') throw new SystemError('ELOOP', path);
    if (node.kind === 'open') throw new SystemError('ENXIO', path);
    if (node.kind === 'device') this.#open.set(fd, { kind: 'device', node, device: node.device, path });
    else if (node.kind === 'directory') this.#open.set(fd, { kind: 'directory', node, path });
    else {
      this.tree.opened(node);
      this.#open.set(fd, { kind: 'file', node, path: full, flags, offset: 0, told });
      if (told) this.did({ kind: 'open', fd, path: full, flags });
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
        into.set(isRandom(open.device) ? this.#options.room.random(into.length) : new Uint8Array(into.length));
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
        const taken = this.about(open.path, () => this.tree.writeAt(open.node, offset, bytes));
        if (at === undefined || open.flags.append === true) open.offset = offset + taken;
        this.did({ kind: 'write', fd, offset, bytes: bytes.slice(0, taken) }, open.path);
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
    this.about(open.path, () => this.tree.resize(open.node, size));
    this.did({ kind: 'truncate-open', fd, size }, open.path);
  }

  statOpen(fd: number): Stat {
    const open = this.#opened(fd);
    if (open.kind !== 'stream') return statOf(open.node);
    const kind = this.#options.start.streams[open.stream].kind;
    return {
      kind: kind === 'pipe' || kind === 'file' ? kind : 'device',
      size: 0,
      mode: 0o620,
      owner: this.who.user,
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
    this.tree.closed(open.node);
    if (open.told) this.doings.did({ kind: 'close', fd });
  }

  /** Whether a descriptor is one of the process's own streams, opened anew by its path. */
  streamOf(fd: number): 0 | 1 | 2 | undefined {
    const open = this.#open.get(fd);
    return open?.kind === 'stream' ? open.stream : undefined;
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
}

const isRandom = (device: DeviceName): boolean => device === 'random' || device === 'urandom';
