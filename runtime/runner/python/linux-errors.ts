/**
 * Emscripten numbers errors as WASI does (ENOENT is 44), a Pi as Linux does (ENOENT is 2). Python shows the numbers:
 * `FileNotFoundError: [Errno 2] No such file or directory: 'note'`. So every call that leaves WebAssembly has its
 * result translated, and what strerror(3) reads is replaced by what Debian's says. What Python itself knows by
 * number, `errno` and the classes of OSError, is put right in `_kleber/errors.py`.
 */
import { ERROR_TEXTS } from './linux-error-texts.ts';
import type { Pyodide, WasmImports } from './pyodide.ts';

/** Names by number, as in asm-generic/errno.h, from 1. A dash: no such number. */
const LINUX = `
  EPERM ENOENT ESRCH EINTR EIO ENXIO E2BIG ENOEXEC EBADF ECHILD
  EAGAIN ENOMEM EACCES EFAULT ENOTBLK EBUSY EEXIST EXDEV ENODEV ENOTDIR
  EISDIR EINVAL ENFILE EMFILE ENOTTY ETXTBSY EFBIG ENOSPC ESPIPE EROFS
  EMLINK EPIPE EDOM ERANGE EDEADLK ENAMETOOLONG ENOLCK ENOSYS ENOTEMPTY ELOOP
  - ENOMSG EIDRM ECHRNG EL2NSYNC EL3HLT EL3RST ELNRNG EUNATCH ENOCSI
  EL2HLT EBADE EBADR EXFULL ENOANO EBADRQC EBADSLT - EBFONT ENOSTR
  ENODATA ETIME ENOSR ENONET ENOPKG EREMOTE ENOLINK EADV ESRMNT ECOMM
  EPROTO EMULTIHOP EDOTDOT EBADMSG EOVERFLOW ENOTUNIQ EBADFD EREMCHG ELIBACC ELIBBAD
  ELIBSCN ELIBMAX ELIBEXEC EILSEQ - - EUSERS ENOTSOCK EDESTADDRREQ EMSGSIZE
  EPROTOTYPE ENOPROTOOPT EPROTONOSUPPORT ESOCKTNOSUPPORT EOPNOTSUPP EPFNOSUPPORT EAFNOSUPPORT EADDRINUSE
  EADDRNOTAVAIL ENETDOWN ENETUNREACH ENETRESET ECONNABORTED ECONNRESET ENOBUFS EISCONN ENOTCONN ESHUTDOWN
  ETOOMANYREFS ETIMEDOUT ECONNREFUSED EHOSTDOWN EHOSTUNREACH EALREADY EINPROGRESS ESTALE - - - - EREMOTEIO EDQUOT
  ENOMEDIUM - ECANCELED - - - - EOWNERDEAD ENOTRECOVERABLE`;

/** Linux's numbers by name. */
export const ERRNO: ReadonlyMap<string, number> = new Map(
  LINUX.trim()
    .split(/\s+/)
    .flatMap((name, index) => (name === '-' ? [] : [[name, index + 1] as const])),
);

/** What musl's strerror(3) says: the first two of its texts, and three by which its table is known. */
const FIRST_TEXTS = 'Success\0Illegal byte sequence\0';
const LANDMARKS: Readonly<Record<string, string>> = {
  EACCES: 'Permission denied',
  ENOENT: 'No such file or directory',
  EPERM: 'Operation not permitted',
};

export class LinuxErrors {
  /** By WASI's number. */
  #linux: readonly number[] = [];

  /** Changes in place what WebAssembly is given to call. */
  translate(imports: WasmImports): void {
    for (const module of new Set(Object.values(imports)))
      for (const [name, call] of Object.entries(module)) {
        if (typeof call !== 'function') continue;
        // System calls return -errno, those of WASI errno.
        if (name.startsWith('__syscall_')) module[name] = this.#translated(call as SystemCall, -1);
        else if (name.startsWith('fd_')) module[name] = this.#translated(call as SystemCall, 1);
      }
  }

  /**
   * From now on.
   * @param texts false: this memory has Debian's texts already
   * @throws Error Pyodide's memory is not laid out as it was
   */
  begin({ ERRNO_CODES, _module }: Pyodide, texts: boolean): void {
    const linux: number[] = [];
    for (const [name, number] of Object.entries(ERRNO_CODES)) linux[number] ??= ERRNO.get(name) ?? number;
    this.#linux = linux;
    if (texts) replaceTexts(_module.HEAPU8, ERRNO_CODES);
  }

  #translated(call: SystemCall, sign: 1 | -1): SystemCall {
    return Object.assign((...args: readonly unknown[]) => {
      const result = call(...args);
      return result * sign > 0 ? sign * (this.#linux[result * sign] ?? result * sign) : result;
    }, call);
  }
}

type SystemCall = (...args: readonly unknown[]) => number;

/**
 * Offsets of texts by errno, 16 bits each, are a table of musl's: it is found by what it holds. The texts are Debian's
 * from now on, in the room that musl's had.
 */
function replaceTexts(memory: Uint8Array, codes: Readonly<Record<string, number>>): void {
  const start = indexOf(memory, FIRST_TEXTS, 0);
  const offsets = Object.entries(LANDMARKS).map(
    ([name, text]) => [codes[name] ?? 0, indexOf(memory, `\0${text}\0`, start) + 1 - start] as const,
  );
  const table = new Uint16Array(memory.buffer, memory.byteOffset, memory.length >> 1);
  const at = table.findIndex((_, index) => offsets.every(([number, offset]) => table[index + number] === offset));
  if (start < 0 || at < 0) throw new Error('Pyodide keeps the texts of errors in another way than it did.');
  const size = Math.max(...Object.values(codes)) + 1;
  const last = Math.max(...table.subarray(at, at + size));
  const end = memory.indexOf(0, start + last);
  // Zero says that there is no error, and stands for those that have no text here.
  table.fill(0, at, at + size);
  let next = start + FIRST_TEXTS.indexOf('\0') + 1;
  for (const [name, text] of Object.entries(ERROR_TEXTS)) {
    const bytes = new TextEncoder().encode(`${text}\0`);
    if (next + bytes.length > end) throw new Error(`There is no room for what ${name} says.`);
    memory.set(bytes, next);
    const number = ERRNO.get(name) ?? 0;
    if (number < size) table[at + number] = next - start;
    next += bytes.length;
  }
}

/** @returns -1: nowhere */
function indexOf(memory: Uint8Array, text: string, from: number): number {
  const bytes = new TextEncoder().encode(text);
  const first = bytes[0] ?? 0;
  for (let at = memory.indexOf(first, from); at >= 0; at = memory.indexOf(first, at + 1))
    if (bytes.every((byte, index) => memory[at + index] === byte)) return at;
  return -1;
}
