/**
 * The Pi's files are Python's: Emscripten's calls by path are answered by the mirror, with the rights of the process,
 * so that `open`, `os`, `pathlib` and `shutil` need no change. Only Pyodide's own library stays where Emscripten has it.
 *
 *     /home/pi/controller.py      the Pi's
 *     /lib/python314.zip          Pyodide's, and not seen by who lists /lib
 */
import type { OpenFlags, Stat } from '#runtime/pi/system.ts';
import { SystemError } from '#runtime/ports.ts';
import type { MirrorFiles } from '../inside/mirror-files.ts';
import { OwnerNumbers } from './owner-numbers.ts';
import type { EmscriptenNode, EmscriptenStream, Pyodide } from './pyodide.ts';

const PYODIDES = /^\/lib\/python3(?:14\.zip|\.14)(?:\/|$)/;

/** fcntl.h, as musl numbers it for WebAssembly. */
const O = { accessMode: 3, wronly: 1, rdwr: 2, creat: 0o100, excl: 0o200, trunc: 0o1000, append: 0o2000 } as const;
const O_DIRECTORY = 0o200000;
const O_NOFOLLOW = 0o400000;

/** sys/stat.h */
const TYPE: Readonly<Record<Stat['kind'], number>> = {
  file: 0o100000,
  directory: 0o040000,
  link: 0o120000,
  device: 0o020000,
  pipe: 0o010000,
};

interface PiStream extends EmscriptenStream {
  /** Of the mirror. */
  readonly piFile: number | undefined;
  readonly path: string;
  readonly shared: { references?: number };
}

interface Attributes {
  readonly mode?: number;
  readonly size?: number;
  readonly mtime?: number;
}

