/** What the functions of node:fs are given, in its many forms. */
import type { OpenFlags } from '#runtime/pi/system.ts';
import buffer from 'buffer/index.js';
import { codedError, invalidArgument } from '../../errors/node-error.ts';
import { host, type HostSignal } from '../../host-globals.ts';
import { filePath } from '../../load/file-url.ts';
import { inspect } from '../inspect.ts';

const { Buffer } = buffer;

export interface FileOptions {
  readonly encoding?: string | null;
  readonly flag?: string | number;
  readonly mode?: number | string;
  readonly recursive?: boolean;
  readonly force?: boolean;
  readonly withFileTypes?: boolean;
  readonly throwIfNoEntry?: boolean;
  readonly signal?: HostSignal;
  readonly position?: number | null;
  readonly offset?: number;
  readonly length?: number;
}

/** @throws TypeError `ERR_INVALID_ARG_TYPE`, `ERR_INVALID_ARG_VALUE` */
export function pathArgument(path: unknown, name = 'path'): string {
  const text =
    typeof path === 'string'
      ? path
      : path instanceof (host.URL as unknown as new () => { href: string })
        ? filePath((path as { href: string }).href)
        : path instanceof Uint8Array
          ? Buffer.from(path).toString()
          : undefined;
  if (text === undefined) throw invalidArgument(name, 'of type string or an instance of Buffer or URL', path);
  if (text.includes('\0'))
    throw codedError(
      'ERR_INVALID_ARG_VALUE',
      `The argument '${name}' must be a string, Uint8Array, or URL without null bytes. Received ${inspect(text)}`,
      {
        of: TypeError,
      },
    );
  return text;
}

/** @throws TypeError `ERR_INVALID_ARG_TYPE`, RangeError `ERR_OUT_OF_RANGE` */
export function fdArgument(fd: unknown): number {
  if (typeof fd !== 'number') throw invalidArgument('fd', 'of type number', fd);
  if (Number.isInteger(fd) && fd >= 0) return fd;
  throw codedError(
    'ERR_OUT_OF_RANGE',
    `The value of "fd" is out of range. It must be >= 0 && <= 2147483647. Received ${fd}`,
    {
      of: RangeError,
    },
  );
}

export const optionsArgument = (options: unknown): FileOptions =>
  typeof options === 'string' ? { encoding: options } : typeof options === 'object' && options !== null ? options : {};

export const modeArgument = (mode: unknown): number | undefined =>
  mode === undefined || mode === null ? undefined : typeof mode === 'string' ? parseInt(mode, 8) : Number(mode);

/** Data to be written. @throws TypeError `ERR_INVALID_ARG_TYPE` */
export function dataArgument(data: unknown, encoding: string | null | undefined, name = 'data'): Uint8Array {
  if (typeof data === 'string') return Buffer.from(data, (encoding ?? 'utf8') as 'utf8');
  if (ArrayBuffer.isView(data)) return new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  throw invalidArgument(name, 'of type string or an instance of Buffer, TypedArray, or DataView', data);
}

/** @throws TypeError `ERR_INVALID_ARG_VALUE` */
export function encoded(bytes: Uint8Array, encoding: string | null | undefined): unknown {
  const given = Buffer.from(bytes.buffer as ArrayBuffer, bytes.byteOffset, bytes.byteLength);
  if (encoding === undefined || encoding === null || encoding === 'buffer') return given;
  if (!Buffer.isEncoding(encoding))
    throw codedError(
      'ERR_INVALID_ARG_VALUE',
      `The argument 'encoding' is invalid encoding. Received ${inspect(encoding)}`,
      {
        of: TypeError,
      },
    );
  return given.toString(encoding);
}

/** fs.constants, by the numbers of Linux. */
export const CONSTANTS = {
  F_OK: 0,
  R_OK: 4,
  W_OK: 2,
  X_OK: 1,
  COPYFILE_EXCL: 1,
  O_RDONLY: 0,
  O_WRONLY: 1,
  O_RDWR: 2,
  O_CREAT: 0o100,
  O_EXCL: 0o200,
  O_NOCTTY: 0o400,
  O_TRUNC: 0o1000,
  O_APPEND: 0o2000,
  O_NONBLOCK: 0o4000,
  O_SYNC: 0o4010000,
  S_IFMT: 0o170000,
  S_IFREG: 0o100000,
  S_IFDIR: 0o040000,
  S_IFCHR: 0o020000,
  S_IFBLK: 0o060000,
  S_IFIFO: 0o010000,
  S_IFLNK: 0o120000,
  S_IFSOCK: 0o140000,
  S_IRWXU: 0o700,
  S_IRUSR: 0o400,
  S_IWUSR: 0o200,
  S_IXUSR: 0o100,
  S_IRWXG: 0o070,
  S_IRGRP: 0o040,
  S_IWGRP: 0o020,
  S_IXGRP: 0o010,
  S_IRWXO: 0o007,
  S_IROTH: 0o004,
  S_IWOTH: 0o002,
  S_IXOTH: 0o001,
} as const;

/** `r+`, `wx`, `as`, or a number of O_ flags. @throws TypeError `ERR_INVALID_ARG_VALUE` */
export function flagsArgument(flags: unknown, mode?: number): OpenFlags {
  const more = mode === undefined ? {} : { mode };
  if (typeof flags === 'number') {
    const access = flags & 3;
    return {
      read: access !== CONSTANTS.O_WRONLY,
      write: access !== CONSTANTS.O_RDONLY,
      create: (flags & CONSTANTS.O_CREAT) !== 0,
      exclusive: (flags & CONSTANTS.O_EXCL) !== 0,
      truncate: (flags & CONSTANTS.O_TRUNC) !== 0,
      append: (flags & CONSTANTS.O_APPEND) !== 0,
      ...more,
    };
  }
  const text = typeof flags === 'string' ? flags : flags === undefined || flags === null ? 'r' : '';
  const [, letter, exclusive] = /^([rwa])(?:s?(x?)s?\+?|s?\+?(x?))$/.exec(text) ?? [];
  if (letter === undefined)
    throw codedError('ERR_INVALID_ARG_VALUE', `The argument 'flags' is invalid. Received ${inspect(flags)}`, {
      of: TypeError,
    });
  const both = text.includes('+');
  return {
    read: letter === 'r' || both,
    write: letter !== 'r' || both,
    create: letter !== 'r',
    truncate: letter === 'w',
    append: letter === 'a',
    exclusive: exclusive === 'x' || String(flags).includes('x'),
    ...more,
  };
}
