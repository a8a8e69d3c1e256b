/** The modules of Node that this Pi's `node` has. */
declare module 'node:events' {
  /** Something that tells of what happens to it, by name. */
  export class EventEmitter implements NodeJS.EventEmitter {
    static defaultMaxListeners: number;
    static once(emitter: NodeJS.EventEmitter, event: string | symbol): Promise<any[]>;
    on(event: string | symbol, listener: (...args: any[]) => void): this;
    once(event: string | symbol, listener: (...args: any[]) => void): this;
    off(event: string | symbol, listener: (...args: any[]) => void): this;
    addListener(event: string | symbol, listener: (...args: any[]) => void): this;
    removeListener(event: string | symbol, listener: (...args: any[]) => void): this;
    removeAllListeners(event?: string | symbol): this;
    prependListener(event: string | symbol, listener: (...args: any[]) => void): this;
    emit(event: string | symbol, ...args: any[]): boolean;
    listeners(event: string | symbol): Function[];
    listenerCount(event: string | symbol): number;
    eventNames(): (string | symbol)[];
    setMaxListeners(count: number): this;
    getMaxListeners(): number;
  }
  export function once(emitter: NodeJS.EventEmitter, event: string | symbol): Promise<any[]>;
  export default EventEmitter;
}

declare module 'node:stream' {
  import EventEmitter from 'node:events';
  export class Stream extends EventEmitter {}
  export class Readable extends Stream implements NodeJS.ReadableStream {
    constructor(options?: object);
    static from(source: Iterable<any> | AsyncIterable<any>, options?: object): Readable;
    readonly readable: boolean;
    readonly destroyed: boolean;
    setEncoding(encoding: BufferEncoding): this;
    push(chunk: any, encoding?: BufferEncoding): boolean;
    read(size?: number): any;
    pause(): this;
    resume(): this;
    isPaused(): boolean;
    pipe<T extends NodeJS.WritableStream>(destination: T): T;
    destroy(error?: Error): this;
    [Symbol.asyncIterator](): AsyncIterator<any>;
  }
  export class Writable extends Stream implements NodeJS.WritableStream {
    constructor(options?: object);
    readonly writable: boolean;
    readonly destroyed: boolean;
    write(chunk: any, written?: (error?: Error | null) => void): boolean;
    write(chunk: any, encoding: BufferEncoding, written?: (error?: Error | null) => void): boolean;
    end(chunk?: any): this;
    destroy(error?: Error): this;
  }
  export class Duplex extends Readable implements NodeJS.WritableStream {
    readonly writable: boolean;
    write(chunk: any, written?: (error?: Error | null) => void): boolean;
    write(chunk: any, encoding: BufferEncoding, written?: (error?: Error | null) => void): boolean;
    end(chunk?: any): this;
  }
  export class Transform extends Duplex {}
  export class PassThrough extends Transform {}
}

declare module 'node:fs' {
  export type PathLike = string | URL;
  export type Encoding = BufferEncoding | { encoding: BufferEncoding; flag?: string };
  export type WriteOptions = BufferEncoding | { encoding?: BufferEncoding | null; mode?: number; flag?: string };
  export interface Stats {
    isFile(): boolean;
    isDirectory(): boolean;
    isSymbolicLink(): boolean;
    isFIFO(): boolean;
    isSocket(): boolean;
    isBlockDevice(): boolean;
    isCharacterDevice(): boolean;
    size: number;
    mode: number;
    uid: number;
    gid: number;
    ino: number;
    nlink: number;
    mtimeMs: number;
    mtime: Date;
    atime: Date;
    ctime: Date;
    birthtime: Date;
  }
  export interface Dirent {
    name: string;
    parentPath: string;
    isFile(): boolean;
    isDirectory(): boolean;
    isSymbolicLink(): boolean;
  }
  export const constants: { readonly F_OK: 0; readonly R_OK: 4; readonly W_OK: 2; readonly X_OK: 1 };

