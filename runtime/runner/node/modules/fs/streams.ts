/** fs.createReadStream and fs.createWriteStream. */
import buffer from 'buffer/index.js';
import streams from 'readable-stream';
import type { NodeContext } from '../../node-context.ts';
import { pathArgument } from './arguments.ts';
import type { SyncFunctions } from './sync.ts';

const { Buffer } = buffer;

/** What Node reads at once. */
const PIECE = 64 * 1024;

interface StreamOptions {
  readonly encoding?: string;
  readonly flags?: string;
  readonly mode?: number;
  readonly fd?: number | { readonly fd: number };
  readonly start?: number;
  readonly end?: number;
  readonly highWaterMark?: number;
  readonly autoClose?: boolean;
}

export function fileStreams({ loop, program }: NodeContext, sync: SyncFunctions) {
  /** In a later turn, as reading a card takes its time. */
  const later = (run: () => void): void => void loop.immediate(run);
  const opened = (path: unknown, { fd, flags, mode }: StreamOptions, usual: string): number =>
    fd === undefined ? sync.openSync(path, flags ?? usual, mode) : typeof fd === 'number' ? fd : fd.fd;

  class ReadStream extends streams.Readable {
    static override readonly name: string = 'ReadStream';
    readonly path: unknown;
    fd: number | null = null;
    bytesRead = 0;
    readonly #options: StreamOptions;
    #at: number | undefined;

    constructor(path: unknown, options: StreamOptions = {}) {
      super({ highWaterMark: options.highWaterMark ?? PIECE, emitClose: true });
      this.path = path;
      this.#options = options;
      this.#at = options.start;
      if (options.encoding !== undefined) this.setEncoding(options.encoding);
    }

    _construct(done: (error?: unknown) => void): void {
      later(() => {
        try {
          this.fd = opened(this.path, this.#options, 'r');
        } catch (error) {
          return done(error);
        }
        done();
        this.emit('open', this.fd);
        this.emit('ready');
      });
    }

    _read(size: number): void {
      if (this.fd !== null && (this.fd === 0 || program.files.streamOf(this.fd) === 0)) return this.#readInput(size);
      later(() => {
        if (this.destroyed || this.fd === null) return;
        const { end = Infinity, start = 0 } = this.#options;
        const piece = Buffer.alloc(
          Math.max(0, Math.min(size, end + 1 - Math.max(start, this.#at ?? start + this.bytesRead))),
        );
        try {
          const length = piece.length === 0 ? 0 : sync.readSync(this.fd, piece, 0, piece.length, this.#at);
          this.bytesRead += length;
          if (this.#at !== undefined) this.#at += length;
          this.push(length === 0 ? null : piece.subarray(0, length));
        } catch (error) {
          this.destroy(error);
        }
      });
    }

    /** Standard input by its path: it may have to wait. */
    #readInput(size: number): void {
      const release = loop.hold();
      program.read(size).then(
        (bytes) => {
          loop.run(() => this.push(bytes === null ? null : Buffer.from(bytes)));
          release();
        },
        (error: unknown) => {
          loop.run(() => this.destroy(error));
          release();
        },
      );
    }

    _destroy(error: unknown, done: (error?: unknown) => void): void {
      closeOf(this, this.#options, error, done);
    }

    close(done?: () => void): void {
      if (done !== undefined) this.once('close', done);
      this.destroy();
    }
  }

  class WriteStream extends streams.Writable {
    static override readonly name: string = 'WriteStream';
    readonly path: unknown;
    fd: number | null = null;
    bytesWritten = 0;
    readonly #options: StreamOptions;
    #at: number | undefined;

    constructor(path: unknown, options: StreamOptions = {}) {
      super({
        decodeStrings: true,
        emitClose: true,
        ...(options.highWaterMark === undefined ? {} : { highWaterMark: options.highWaterMark }),
      });
      this.path = path;
      this.#options = options;
      this.#at = options.start;
    }

    _construct(done: (error?: unknown) => void): void {
      later(() => {
        try {
          this.fd = opened(this.path, this.#options, 'w');
        } catch (error) {
          return done(error);
        }
        done();
        this.emit('open', this.fd);
        this.emit('ready');
      });
    }

    _write(bytes: Uint8Array, _encoding: string, done: (error?: unknown) => void): void {
      later(() => {
        try {
          for (let written = 0; written < bytes.length;) {
            const length = sync.writeSync(this.fd, bytes, written, bytes.length - written, this.#at);
            written += length;
            if (this.#at !== undefined) this.#at += length;
          }
          this.bytesWritten += bytes.length;
        } catch (error) {
          return done(error);
        }
        done();
      });
    }

    _destroy(error: unknown, done: (error?: unknown) => void): void {
      closeOf(this, this.#options, error, done);
    }

    close(done?: () => void): void {
      if (done !== undefined) this.once('close', done);
      this.end();
    }
  }

  function closeOf(
    stream: { fd: number | null },
    { autoClose = true, fd: given }: StreamOptions,
    error: unknown,
    done: (error?: unknown) => void,
  ): void {
    const { fd } = stream;
    stream.fd = null;
    if (fd === null || !autoClose || typeof given === 'object') return done(error);
    later(() => {
      try {
        sync.closeSync(fd);
      } catch (failed) {
        return done(error ?? failed);
      }
      done(error);
    });
  }

  const optionsOf = (options: unknown): StreamOptions =>
    typeof options === 'string' ? { encoding: options } : ((options as StreamOptions | undefined) ?? {});
  const pathOf = (path: unknown, { fd }: StreamOptions): unknown => (fd === undefined ? pathArgument(path) : path);
  return {
    ReadStream,
    WriteStream,
    createReadStream: (path: unknown, options?: unknown) =>
      new ReadStream(pathOf(path, optionsOf(options)), optionsOf(options)),
    createWriteStream: (path: unknown, options?: unknown) =>
      new WriteStream(pathOf(path, optionsOf(options)), optionsOf(options)),
  };
}
