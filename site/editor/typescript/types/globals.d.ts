/** What every program on this Pi finds without an import. */
type BufferEncoding =
  'ascii' | 'utf8' | 'utf-8' | 'utf16le' | 'utf-16le' | 'ucs2' | 'base64' | 'base64url' | 'latin1' | 'binary' | 'hex';

/** Bytes, as MQTT's payloads come. `String(payload)` or `payload.toString()` reads them as UTF-8. */
interface Buffer extends Uint8Array {
  /** The text of these bytes. Without an encoding: UTF-8. */
  toString(encoding?: BufferEncoding, start?: number, end?: number): string;
  toJSON(): { type: 'Buffer'; data: number[] };
  equals(other: Uint8Array): boolean;
  compare(other: Uint8Array): -1 | 0 | 1;
  copy(target: Uint8Array, targetStart?: number, sourceStart?: number, sourceEnd?: number): number;
  write(text: string, offset?: number, encoding?: BufferEncoding): number;
  subarray(start?: number, end?: number): Buffer;
  readUInt8(offset?: number): number;
  readInt8(offset?: number): number;
  /** Two bytes, the low one first. */
  readUInt16LE(offset?: number): number;
  /** Two bytes, the high one first. */
  readUInt16BE(offset?: number): number;
  readInt16LE(offset?: number): number;
  readInt16BE(offset?: number): number;
  readUInt32LE(offset?: number): number;
  readUInt32BE(offset?: number): number;
  readInt32LE(offset?: number): number;
  readInt32BE(offset?: number): number;
  readFloatLE(offset?: number): number;
  readFloatBE(offset?: number): number;
  readDoubleLE(offset?: number): number;
  readDoubleBE(offset?: number): number;
  writeUInt8(value: number, offset?: number): number;
  writeInt8(value: number, offset?: number): number;
  writeUInt16LE(value: number, offset?: number): number;
  writeUInt16BE(value: number, offset?: number): number;
  writeInt16LE(value: number, offset?: number): number;
  writeInt16BE(value: number, offset?: number): number;
  writeUInt32LE(value: number, offset?: number): number;
  writeUInt32BE(value: number, offset?: number): number;
  writeInt32LE(value: number, offset?: number): number;
  writeInt32BE(value: number, offset?: number): number;
  writeFloatLE(value: number, offset?: number): number;
  writeFloatBE(value: number, offset?: number): number;
  writeDoubleLE(value: number, offset?: number): number;
  writeDoubleBE(value: number, offset?: number): number;
  swap16(): this;
}
interface BufferConstructor {
  from(text: string, encoding?: BufferEncoding): Buffer;
  from(bytes: Uint8Array | ArrayBuffer | readonly number[]): Buffer;
  /** So many bytes, all of them 0 unless `fill` says otherwise. */
  alloc(size: number, fill?: string | number, encoding?: BufferEncoding): Buffer;
  allocUnsafe(size: number): Buffer;
  concat(list: readonly Uint8Array[], totalLength?: number): Buffer;
  byteLength(text: string, encoding?: BufferEncoding): number;
  isBuffer(value: unknown): value is Buffer;
  isEncoding(name: string): name is BufferEncoding;
  compare(a: Uint8Array, b: Uint8Array): -1 | 0 | 1;
  readonly prototype: Buffer;
}
declare var Buffer: BufferConstructor;

declare namespace NodeJS {
  type Signals = 'SIGHUP' | 'SIGINT' | 'SIGQUIT' | 'SIGKILL' | 'SIGTERM' | 'SIGUSR1' | 'SIGUSR2' | 'SIGPIPE';
  /** What went wrong in the system: `code` is a name like `ENOENT`, `ECONNREFUSED`, `EREMOTEIO`. */
  interface ErrnoException extends Error {
    errno?: number;
    code?: string;
    path?: string;
    syscall?: string;
  }
  interface Timeout {
    /** The program does not end before this timer. That is so anyway. */
    ref(): this;
    /** The program may end before this timer. */
    unref(): this;
    hasRef(): boolean;
    refresh(): this;
    [Symbol.toPrimitive](): number;
  }
  interface Immediate {
    ref(): this;
    unref(): this;
    hasRef(): boolean;
  }
  interface EventEmitter {
    on(event: string | symbol, listener: (...args: any[]) => void): this;
    once(event: string | symbol, listener: (...args: any[]) => void): this;
    off(event: string | symbol, listener: (...args: any[]) => void): this;
    addListener(event: string | symbol, listener: (...args: any[]) => void): this;
    removeListener(event: string | symbol, listener: (...args: any[]) => void): this;
    removeAllListeners(event?: string | symbol): this;
    emit(event: string | symbol, ...args: any[]): boolean;
    listenerCount(event: string | symbol): number;
  }
  interface ReadableStream extends EventEmitter, AsyncIterable<any> {
    setEncoding(encoding: BufferEncoding): this;
    on(event: 'data', listener: (chunk: Buffer) => void): this;
    on(event: 'end' | 'close', listener: () => void): this;
    on(event: string | symbol, listener: (...args: any[]) => void): this;
    read(size?: number): any;
    pause(): this;
    resume(): this;
    pipe<T extends WritableStream>(destination: T): T;
  }
  interface WritableStream extends EventEmitter {
    write(chunk: string | Uint8Array, written?: (error?: Error | null) => void): boolean;
    end(chunk?: string | Uint8Array): this;
  }
  interface Process extends EventEmitter {
    /** `['/usr/bin/node', '/home/pi/controller.ts', …]`, and then what the command line said. */
    readonly argv: string[];
    readonly argv0: string;
    readonly execPath: string;
    /** Variables of the environment: `process.env.HOME`. */
    readonly env: Record<string, string | undefined>;
    readonly pid: number;
    readonly ppid: number;
    readonly platform: string;
    readonly arch: string;
    /** `v24.…` */
    readonly version: string;
    readonly versions: Record<string, string>;
    /** What the program ends with, once nothing is left to do. */
    exitCode: number | string | undefined;
    readonly stdin: ReadableStream & { readonly isTTY?: boolean; readonly fd: 0 };
    readonly stdout: WritableStream & { readonly isTTY?: boolean; readonly columns?: number; readonly fd: 1 };
    readonly stderr: WritableStream & { readonly isTTY?: boolean; readonly columns?: number; readonly fd: 2 };
    title: string;
    cwd(): string;
    chdir(directory: string): void;
    /** Ends the program now. 0: all is well. */
    exit(code?: number | string): never;
    kill(pid: number, signal?: Signals | number): true;
    /** Seconds since the program began. */
    uptime(): number;
    hrtime: { (time?: [number, number]): [number, number]; bigint(): bigint };
    umask(mask?: number | string): number;
    getuid(): number;
    getgid(): number;
    nextTick(run: (...args: any[]) => void, ...args: any[]): void;
    emitWarning(warning: string | Error): void;
    /** Ctrl-C sends SIGINT, `kill PID` sends SIGTERM. Nothing can hear SIGKILL. */
    on(event: Signals, listener: (signal: Signals) => void): this;
    on(event: 'exit' | 'beforeExit', listener: (code: number) => void): this;
    on(event: 'uncaughtException', listener: (error: Error) => void): this;
    on(event: 'unhandledRejection', listener: (reason: unknown, promise: Promise<unknown>) => void): this;
    on(event: string | symbol, listener: (...args: any[]) => void): this;
    once(event: Signals, listener: (signal: Signals) => void): this;
    once(event: string | symbol, listener: (...args: any[]) => void): this;
  }
}

