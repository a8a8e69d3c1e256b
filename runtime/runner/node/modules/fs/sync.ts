/** The synchronous functions of node:fs, each a few system calls of the mirror; errors in Node's words. */
import { SystemError } from '#runtime/ports.ts';
import path from 'path-browserify';
import type { Program } from '../../../inside/program.ts';
import { codedError, fileError } from '../../errors/node-error.ts';
import {
  CONSTANTS,
  dataArgument,
  encoded,
  fdArgument,
  flagsArgument,
  modeArgument,
  optionsArgument,
  pathArgument,
} from './arguments.ts';
import { ownerNumbers } from './owner-numbers.ts';
import { Dirent, Stats } from './stats.ts';

export type SyncFunctions = ReturnType<typeof syncFunctions>;

/** Bytes that a file is read by, when its size says nothing: /proc, devices. */
const PIECE = 64 * 1024;

export function syncFunctions({ files, write: print }: Pick<Program, 'files' | 'write'>) {
  /** @throws Error as Node words it */
  function call<Result>(syscall: string, run: () => Result, about?: string, dest?: string): Result {
    try {
      return run();
    } catch (error) {
      throw error instanceof SystemError ? fileError(error, syscall, about, dest) : error;
    }
  }

  const open = (at: string, flags: unknown, mode?: unknown): number =>
    call('open', () => files.open(at, flagsArgument(flags, modeArgument(mode))), at);

  /** All that comes from here on. */
  function readAll(fd: number): Uint8Array {
    const pieces: Uint8Array[] = [];
    let total = 0;
    for (;;) {
      const piece = new Uint8Array(total === 0 ? Math.max(files.statOpen(fd).size + 1, 512) : PIECE);
      const length = call('read', () => files.read(fd, piece));
      if (length === 0) break;
      pieces.push(piece.subarray(0, length));
      total += length;
    }
    const whole = new Uint8Array(total);
    let at = 0;
    for (const piece of pieces) {
      whole.set(piece, at);
      at += piece.length;
    }
    return whole;
  }

  function writeTo(fd: number, bytes: Uint8Array, position?: number): number {
    if (fd === 1 || fd === 2) {
      print(fd, bytes.slice());
      return bytes.length;
    }
    return call('write', () => files.write(fd, bytes, position));
  }

  function writeAll(fd: number, bytes: Uint8Array): void {
    for (let done = 0; done < bytes.length;) done += writeTo(fd, bytes.subarray(done));
  }

  function withFile<Result>(file: unknown, flags: unknown, mode: unknown, use: (fd: number) => Result): Result {
    if (typeof file === 'number') return use(fdArgument(file));
    const fd = open(pathArgument(file), flags, mode);
    try {
      return use(fd);
    } finally {
      files.close(fd);
    }
  }

  const stats = (how: 'stat' | 'lstat', at: string): Stats =>
    new Stats(
      call(how, () => files[how](at), at),
      ownerNumbers(files),
    );

  function statLike(how: 'stat' | 'lstat', file: unknown, options: unknown): Stats | undefined {
    const at = pathArgument(file);
    try {
      return stats(how, at);
    } catch (error) {
      const { code } = error as { code?: string };
      if (optionsArgument(options).throwIfNoEntry === false && (code === 'ENOENT' || code === 'ENOTDIR'))
        return undefined;
      throw error;
    }
  }

  function removeTree(at: string): void {
    if (files.lstat(at).kind !== 'directory') return files.unlink(at);
    for (const name of files.list(at)) removeTree(path.join(at, name));
    files.removeDirectory(at);
  }

  function copyFile(from: string, to: string, mode: number): void {
    const bytes = withFile(from, 'r', undefined, readAll);
    const excludes = (mode & CONSTANTS.COPYFILE_EXCL) !== 0;
    call(
      'copyfile',
      () => withFile(to, excludes ? 'wx' : 'w', files.stat(from).mode, (fd) => writeAll(fd, bytes)),
      from,
      to,
    );
  }

  function copyTree(from: string, to: string, recursive: boolean): void {
    if (files.stat(from).kind !== 'directory') return copyFile(from, to, 0);
    if (!recursive)
      throw codedError(
        'ERR_FS_EISDIR',
        `Path is a directory: cp returned EISDIR (${from} is a directory (not copied)) ${from}`,
      );
    makeDirectories(to);
    for (const name of files.list(from)) copyTree(path.join(from, name), path.join(to, name), recursive);
  }

  /** @returns the first that was made */
  function makeDirectories(at: string, mode?: number): string | undefined {
    const full = path.resolve(files.cwd, at);
    let first: string | undefined;
    const names = full.split('/').slice(1);
    names.reduce((above, name) => {
      const directory = `${above}/${name}`;
      try {
        files.makeDirectory(directory, mode);
        first ??= directory;
      } catch (error) {
        if (!(error instanceof SystemError)) throw error;
        // Who may not write above it may still go through.
        if (kindAt(directory) === undefined) throw error;
        if (kindAt(directory) !== 'directory') throw new SystemError(directory === full ? 'EEXIST' : 'ENOTDIR', at);
      }
      return directory;
    }, '');
    return first;
  }

  function kindAt(at: string): string | undefined {
    try {
      return files.stat(at).kind;
    } catch (error) {
      if (error instanceof SystemError) return undefined;
      throw error;
    }
  }

  const kinds = (at: string, parentPath: string, recursive: boolean): Dirent[] =>
    files.list(at).flatMap((name) => {
      const { kind } = files.lstat(path.join(at, name));
      const inside =
        recursive && kind === 'directory' ? kinds(path.join(at, name), path.join(parentPath, name), true) : [];
      return [new Dirent(name, parentPath, kind), ...inside];
    });

  function access(file: unknown, mode: number = CONSTANTS.F_OK): void {
    const at = pathArgument(file);
    call(
      'access',
      () => {
        files.stat(at);
        const wants = [
          [CONSTANTS.R_OK, 'read'],
          [CONSTANTS.W_OK, 'write'],
          [CONSTANTS.X_OK, 'execute'],
        ] as const;
        for (const [bit, want] of wants)
          if ((mode & bit) !== 0 && !files.access(at, want)) throw new SystemError('EACCES', at);
      },
      at,
    );
  }

  /** @param into what `write` was given: a text, or bytes with offset, length and position */
  function writeSync(fd: unknown, data: unknown, a?: unknown, b?: unknown, c?: unknown): number {
    const number = fdArgument(fd);
    if (typeof data === 'string')
      return writeTo(number, dataArgument(data, b as string), (a as number | null) ?? undefined);
    const bytes = dataArgument(data, undefined, 'buffer');
    const {
      offset = 0,
      length,
      position,
    } = typeof a === 'object' && a !== null
      ? optionsArgument(a)
      : { offset: (a as number | undefined) ?? 0, length: b as number | undefined, position: c as number | null };
    return writeTo(
      number,
      bytes.subarray(offset, length === undefined ? undefined : offset + length),
      position ?? undefined,
    );
  }

  function readSync(fd: unknown, into: unknown, a?: unknown, b?: unknown, c?: unknown): number {
    const bytes = dataArgument(into, undefined, 'buffer');
    const {
      offset = 0,
      length,
      position,
    } = typeof a === 'object' && a !== null
      ? optionsArgument(a)
      : { offset: (a as number | undefined) ?? 0, length: b as number | undefined, position: c as number | null };
    const part = bytes.subarray(offset, offset + (length ?? bytes.length - offset));
    const number = fdArgument(fd);
    if (number === 0) throw fileError(new SystemError('EAGAIN'), 'read');
    return call('read', () => files.read(number, part, position ?? undefined));
  }

  return {
    accessSync: access,
    appendFileSync(file: unknown, data: unknown, options?: unknown): void {
      const { encoding, mode = 0o666, flag = 'a' } = optionsArgument(options);
      withFile(file, flag, mode, (fd) => writeAll(fd, dataArgument(data, encoding)));
    },
    chmodSync(file: unknown, mode: unknown): void {
      const at = pathArgument(file);
      call('chmod', () => files.chmod(at, modeArgument(mode) ?? 0), at);
    },
    chownSync(file: unknown, uid: number, gid: number): void {
      const at = pathArgument(file);
      const numbers = ownerNumbers(files);
      const is = call('chown', () => files.stat(at), at);
      const owner = uid < 0 ? is.owner : (numbers.userNamed(uid) ?? String(uid));
      const group = gid < 0 ? is.group : (numbers.groupNamed(gid) ?? String(gid));
      call('chown', () => files.chown(at, owner, group), at);
    },
    closeSync(fd: unknown): void {
      const number = fdArgument(fd);
      if (number > 2) call('close', () => files.close(number));
    },
    copyFileSync(from: unknown, to: unknown, mode = 0): void {
      const at = pathArgument(from, 'src');
      const dest = pathArgument(to, 'dest');
      call('copyfile', () => files.stat(at), at, dest);
      copyFile(at, dest, mode);
    },
    cpSync(from: unknown, to: unknown, options?: unknown): void {
      const at = pathArgument(from, 'src');
      const dest = pathArgument(to, 'dest');
      call('cp', () => copyTree(at, dest, optionsArgument(options).recursive === true), at, dest);
    },
    existsSync(file: unknown): boolean {
      try {
        access(file);
        return true;
      } catch {
        return false;
      }
    },
    fchmodSync(fd: unknown): void {
      call('fchmod', () => files.statOpen(fdArgument(fd)));
    },
    fstatSync: (fd: unknown): Stats =>
      new Stats(
        call('fstat', () => files.statOpen(fdArgument(fd))),
        ownerNumbers(files),
      ),
    /** What was written is on its way to the Pi, in order: nothing waits here to be written. */
    fsyncSync(fd: unknown): void {
      call('fsync', () => files.statOpen(fdArgument(fd)));
    },
    fdatasyncSync(fd: unknown): void {
      call('fdatasync', () => files.statOpen(fdArgument(fd)));
    },
    ftruncateSync(fd: unknown, size = 0): void {
      call('ftruncate', () => files.truncateOpen(fdArgument(fd), size));
    },
    linkSync(existing: unknown, file: unknown): void {
      const [from, to] = [pathArgument(existing, 'existingPath'), pathArgument(file, 'newPath')];
      call('link', () => files.link(from, to), from, to);
    },
    lstatSync: (file: unknown, options?: unknown) => statLike('lstat', file, options),
    mkdirSync(file: unknown, options?: unknown): string | undefined {
      const at = pathArgument(file);
      const { recursive, mode } =
        typeof options === 'object' ? optionsArgument(options) : { recursive: false, mode: options };
      if (recursive === true) return call('mkdir', () => makeDirectories(at, modeArgument(mode)), at);
      call('mkdir', () => files.makeDirectory(at, modeArgument(mode)), at);
      return undefined;
    },
    mkdtempSync(prefix: unknown): string {
      const start = pathArgument(prefix, 'prefix');
      const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
      const at = start + Array.from({ length: 6 }, () => letters[Math.floor(Math.random() * letters.length)]).join('');
      call('mkdtemp', () => files.makeDirectory(at, 0o700), `${start}XXXXXX`);
      return at;
    },
    openSync: (file: unknown, flags?: unknown, mode?: unknown): number =>
      open(pathArgument(file), flags, mode ?? 0o666),
    readFileSync(file: unknown, options?: unknown): unknown {
      const { encoding, flag = 'r' } = optionsArgument(options);
      if (file === 0) throw fileError(new SystemError('EAGAIN'), 'read');
      return encoded(withFile(file, flag, undefined, readAll), encoding);
    },
    readSync,
    readdirSync(file: unknown, options?: unknown): unknown[] {
      const at = pathArgument(file);
      const { withFileTypes = false, recursive = false } = optionsArgument(options);
      const found = call('scandir', () => kinds(at, at, recursive), at);
      if (withFileTypes) return found;
      return found
        .map(({ name, parentPath }) => path.join(parentPath, name))
        .map((each) => path.relative(path.resolve(files.cwd, at), path.resolve(files.cwd, each)));
    },
    readlinkSync(file: unknown): string {
      const at = pathArgument(file);
      const { target } = call('readlink', () => files.lstat(at), at);
      if (target === undefined) throw fileError(new SystemError('EINVAL'), 'readlink', at);
      return target;
    },
    realpathSync(file: unknown): string {
      const at = pathArgument(file);
      return call('realpath', () => files.canonical(at), at);
    },
    renameSync(from: unknown, to: unknown): void {
      const [old, renamed] = [pathArgument(from, 'oldPath'), pathArgument(to, 'newPath')];
      call('rename', () => files.rename(old, renamed), old, renamed);
    },
    rmSync(file: unknown, options?: unknown): void {
      const at = pathArgument(file);
      const { recursive, force } = optionsArgument(options);
      try {
        const { kind } = call('lstat', () => files.lstat(at), at);
        if (kind === 'directory' && recursive !== true)
          throw codedError('ERR_FS_EISDIR', `Path is a directory: rm returned EISDIR (is a directory) ${at}`);
        call('rm', () => removeTree(at), at);
      } catch (error) {
        if (force !== true || (error as { code?: string }).code !== 'ENOENT') throw error;
      }
    },
    rmdirSync(file: unknown): void {
      const at = pathArgument(file);
      call('rmdir', () => files.removeDirectory(at), at);
    },
    statSync: (file: unknown, options?: unknown) => statLike('stat', file, options),
    symlinkSync(target: unknown, file: unknown): void {
      const [to, at] = [pathArgument(target, 'target'), pathArgument(file)];
      call('symlink', () => files.symlink(to, at), to, at);
    },
    truncateSync(file: unknown, size = 0): void {
      const at = pathArgument(file);
      call('open', () => files.truncate(at, size), at);
    },
    unlinkSync(file: unknown): void {
      const at = pathArgument(file);
      call('unlink', () => files.unlink(at), at);
    },
    utimesSync(file: unknown, _accessed: unknown, modified: unknown): void {
      const at = pathArgument(file);
      const ms = modified instanceof Date ? modified.getTime() : Number(modified) * 1000;
      call('utime', () => files.touch(at, ms), at);
    },
    writeFileSync(file: unknown, data: unknown, options?: unknown): void {
      const { encoding, mode = 0o666, flag = 'w' } = optionsArgument(options);
      const bytes = dataArgument(data, encoding);
      withFile(file, flag, mode, (fd) => writeAll(fd, bytes));
    },
    writeSync,
    writevSync: (fd: unknown, pieces: readonly Uint8Array[]): number =>
      pieces.reduce((sum, piece) => sum + writeSync(fd, piece), 0),
  };
}
