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
  /** Of an encrypted stream, at the end that accepted it: who the other end has proven to be. */
  readonly peer?: Peer;
  /** Names who listens; called once, by the owner of this end. */
  open(receiver: StreamReceiver): void;
  /**
   * Sends bytes. The caller leaves them unchanged from then on.
   * @returns false when the stream holds more than it likes: wait for `drain`. Nothing is lost either way.
   */
  write(bytes: Uint8Array): boolean;
  /**
   * Whether all that was written has left this stream: then those bytes may be written to again, and
   * one buffer serves many writes. Absent: the stream keeps what it is given.
   */
  readonly flushed?: boolean;
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
  | 'EBUSY'
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
  | 'ENAMETOOLONG'
  | 'ENETUNREACH'
  | 'ENODEV'
  | 'ENOENT'
  | 'ENOEXEC'
  | 'ENOMEM'
  | 'ENOSPC'
  | 'ENOTDIR'
  | 'ENOTEMPTY'
  | 'ENOTFOUND'
  | 'ENOTTY'
  | 'ENXIO'
  | 'EPERM'
  | 'EPIPE'
  | 'EPROTO'
  | 'EPROTONOSUPPORT'
  | 'EREMOTEIO'
  | 'EROFS'
  | 'ESPIPE'
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

/**
 * How a connection is encrypted. Certificates and keys come as the bytes of their PEM files: the
 * program reads them, so that it can say which file is wrong.
 */
export interface TlsOptions {
  /** Certificates that are trusted, instead of any others. */
  readonly ca?: Uint8Array;
  /** A directory of such certificates, one a file; the network lists it, programs have no call for that. */
  readonly caPath?: string;
  /** Trust the certificates of the operating system too. */
  readonly systemCertificates?: boolean;
  /** The client's own certificate (chain) and the key to it. */
  readonly certificate?: Uint8Array;
  readonly key?: Uint8Array;
  /** The name in the server's certificate need not be `host`; who signed it is checked nevertheless. */
  readonly insecure?: boolean;
  readonly minimumVersion?: '1.1' | '1.2' | '1.3';
  /** As OpenSSL lists them: `ECDHE-RSA-AES128-GCM-SHA256:…`. */
  readonly ciphers?: string;
  /** The protocol to be named in ALPN. */
  readonly alpn?: string;
  /** A key that both ends know, instead of certificates. */
  readonly psk?: { readonly identity: string; readonly key: Uint8Array };
}

/** A SOCKS5 proxy (RFC 1928); with a user name, RFC 1929. It looks up the host's name itself. */
export interface ProxyAddress {
  readonly host: string;
  readonly port: number;
  readonly username?: string;
  readonly password?: string;
}

/** What the other end of an encrypted connection has proven: by a certificate, or by a key both know. */
export interface Peer {
  /** CN of the certificate's subject. */
  readonly commonName?: string;
  /** The whole subject as RFC 2253 writes it: `CN=ada,O=Kleber`. */
  readonly subject?: string;
  readonly pskIdentity?: string;
}

/** How a listener encrypts. Certificates and keys are the bytes of their PEM files. */
export interface TlsServerOptions {
  /** Absent with `psk`. */
  readonly certificate?: Uint8Array;
  readonly key?: Uint8Array;
  /** Certificates whose clients are trusted. */
  readonly ca?: Uint8Array;
  readonly caPath?: string;
  /** Certificates of clients that are trusted no more. */
  readonly crl?: Uint8Array;
  readonly requireCertificate?: boolean;
  readonly dhParameters?: Uint8Array;
  /** That version alone. Absent: 1.2 and 1.3. */
  readonly version?: '1.1' | '1.2' | '1.3';
  readonly ciphers?: string;
  /** Of TLS 1.3. */
  readonly cipherSuites?: string;
  readonly psk?: {
    readonly hint: string;
    /** @returns undefined for an identity that is not known */
    readonly keyOf: (identity: string) => Uint8Array | undefined;
  };
}

/** Where and how to accept connections. */
export interface ListenAt {
  /** Address to bind; absent: all of this host's. */
  readonly host?: string;
  readonly port: number;
  /** Path of a Unix socket: `host` and `port` count for nothing. */
  readonly path?: string;
  /** Of addresses; absent: both. */
  readonly family?: 'ipv4' | 'ipv6';
  /** Absent: the bytes of the connection. `websockets`: what is in binary frames, subprotocol `mqtt`. */
  readonly protocol?: 'websockets';
  /** Of `websockets`: a directory whose files are served over http. */
  readonly httpDirectory?: string;
  /** Of `websockets`: bytes that a request's headers may have. */
  readonly headersSize?: number;
  readonly tls?: TlsServerOptions;
}