export function mountPiFiles(pyodide: Pyodide, files: MirrorFiles): void {
  const { FS } = pyodide;
  const owners = new OwnerNumbers(files);

  const failure = (code: string): Error =>
    new FS.ErrnoError(pyodide.ERRNO_CODES[code] ?? pyodide.ERRNO_CODES['EIO'] ?? 0);
  const call = <T>(what: () => T): T => {
    try {
      return what();
    } catch (error) {
      // Linux knows EREMOTEIO, WASI does not; no call on a file fails with it.
      throw error instanceof SystemError ? failure(error.code) : error;
    }
  };
  const absolute = (path: string): string => (path.startsWith('/') ? path : `${FS.cwd()}/${path}`);

  /** In place of one of Emscripten's, for paths of the Pi. */
  const replace = <Arguments extends readonly unknown[]>(
    name: string,
    ours: (path: string, ...rest: Arguments) => unknown,
  ): void => {
    const theirs = FS[name] as (path: unknown, ...rest: Arguments) => unknown;
    FS[name] = (path: unknown, ...rest: Arguments) => {
      if (typeof path !== 'string' || PYODIDES.test(normal(absolute(path)))) return theirs.call(FS, path, ...rest);
      if (path === '') throw failure('ENOENT');
      return call(() => ours(absolute(path), ...rest));
    };
  };

  const attributes = (stat: Stat): object => ({
    dev: 1,
    ino: stat.inode,
    mode: TYPE[stat.kind] | stat.mode,
    nlink: stat.links,
    uid: owners.user(stat.owner),
    gid: owners.group(stat.group),
    rdev: 0,
    size: stat.size,
    atime: new Date(stat.modified),
    mtime: new Date(stat.modified),
    ctime: new Date(stat.modified),
    blksize: 4096,
    blocks: stat.blocks,
  });

  const nodeOf = (path: string, stat: Stat): EmscriptenNode => {
    const node = new FS.FSNode(null, path, TYPE[stat.kind] | stat.mode, 0);
    node.node_ops = {
      // Asked by getdents(2), for the kind of each entry.
      lookup: (_: unknown, name: string) => call(() => nodeOf(`${path}/${name}`, files.lstat(`${path}/${name}`))),
      getattr: () => call(() => attributes(files.stat(path))),
    };
    return node;
  };

  const isLink = (path: string): boolean => {
    try {
      return files.lstat(path).kind === 'link';
    } catch (error) {
      if (error instanceof SystemError && error.code === 'ENOENT') return false;
      throw error;
    }
  };

  const fileOf = (stream: PiStream): number => {
    if (stream.piFile === undefined) throw failure('EISDIR');
    return stream.piFile;
  };
  const streamCalls = {
    getattr: (stream: PiStream) =>
      call(() => attributes(stream.piFile === undefined ? files.stat(stream.path) : files.statOpen(stream.piFile))),
    setattr: (stream: PiStream, { mode, size, mtime }: Attributes) =>
      call(() => {
        if (mode !== undefined) files.chmod(stream.path, mode & 0o7777);
        if (size !== undefined) files.truncateOpen(fileOf(stream), size);
        if (mtime !== undefined) files.touch(stream.path, mtime);
      }),
    read: (stream: PiStream, into: Uint8Array, offset: number, length: number, at: number) =>
      call(() => files.read(fileOf(stream), into.subarray(offset, offset + length), at)),
    write: (stream: PiStream, from: Uint8Array, offset: number, length: number, at: number) =>
      call(() => files.write(fileOf(stream), from.slice(offset, offset + length), at)),
    llseek: (stream: PiStream, offset: number, whence: 0 | 1 | 2) =>
      call(() => {
        const from = whence === 0 ? 0 : whence === 1 ? stream.position : files.statOpen(fileOf(stream)).size;
        if (from + offset < 0) throw new SystemError('EINVAL');
        return from + offset;
      }),
    dup: (stream: PiStream) => void (stream.shared.references = (stream.shared.references ?? 1) + 1),
    close: (stream: PiStream) => {
      const left = (stream.shared.references ?? 1) - 1;
      stream.shared.references = left;
      if (left === 0 && stream.piFile !== undefined) files.close(stream.piFile);
    },
  };

  replace('open', (path, flags: number | string = 0, mode: number = 0o666) => {
    const bits = Number(flags);
    const access = bits & O.accessMode;
    const wanted: OpenFlags = {
      read: access !== O.wronly,
      write: access !== 0,
      append: (bits & O.append) !== 0 && access !== 0,
      create: (bits & O.creat) !== 0,
      exclusive: (bits & O.creat) !== 0 && (bits & O.excl) !== 0,
      truncate: (bits & O.trunc) !== 0 && access !== 0,
      mode,
    };
    if ((bits & O_NOFOLLOW) !== 0 && isLink(path)) throw new SystemError('ELOOP');
    const isListed = (bits & O_DIRECTORY) !== 0;
    const file = isListed ? undefined : files.open(path, wanted);
    const stat = file === undefined ? files.stat(path) : files.statOpen(file);
    if (isListed && stat.kind !== 'directory') throw new SystemError('ENOTDIR');
    if (!isListed && stat.kind === 'directory') {
      if (file !== undefined) files.close(file);
      throw new SystemError('EISDIR');
    }
    return FS.createStream({
      node: nodeOf(path, stat),
      path,
      flags: bits & ~(O.creat | O.excl | O.trunc),
      seekable: stat.kind !== 'pipe' && (file === undefined || files.streamOf(file) === undefined),
      position: 0,
      stream_ops: streamCalls,
      piFile: file,
      ungotten: [],
      error: false,
    });
  });
  replace('stat', (path, dontFollow?: boolean) =>
    attributes(dontFollow === true ? files.lstat(path) : files.stat(path)),
  );
  replace('lstat', (path) => attributes(files.lstat(path)));
  replace('lookupPath', (path) => ({ path, node: nodeOf(path, files.stat(path)) }));
  replace('readdir', (path) => ['.', '..', ...files.list(path)]);
  replace('mkdir', (path, mode: number = 0o777) => files.makeDirectory(path, mode & 0o7777));
  replace('rmdir', (path) => files.removeDirectory(path));
  replace('unlink', (path) => files.unlink(path));
  replace('rename', (path, to: string) => files.rename(path, absolute(to)));
  replace('readlink', (path) => {
    const { kind, target } = files.lstat(path);
    if (kind !== 'link' || target === undefined) throw new SystemError('EINVAL');
    return target;
  });
  replace('chmod', (path, mode: number) => files.chmod(path, mode & 0o7777));
  replace('chown', (path, uid: number, gid: number) =>
    files.chown(
      path,
      owners.userName(uid, () => files.stat(path).owner),
      owners.groupName(gid, () => files.stat(path).group),
    ),
  );
  replace('truncate', (path, size: number) => files.truncate(path, size));
  replace('utime', (path, _accessed: number, modified: number) => files.touch(path, modified));
  replace('chdir', (path) => {
    files.chdir(path);
    FS['currentPath'] = files.cwd;
  });
  // The other way round: what is named second is where it shall be.
  const { symlink } = FS as unknown as { symlink: (target: string, path: string) => unknown };
  FS['symlink'] = (target: string, path: string) =>
    PYODIDES.test(normal(absolute(path)))
      ? symlink.call(FS, target, path)
      : call(() => files.symlink(target, absolute(path)));
  FS['currentPath'] = files.cwd;
}

/** Without `.`, `..` and double slashes. */
function normal(path: string): string {
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return `/${parts.join('/')}`;
}
