/**
 * The world as the machine room sees it. Everything that differs between a page, Node and a test
 * comes in through one of these.
 */

/** A clock that can be the wall's, a lab's (made to jump) or a test's (moved by hand). */
export interface Clock {
  /** Milliseconds since 1970-01-01T00:00:00Z, with fractions. */
  now(): number;
  /** Calls `run` once, `ms` milliseconds from now on this clock. */
  timer(ms: number, run: () => void): Timer;
  /** Calls `run` in a later turn of the event loop, in order of calling; no time passes. */
  soon(run: () => void): void;
}

export interface Timer {
  cancel(): void;
}

/** Random bytes: seeded in a lab, so that a run can be repeated; the system's elsewhere. */
export interface Random {
  bytes(length: number): Uint8Array;
}

/** One end's name: an IP address and a port. */
export interface Address {
  readonly host: string;
  readonly port: number;
}

/**
 * A reliable, ordered stream of bytes between two ends: TCP, TLS, the payload of a WebSocket, or a
 * connection of the virtual LAN. Nothing is delivered before `open`.
 */
export interface ByteStream {
  readonly local: Address;
  readonly remote: Address;
  /** Names who listens; called once, by the owner of this end. */
  open(receiver: StreamReceiver): void;
  /**
   * Sends bytes. The caller leaves them unchanged from then on.
   * @returns false when the stream holds more than it likes: wait for `drain`. Nothing is lost either way.
   */
  write(bytes: Uint8Array): boolean;
  /** Closes once everything written has gone out (TCP's FIN); the other end's `closed` has no error. */
  end(): void;
  /** Closes at once, what was not sent is lost (TCP's RST); the other end sees `ECONNRESET`. */
  destroy(): void;
  /** Delivers nothing until `resume`; the sender's `write` turns false in time. */
  pause(): void;
  resume(): void;
}

/** Who listens to a stream: an object with methods, not closures, so that thousands stay cheap. */
export interface StreamReceiver {
  /** The bytes may be kept: they are not written to again. */
  data(bytes: Uint8Array): void;
  drain(): void;
  /** Once, last, whoever closed it. No error: an orderly end. */
  closed(error?: SystemError): void;
}

/** The errno names that the runtime uses, as in errno(3) and getaddrinfo(3). */
export type SystemErrorCode =
  | 'EACCES'
  | 'EADDRINUSE'
  | 'EADDRNOTAVAIL'
  | 'EAGAIN'
  | 'EBADF'
  | 'ECHILD'
  | 'ECONNREFUSED'
  | 'ECONNRESET'
  | 'EEXIST'
  | 'EFBIG'
  | 'EHOSTUNREACH'
  | 'EINTR'
  | 'EINVAL'
  | 'EIO'
  | 'EISDIR'
  | 'ELOOP'
  | 'EMFILE'
  | 'ENETUNREACH'
  | 'ENOENT'
  | 'ENOEXEC'
  | 'ENOMEM'
  | 'ENOSPC'
  | 'ENOTDIR'
  | 'ENOTEMPTY'
  | 'ENOTFOUND'
  | 'ENOTTY'
  | 'EPERM'
  | 'EPIPE'
  | 'EROFS'
  | 'ESRCH'
  | 'ETIMEDOUT';

/** An error of the operating system or the network, real or simulated. */
export class SystemError extends Error {
  readonly code: SystemErrorCode;
  /** What it was about: a path, `host:port`. */
  readonly subject: string | undefined;

  constructor(code: SystemErrorCode, subject?: string, message?: string) {
    super(message ?? (subject === undefined ? code : `${code}: ${subject}`));
    this.name = 'SystemError';
    this.code = code;
    this.subject = subject;
  }
}

/** Opens and accepts connections on behalf of one host. */
export interface Network {
  /**
   * @param host a name or an address
   * @throws SystemError `ENOTFOUND`, `ECONNREFUSED`, `EHOSTUNREACH`, `ETIMEDOUT`, `EADDRNOTAVAIL`
   */
  connect(to: { host: string; port: number; bindAddress?: string }): Promise<ByteStream>;
  /**
   * @param host address to bind; absent: all of this host's
   * @throws SystemError `EADDRINUSE`, `EADDRNOTAVAIL`, `EACCES`
   */
  listen(at: { host?: string; port: number }, accept: (stream: ByteStream) => void): Promise<Listener>;
}

export interface Listener {
  readonly address: Address;
  /** Accepts no more; open connections stay. */
  close(): void;
}

/** A sentence to be said in the reader's language: an entry of a dictionary and what to fill in. */
export interface Phrase {
  readonly id: string;
  readonly values?: Readonly<Record<string, string | number>>;
}
