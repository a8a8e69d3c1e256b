/** Errors with the names, codes and words of Node. */
import type { SystemError, SystemErrorCode } from '#runtime/ports.ts';

/** errno(3) of Linux, and what libuv says to it; ENOTFOUND is getaddrinfo's. */
const ERRNO: Readonly<Record<SystemErrorCode, readonly [errno: number, words: string]>> = {
  EACCES: [13, 'permission denied'],
  EADDRINUSE: [98, 'address already in use'],
  EADDRNOTAVAIL: [99, 'address not available'],
  EAGAIN: [11, 'resource temporarily unavailable'],
  EBADF: [9, 'bad file descriptor'],
  EBUSY: [16, 'resource busy or locked'],
  ECHILD: [10, 'no child processes'],
  ECONNREFUSED: [111, 'connection refused'],
  ECONNRESET: [104, 'connection reset by peer'],
  EEXIST: [17, 'file already exists'],
  EFBIG: [27, 'file too large'],
  EHOSTUNREACH: [113, 'host is unreachable'],
  EINTR: [4, 'interrupted system call'],
  EINVAL: [22, 'invalid argument'],
  EIO: [5, 'i/o error'],
  EISDIR: [21, 'illegal operation on a directory'],
  ELOOP: [40, 'too many symbolic links encountered'],
  EMFILE: [24, 'too many open files'],
  ENAMETOOLONG: [36, 'name too long'],
  ENETUNREACH: [101, 'network is unreachable'],
  ENODEV: [19, 'no such device'],
  ENOENT: [2, 'no such file or directory'],
  ENOEXEC: [8, 'exec format error'],
  ENOMEM: [12, 'not enough memory'],
  ENOSPC: [28, 'no space left on device'],
  ENOTDIR: [20, 'not a directory'],
  ENOTEMPTY: [39, 'directory not empty'],
  ENOTFOUND: [3008, 'not found'],
  ENOTTY: [25, 'inappropriate ioctl for device'],
  ENXIO: [6, 'no such device or address'],
  EPERM: [1, 'operation not permitted'],
  EPIPE: [32, 'broken pipe'],
  EPROTO: [71, 'protocol error'],
  EPROTONOSUPPORT: [93, 'protocol not supported'],
  EREMOTEIO: [121, 'remote I/O error'],
  EROFS: [30, 'read-only file system'],
  ESPIPE: [29, 'invalid seek'],
  ESRCH: [3, 'no such process'],
  ETIMEDOUT: [110, 'connection timed out'],
};

export const errnoOf = (code: SystemErrorCode): number => ERRNO[code][0];
export const wordsOf = (code: SystemErrorCode): string => ERRNO[code][1];

/** os.constants.errno */
export const ERRNO_NUMBERS: Readonly<Record<string, number>> = Object.fromEntries(
  Object.entries(ERRNO).map(([code, [errno]]) => [code, errno]),
);

/** `ENOENT: no such file or directory, open 'note'`, as node:fs has it. */
export function fileError({ code }: SystemError, syscall: string, path?: string, dest?: string): Error {
  const [errno, words] = ERRNO[code];
  const about = `${path === undefined ? '' : ` '${path}'`}${dest === undefined ? '' : ` -> '${dest}'`}`;
  return Object.assign(new Error(`${code}: ${words}, ${syscall}${about}`), {
    errno: -errno,
    code,
    syscall,
    ...(path === undefined ? {} : { path }),
    ...(dest === undefined ? {} : { dest }),
  });
}

/** `connect ECONNREFUSED 192.168.1.3:1883`, as node:net has it. */
export function connectError({ code }: SystemError, host: string, port: number): Error {
  if (code === 'ENOTFOUND')
    return Object.assign(new Error(`getaddrinfo ENOTFOUND ${host}`), {
      errno: -3008,
      code,
      syscall: 'getaddrinfo',
      hostname: host,
    });
  return Object.assign(new Error(`connect ${code} ${host}:${port}`), {
    errno: -errnoOf(code),
    code,
    syscall: 'connect',
    address: host,
    port,
  });
}

/** `read ECONNRESET` */
export const streamError = ({ code }: SystemError, syscall: string): Error =>
  Object.assign(new Error(`${syscall} ${code}`), { errno: -errnoOf(code), code, syscall });

type ErrorClass = new (message: string) => Error;

/** `TypeError [ERR_INVALID_ARG_TYPE]: …`: the code stands in the stack, and not in the name. */
export function codedError<More extends object = object>(
  code: string,
  message: string,
  { of = Error, ...more }: { readonly of?: ErrorClass } & More = {} as More,
): Error & { readonly code: string } & Omit<More, 'of'> {
  const error = new of(message);
  const { name, stack = '' } = error;
  const head = `${name}: ${message}`;
  const told = `${name} [${code}]: ${message}${stack.startsWith(head) ? stack.slice(head.length) : `\n${stack}`}`;
  Object.defineProperty(error, 'stack', { value: told, configurable: true, writable: true, enumerable: false });
  return Object.assign(error, { code }, more) as never;
}

export const invalidArgument = (name: string, expected: string, received: unknown): Error =>
  codedError('ERR_INVALID_ARG_TYPE', `The "${name}" argument must be ${expected}. Received ${shown(received)}`, {
    of: TypeError,
  });

/** What somebody has given, as Node words it. */
function shown(value: unknown): string {
  if (value === null || value === undefined) return String(value);
  if (typeof value === 'function') return `function ${value.name}`;
  if (typeof value === 'object') {
    const name = value.constructor?.name ?? '';
    return name === '' ? '[Object: null prototype] {}' : `an instance of ${name}`;
  }
  const text = typeof value === 'string' ? `'${value}'` : String(value as number | bigint | boolean | symbol);
  return `type ${typeof value} (${text.length > 28 ? `${text.slice(0, 25)}...` : text})`;
}

/** This Pi's node does not have it; says so, and what else there is. */
export const notOnThisPi = (what: string, instead: string): Error =>
  codedError('ERR_FEATURE_UNAVAILABLE_ON_PLATFORM', `${what} is not there on this simulated Pi. ${instead}`);