  /** The whole file: bytes, or with an encoding its text. @throws `ENOENT`, `EACCES`, `EISDIR` */
  export function readFileSync(path: PathLike | number, options: Encoding): string;
  export function readFileSync(path: PathLike | number, options?: { encoding?: null; flag?: string } | null): Buffer;
  /** Replaces the whole file. */
  export function writeFileSync(path: PathLike | number, data: string | Uint8Array, options?: WriteOptions): void;
  export function appendFileSync(path: PathLike | number, data: string | Uint8Array, options?: WriteOptions): void;
  export function existsSync(path: PathLike): boolean;
  export function statSync(path: PathLike): Stats;
  export function lstatSync(path: PathLike): Stats;
  export function accessSync(path: PathLike, mode?: number): void;
  export function readdirSync(path: PathLike): string[];
  export function readdirSync(path: PathLike, options: { withFileTypes: true }): Dirent[];
  export function mkdirSync(
    path: PathLike,
    options?: number | { recursive?: boolean; mode?: number },
  ): string | undefined;
  export function rmdirSync(path: PathLike): void;
  export function rmSync(path: PathLike, options?: { recursive?: boolean; force?: boolean }): void;
  export function unlinkSync(path: PathLike): void;
  export function renameSync(from: PathLike, to: PathLike): void;
  export function copyFileSync(from: PathLike, to: PathLike): void;
  export function chmodSync(path: PathLike, mode: number | string): void;
  export function realpathSync(path: PathLike): string;
  export function readlinkSync(path: PathLike): string;
  export function symlinkSync(target: PathLike, path: PathLike): void;
  export function cpSync(from: PathLike, to: PathLike, options?: { recursive?: boolean; force?: boolean }): void;
  export function linkSync(existing: PathLike, path: PathLike): void;
  export function mkdtempSync(prefix: string): string;
  export function truncateSync(path: PathLike, size?: number): void;
  export function openSync(path: PathLike, flags?: string, mode?: number): number;
  export function closeSync(fd: number): void;
  export function readSync(
    fd: number,
    buffer: Uint8Array,
    offset?: number,
    length?: number,
    position?: number | null,
  ): number;
  export function writeSync(
    fd: number,
    data: string | Uint8Array,
    offset?: number | null,
    length?: number | null,
  ): number;

  type Done = (error: NodeJS.ErrnoException | null) => void;
  type Got<T> = (error: NodeJS.ErrnoException | null, value: T) => void;
  export function readFile(path: PathLike, options: Encoding, done: Got<string>): void;
  export function readFile(path: PathLike, done: Got<Buffer>): void;
  export function writeFile(path: PathLike, data: string | Uint8Array, done: Done): void;
  export function writeFile(path: PathLike, data: string | Uint8Array, options: WriteOptions, done: Done): void;
  export function appendFile(path: PathLike, data: string | Uint8Array, done: Done): void;
  export function stat(path: PathLike, done: Got<Stats>): void;
  export function readdir(path: PathLike, done: Got<string[]>): void;
  export function mkdir(path: PathLike, done: Done): void;
  export function unlink(path: PathLike, done: Done): void;
  export function rename(from: PathLike, to: PathLike, done: Done): void;
  export function access(path: PathLike, done: Done): void;

  export interface StreamOptions {
    encoding?: BufferEncoding;
    flags?: string;
    mode?: number;
    start?: number;
    end?: number;
    highWaterMark?: number;
  }
  export function createReadStream(
    path: PathLike,
    options?: BufferEncoding | StreamOptions,
  ): import('node:stream').Readable;
  export function createWriteStream(
    path: PathLike,
    options?: BufferEncoding | StreamOptions,
  ): import('node:stream').Writable;
  export interface FSWatcher extends NodeJS.EventEmitter {
    close(): void;
  }
  /** Tells when a file, or what is in a directory, has changed. */
  export function watch(path: PathLike, changed?: (event: 'rename' | 'change', name: string | null) => void): FSWatcher;

  export const promises: typeof import('node:fs/promises');
}