declare var process: NodeJS.Process;
declare var global: typeof globalThis;

interface Console {
  /** A line on standard output. */
  log(...values: any[]): void;
  info(...values: any[]): void;
  debug(...values: any[]): void;
  /** A line on standard error. */
  error(...values: any[]): void;
  warn(...values: any[]): void;
  trace(...values: any[]): void;
  dir(value: any, options?: object): void;
  table(rows: any, columns?: readonly string[]): void;
  assert(condition?: boolean, ...values: any[]): void;
  count(label?: string): void;
  countReset(label?: string): void;
  group(...values: any[]): void;
  groupEnd(): void;
  time(label?: string): void;
  timeEnd(label?: string): void;
  timeLog(label?: string, ...values: any[]): void;
}
declare var console: Console;

/** @param ms milliseconds */
declare function setTimeout<A extends any[]>(run: (...args: A) => void, ms?: number, ...args: A): NodeJS.Timeout;
declare function clearTimeout(timer?: NodeJS.Timeout | number | string): void;
/** @param ms milliseconds */
declare function setInterval<A extends any[]>(run: (...args: A) => void, ms?: number, ...args: A): NodeJS.Timeout;
declare function clearInterval(timer?: NodeJS.Timeout | number | string): void;
declare function setImmediate<A extends any[]>(run: (...args: A) => void, ...args: A): NodeJS.Immediate;
declare function clearImmediate(immediate?: NodeJS.Immediate): void;
declare function queueMicrotask(run: () => void): void;
declare function structuredClone<T>(value: T): T;
/** Base64 to a string of bytes, and back. */
declare function atob(data: string): string;
declare function btoa(data: string): string;

interface Performance {
  /** Milliseconds since the program began. */
  now(): number;
  readonly timeOrigin: number;
}
declare var performance: Performance;

interface TextEncoder {
  encode(text?: string): Uint8Array;
}
declare var TextEncoder: { new (): TextEncoder };
interface TextDecoder {
  readonly encoding: string;
  decode(bytes?: Uint8Array | ArrayBuffer, options?: { stream?: boolean }): string;
}
declare var TextDecoder: { new (encoding?: string, options?: { fatal?: boolean; ignoreBOM?: boolean }): TextDecoder };

interface AbortSignal {
  readonly aborted: boolean;
  readonly reason: any;
  addEventListener(type: 'abort', listener: () => void): void;
  removeEventListener(type: 'abort', listener: () => void): void;
}
declare var AbortSignal: { timeout(ms: number): AbortSignal; abort(reason?: any): AbortSignal };
interface AbortController {
  readonly signal: AbortSignal;
  abort(reason?: any): void;
}
declare var AbortController: { new (): AbortController };

interface URLSearchParams extends Iterable<[string, string]> {
  get(name: string): string | null;
  has(name: string): boolean;
  set(name: string, value: string): void;
  append(name: string, value: string): void;
  delete(name: string): void;
  toString(): string;
}
declare var URLSearchParams: { new (init?: string | Record<string, string>): URLSearchParams };
interface URL {
  href: string;
  protocol: string;
  host: string;
  hostname: string;
  port: string;
  pathname: string;
  search: string;
  hash: string;
  username: string;
  password: string;
  readonly origin: string;
  readonly searchParams: URLSearchParams;
  toString(): string;
}
declare var URL: { new (url: string, base?: string | URL): URL; canParse(url: string, base?: string): boolean };

interface ImportMeta {
  /** `file:///home/pi/controller.ts` */
  readonly url: string;
  readonly filename: string;
  readonly dirname: string;
}
