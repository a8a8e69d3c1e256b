/** Packages of npm that bring no types of their own, as far as `node` here uses them. */
declare module 'readable-stream' {
  export class Stream {}
  export class Readable extends Stream {
    constructor(options?: object);
    static from(source: unknown, options?: object): Readable;
    readable: boolean;
    destroyed: boolean;
    push(chunk: unknown, encoding?: string): boolean;
    read(size?: number): unknown;
    pause(): this;
    resume(): this;
    isPaused(): boolean;
    destroy(error?: unknown): this;
    setEncoding(encoding: string): this;
    on(event: string, heard: (...args: never[]) => void): this;
    once(event: string, heard: (...args: never[]) => void): this;
    off(event: string, heard: (...args: never[]) => void): this;
    emit(event: string, ...args: unknown[]): boolean;
    listenerCount(event: string): number;
    pipe<To>(to: To): To;
  }
  export class Writable extends Stream {
    constructor(options?: object);
    destroyed: boolean;
    write(chunk: unknown, encoding?: unknown, done?: unknown): boolean;
    end(chunk?: unknown, encoding?: unknown, done?: unknown): this;
    destroy(error?: unknown): this;
    on(event: string, heard: (...args: never[]) => void): this;
    once(event: string, heard: (...args: never[]) => void): this;
    emit(event: string, ...args: unknown[]): boolean;
    listenerCount(event: string): number;
  }
  export class Duplex extends Readable {
    write(chunk: unknown, encoding?: unknown, done?: unknown): boolean;
    end(chunk?: unknown, encoding?: unknown, done?: unknown): this;
  }
  const streams: {
    Readable: typeof Readable;
    Writable: typeof Writable;
    Duplex: typeof Duplex;
    Transform: typeof Duplex;
    PassThrough: typeof Duplex;
    Stream: typeof Stream;
    finished: unknown;
    pipeline: unknown;
    addAbortSignal: unknown;
    compose: unknown;
    promises: object;
  };
  export default streams;
}
declare module 'events/events.js' {
  class EventEmitter {
    static defaultMaxListeners: number;
    static once(emitter: unknown, event: string): Promise<unknown[]>;
    on(event: string | symbol, heard: (...args: never[]) => void): this;
    once(event: string | symbol, heard: (...args: never[]) => void): this;
    off(event: string | symbol, heard: (...args: never[]) => void): this;
    addListener(event: string | symbol, heard: (...args: never[]) => void): this;
    removeListener(event: string | symbol, heard: (...args: never[]) => void): this;
    removeAllListeners(event?: string | symbol): this;
    prependListener(event: string | symbol, heard: (...args: never[]) => void): this;
    emit(event: string | symbol, ...args: unknown[]): boolean;
    listenerCount(event: string | symbol): number;
    listeners(event: string | symbol): ((...args: unknown[]) => void)[];
    eventNames(): (string | symbol)[];
    setMaxListeners(count: number): this;
  }
  export default EventEmitter;
}
declare module 'string_decoder/lib/string_decoder.js' {
  const decoder: { StringDecoder: new (encoding?: string) => unknown };
  export default decoder;
}
declare module 'path-browserify' {
  const path: Record<string, unknown> & {
    join(...parts: string[]): string;
    resolve(...parts: string[]): string;
    relative(from: string, to: string): string;
    dirname(path: string): string;
    basename(path: string, suffix?: string): string;
    extname(path: string): string;
    posix: object;
  };
  export default path;
}
/** The `process` that readable-stream knows in a page; on Node a resolve hook leads it there too. */
declare module 'process/browser.js' {
  const process: { nextTick(run: (...args: unknown[]) => void, ...args: unknown[]): void };
  export default process;
}
declare module 'sucrase/dist/parser/index.js' {
  interface Token {
    readonly start: number;
    readonly end: number;
    readonly isType: boolean;
    readonly type: number;
  }
  const parser: {
    parse(code: string, isJsx: boolean, isTypeScript: boolean, isFlow: boolean): { readonly tokens: readonly Token[] };
  };
  export default parser;
}