declare module 'node:fs/promises' {
  import type { Dirent, Encoding, PathLike, Stats, WriteOptions } from 'node:fs';
  export function readFile(path: PathLike, options: Encoding): Promise<string>;
  export function readFile(path: PathLike, options?: { encoding?: null } | null): Promise<Buffer>;
  export function writeFile(path: PathLike, data: string | Uint8Array, options?: WriteOptions): Promise<void>;
  export function appendFile(path: PathLike, data: string | Uint8Array, options?: WriteOptions): Promise<void>;
  export function stat(path: PathLike): Promise<Stats>;
  export function lstat(path: PathLike): Promise<Stats>;
  export function access(path: PathLike, mode?: number): Promise<void>;
  export function readdir(path: PathLike): Promise<string[]>;
  export function readdir(path: PathLike, options: { withFileTypes: true }): Promise<Dirent[]>;
  export function mkdir(path: PathLike, options?: { recursive?: boolean; mode?: number }): Promise<string | undefined>;
  export function rmdir(path: PathLike): Promise<void>;
  export function rm(path: PathLike, options?: { recursive?: boolean; force?: boolean }): Promise<void>;
  export function unlink(path: PathLike): Promise<void>;
  export function rename(from: PathLike, to: PathLike): Promise<void>;
  export function copyFile(from: PathLike, to: PathLike): Promise<void>;
  export function chmod(path: PathLike, mode: number | string): Promise<void>;
}

declare module 'node:path' {
  export interface ParsedPath {
    root: string;
    dir: string;
    base: string;
    ext: string;
    name: string;
  }
  export function join(...parts: string[]): string;
  /** An absolute path, seen from where the program runs. */
  export function resolve(...parts: string[]): string;
  export function normalize(path: string): string;
  export function isAbsolute(path: string): boolean;
  export function relative(from: string, to: string): string;
  export function dirname(path: string): string;
  export function basename(path: string, suffix?: string): string;
  export function extname(path: string): string;
  export function parse(path: string): ParsedPath;
  export function format(path: Partial<ParsedPath>): string;
  export const sep: '/';
  export const delimiter: ':';
}

declare module 'node:readline' {
  import type EventEmitter from 'node:events';
  export interface Interface extends EventEmitter, AsyncIterable<string> {
    /** Each line, without its end. */
    on(event: 'line', listener: (line: string) => void): this;
    on(event: 'close' | 'pause' | 'resume' | 'SIGINT', listener: () => void): this;
    on(event: string | symbol, listener: (...args: any[]) => void): this;
    question(query: string, answered: (answer: string) => void): void;
    setPrompt(prompt: string): void;
    prompt(preserveCursor?: boolean): void;
    write(data: string): void;
    pause(): this;
    resume(): this;
    close(): void;
    [Symbol.asyncIterator](): AsyncIterableIterator<string>;
  }
  export interface InterfaceOptions {
    input: NodeJS.ReadableStream;
    output?: NodeJS.WritableStream;
    prompt?: string;
    terminal?: boolean;
    crlfDelay?: number;
  }
  /** Line by line: `for await (const line of createInterface({ input: process.stdin }))`. */
  export function createInterface(options: InterfaceOptions): Interface;
}

declare module 'node:readline/promises' {
  import type { Interface as LineInterface, InterfaceOptions } from 'node:readline';
  export interface Interface extends Omit<LineInterface, 'question'> {
    question(query: string): Promise<string>;
  }
  export function createInterface(options: InterfaceOptions): Interface;
}

declare module 'node:timers/promises' {
  /** Waits. @param ms milliseconds */
  export function setTimeout<T = void>(
    ms?: number,
    value?: T,
    options?: { signal?: AbortSignal; ref?: boolean },
  ): Promise<T>;
  export function setImmediate<T = void>(value?: T): Promise<T>;
  /** `for await (const _ of setInterval(1000)) { … }`: once a second. @param ms milliseconds */
  export function setInterval<T = void>(ms?: number, value?: T, options?: { signal?: AbortSignal }): AsyncIterable<T>;
  export const scheduler: {
    wait(ms: number, options?: { signal?: AbortSignal }): Promise<void>;
    yield(): Promise<void>;
  };
}