/** Where a connection leads, and how. */
export interface Destination {
  /** A name or an address. */
  readonly host: string;
  readonly port: number;
  /** The address of this machine to be used. */
  readonly bindAddress?: string;
  readonly tls?: TlsOptions;
  readonly proxy?: ProxyAddress;
  /** Path of a Unix socket: it leads there, and `host` and `port` count for nothing. */
  readonly path?: string;
}

/** Opens and accepts connections on behalf of one host. */
export interface Network {
  /**
   * What of a destination this network knows nothing of, so that a program can say so before it does
   * anything else. Absent: it knows all.
   */
  readonly lacks?: ReadonlySet<'tls' | 'proxy' | 'path'>;
  /**
   * Resolves when bytes can go: with `tls` after the handshake, with `proxy` when that has connected.
   * @throws SystemError `ENOTFOUND`, `ECONNREFUSED`, `EHOSTUNREACH`, `ETIMEDOUT`, `EADDRNOTAVAIL`;
   * `EPROTO` (TLS: `message` says what was wrong), `ENOENT` (no socket at `path`), `EPROTONOSUPPORT`
   * (it `lacks` that). What a proxy answers becomes the errno of the same meaning; `EACCES` when it
   * does not let this client through
   */
  connect(to: Destination): Promise<ByteStream>;
  /**
   * Streams come when bytes can go: after the handshakes of TLS and WebSocket.
   * @param refused called for a handshake that failed, with OpenSSL's reason ('': the other end went) and who it was
   * @throws SystemError `EADDRINUSE`, `EADDRNOTAVAIL`, `EACCES`; `EINVAL`: a certificate or key that cannot be
   * used, `message` says why and `subject` in which field of `tls`; `EPROTONOSUPPORT`: it `lacks` that
   */
  listen(
    at: ListenAt,
    accept: (stream: ByteStream) => void,
    refused?: (why: string, from: Address) => void,
  ): Promise<Listener>;
}

export interface Listener {
  readonly address: Address;
  /** Other certificates from now on, for those who connect. Absent: it cannot. @throws SystemError `EINVAL`, as `listen` */
  renew?(tls: TlsServerOptions): Promise<void>;
  /** Accepts no more; open connections stay. */
  close(): void;
}

/**
 * Records that outlive who wrote them: a table a kind, numbers from 1 as keys. What is put and deleted
 * is gathered, and lasts when `commit` has returned, all of it or nothing.
 */
export interface RecordStore {
  /** What lasted, each kind in ascending order of `id`. To be read once, before anything is put. */
  records(): Iterable<StoredRecord>;
  /** The bytes are not changed by the caller afterwards. */
  put(kind: RecordKind, id: number, value: Uint8Array): void;
  delete(kind: RecordKind, id: number): void;
  /** Whether anything waits for `commit`. */
  readonly isDirty: boolean;
  /**
   * @throws SystemError (or rejects with it) `ENOSPC`, `EIO`: nothing of it lasts, all of it still waits
   */
  commit(): void | Promise<void>;
  /** Commits, and lets go. */
  close(): Promise<void>;
  /** Lets go without a word, as when the process is killed. */
  abandon(): void;
}

export type RecordKind = 'retained' | 'session' | 'subscription' | 'message' | 'delivery' | 'incoming';

export interface StoredRecord {
  readonly kind: RecordKind;
  readonly id: number;
  readonly value: Uint8Array;
}

/** What lies there cannot be used, and is left as it is: the message says what it is and what to do. */
export class StoreRefused extends Error {
  override readonly name = 'StoreRefused';
  readonly why: 'damaged' | 'newer' | 'foreign' | 'in-use';

  constructor(why: StoreRefused['why'], message: string) {
    super(message);
    this.why = why;
  }
}

/** Slow hashes, where a machine has them off the main thread. */
export interface Hashes {
  /** PBKDF2 (RFC 8018) with HMAC-SHA-512, 64 bytes. */
  pbkdf2(password: Uint8Array, salt: Uint8Array, iterations: number): Promise<Uint8Array>;
}

/** A sentence to be said in the reader's language: an entry of a dictionary and what to fill in. */
export interface Phrase {
  readonly id: string;
  readonly values?: Readonly<Record<string, string | number>>;
}