declare module 'node:timers' {
  const timers: {
    setTimeout: typeof setTimeout;
    clearTimeout: typeof clearTimeout;
    setInterval: typeof setInterval;
    clearInterval: typeof clearInterval;
    setImmediate: typeof setImmediate;
    clearImmediate: typeof clearImmediate;
  };
  export = timers;
}

declare module 'node:util' {
  export interface InspectOptions {
    depth?: number | null;
    colors?: boolean;
    compact?: boolean | number;
    breakLength?: number;
    showHidden?: boolean;
    sorted?: boolean;
  }
  /** `%s`, `%d`, `%i`, `%f`, `%j`, `%o`, `%O` as `console.log` writes them. */
  export function format(format?: any, ...values: any[]): string;
  /** A value as `console.log` writes it. */
  export function inspect(value: any, options?: InspectOptions): string;
  export function promisify<A extends any[], T>(
    original: (...args: [...A, (error: any, value: T) => void]) => void,
  ): (...args: A) => Promise<T>;
  export function callbackify<A extends any[], T>(
    original: (...args: A) => Promise<T>,
  ): (...args: [...A, (error: any, value: T) => void]) => void;
  export function inherits(child: Function, parent: Function): void;
  export function stripVTControlCharacters(text: string): string;
  /** `styleText('red', 'too hot')` */
  export function styleText(style: string | readonly string[], text: string): string;
  export function deprecate<T extends Function>(original: T, message: string, code?: string): T;
  export const types: typeof import('node:util/types');
  export function isDeepStrictEqual(a: unknown, b: unknown): boolean;
  export function parseArgs(config?: {
    args?: readonly string[];
    options?: Record<
      string,
      {
        type: 'string' | 'boolean';
        short?: string;
        multiple?: boolean;
        default?: string | boolean | string[] | boolean[];
      }
    >;
    strict?: boolean;
    allowPositionals?: boolean;
  }): { values: Record<string, string | boolean | (string | boolean)[] | undefined>; positionals: string[] };
}

declare module 'node:util/types' {
  export function isPromise(value: unknown): value is Promise<unknown>;
  export function isDate(value: unknown): value is Date;
  export function isRegExp(value: unknown): value is RegExp;
  export function isMap(value: unknown): value is Map<unknown, unknown>;
  export function isSet(value: unknown): value is Set<unknown>;
  export function isUint8Array(value: unknown): value is Uint8Array;
}

declare module 'node:stream/promises' {
  export function pipeline(...streams: (NodeJS.ReadableStream | NodeJS.WritableStream)[]): Promise<void>;
  export function finished(stream: NodeJS.ReadableStream | NodeJS.WritableStream): Promise<void>;
}

declare module 'node:assert' {
  function assert(value: unknown, message?: string | Error): asserts value;
  namespace assert {
    class AssertionError extends Error {
      actual: unknown;
      expected: unknown;
      operator: string;
    }
    function ok(value: unknown, message?: string | Error): asserts value;
    function fail(message?: string | Error): never;
    function equal(actual: unknown, expected: unknown, message?: string | Error): void;
    function notEqual(actual: unknown, expected: unknown, message?: string | Error): void;
    function strictEqual<T>(actual: unknown, expected: T, message?: string | Error): asserts actual is T;
    function notStrictEqual(actual: unknown, expected: unknown, message?: string | Error): void;
    function deepEqual(actual: unknown, expected: unknown, message?: string | Error): void;
    function notDeepEqual(actual: unknown, expected: unknown, message?: string | Error): void;
    function deepStrictEqual<T>(actual: unknown, expected: T, message?: string | Error): asserts actual is T;
    function notDeepStrictEqual(actual: unknown, expected: unknown, message?: string | Error): void;
    function match(text: string, pattern: RegExp, message?: string | Error): void;
    function doesNotMatch(text: string, pattern: RegExp, message?: string | Error): void;
    function throws(run: () => unknown, expected?: RegExp | Function | object | Error, message?: string | Error): void;
    function doesNotThrow(run: () => unknown): void;
    function rejects(
      run: Promise<unknown> | (() => Promise<unknown>),
      expected?: RegExp | Function | object | Error,
      message?: string | Error,
    ): Promise<void>;
    function doesNotReject(run: Promise<unknown> | (() => Promise<unknown>)): Promise<void>;
    function ifError(value: unknown): asserts value is null | undefined;
    const strict: typeof assert;
  }
  export = assert;
}
declare module 'node:assert/strict' {
  import assert from 'node:assert';
  export = assert;
}

declare module 'node:os' {
  export const EOL: '\n';
  export const devNull: '/dev/null';
  export const constants: { readonly signals: Record<string, number>; readonly errno: Record<string, number> };
  export function arch(): string;
  export function machine(): string;
  export function platform(): string;
  export function type(): string;
  export function endianness(): 'LE';
  export function hostname(): string;
  export function homedir(): string;
  export function tmpdir(): string;
  export function release(): string;
  export function version(): string;
  /** Seconds since the Pi was started. */
  export function uptime(): number;
  /** Of the last 1, 5 and 15 minutes. */
  export function loadavg(): number[];
  /** Bytes. */
  export function totalmem(): number;
  /** Bytes. */
  export function freemem(): number;
  export function availableParallelism(): number;
  export function cpus(): { model: string; speed: number }[];
  export function userInfo(): { uid: number; gid: number; username: string; homedir: string; shell: string | null };
}

declare module 'node:url' {
  /** `file:///home/pi/a.ts` to `/home/pi/a.ts`. */
  export function fileURLToPath(url: string | URL): string;
  export function pathToFileURL(path: string): URL;
  const UrlClass: typeof URL;
  const UrlSearchParamsClass: typeof URLSearchParams;
  export { UrlClass as URL, UrlSearchParamsClass as URLSearchParams };
}

declare module 'node:perf_hooks' {
  const own: Performance;
  export { own as performance };
}

declare module 'node:string_decoder' {
  /** Puts characters together that were cut between two pieces of bytes. */
  export class StringDecoder {
    constructor(encoding?: BufferEncoding);
    write(bytes: Uint8Array): string;
    end(bytes?: Uint8Array): string;
  }
}

declare module 'node:console' {
  export = console;
}
declare module 'node:path/posix' {
  export * from 'node:path';
}
declare module 'node:process' {
  export = process;
}
declare module 'node:buffer' {
  const bufferModule: { Buffer: BufferConstructor };
  export = bufferModule;
}

declare module 'events' {
  export * from 'node:events';
  export { default } from 'node:events';
}
declare module 'stream' {
  export * from 'node:stream';
}
declare module 'fs' {
  export * from 'node:fs';
}
declare module 'fs/promises' {
  export * from 'node:fs/promises';
}
declare module 'path' {
  export * from 'node:path';
}
declare module 'readline' {
  export * from 'node:readline';
}
declare module 'readline/promises' {
  export * from 'node:readline/promises';
}
declare module 'timers/promises' {
  export * from 'node:timers/promises';
}
declare module 'timers' {
  import own from 'node:timers';
  export = own;
}
declare module 'util' {
  export * from 'node:util';
}
declare module 'util/types' {
  export * from 'node:util/types';
}
declare module 'stream/promises' {
  export * from 'node:stream/promises';
}
declare module 'assert' {
  import own from 'node:assert';
  export = own;
}
declare module 'assert/strict' {
  import own from 'node:assert/strict';
  export = own;
}
declare module 'os' {
  export * from 'node:os';
}
declare module 'url' {
  export * from 'node:url';
}
declare module 'perf_hooks' {
  export * from 'node:perf_hooks';
}
declare module 'string_decoder' {
  export * from 'node:string_decoder';
}
declare module 'console' {
  import own from 'node:console';
  export = own;
}
declare module 'path/posix' {
  export * from 'node:path/posix';
}
declare module 'process' {
  import own from 'node:process';
  export = own;
}
declare module 'buffer' {
  import own from 'node:buffer';
  export = own;
}
