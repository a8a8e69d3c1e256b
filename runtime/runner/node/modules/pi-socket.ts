/** A TCP connection of the process as a stream of node: what `mqtt` speaks through. */
import { SystemError, type ByteStream } from '#runtime/ports.ts';
import buffer from 'buffer/index.js';
import streams from 'readable-stream';
import { connectError, streamError } from '../errors/node-error.ts';
import type { EventLoop } from '../event-loop.ts';

const { Buffer } = buffer;

export interface SocketOptions {
  readonly loop: EventLoop;
  readonly host: string;
  readonly port: number;
  readonly connect: () => Promise<ByteStream>;
}

type Done = (error?: Error | null) => void;

export class PiSocket extends streams.Duplex {
  static override readonly name: string = 'Socket';
  connecting = true;
  remoteAddress: string | undefined;
  remotePort: number | undefined;
  localAddress: string | undefined;
  localPort: number | undefined;
  readonly #loop: EventLoop;
  #stream: ByteStream | undefined;
  /** What waits for the connection, or for room in it. */
  #waiting: (() => void) | undefined;
  #drained: (() => void) | undefined;
  #release: () => void;
  #isClosed = false;

  constructor({ loop, host, port, connect }: SocketOptions) {
    super({ allowHalfOpen: false, decodeStrings: true });
    this.#loop = loop;
    this.#release = loop.hold();
    connect().then(
      (stream) => this.#connected(stream),
      (error: unknown) => {
        this.connecting = false;
        this.#isClosed = true;
        loop.run(() => this.destroy(error instanceof SystemError ? connectError(error, host, port) : error));
        this.#release();
      },
    );
  }

  _read(): void {
    this.#stream?.resume();
  }

  _write(bytes: Uint8Array, _encoding: string, done: Done): void {
    this.#whenConnected(() => {
      // The other end has hung up already: its `closed` says so.
      if (this.#isClosed || this.#stream === undefined) return done();
      if (this.#stream.write(new Uint8Array(bytes))) done();
      else this.#drained = done;
    });
  }

  _final(done: Done): void {
    this.#whenConnected(() => {
      if (!this.#isClosed) this.#stream?.end();
      done();
    });
  }

  _destroy(error: Error | null, done: Done): void {
    const stream = this.#stream;
    if (!this.#isClosed && stream !== undefined) {
      // What was written still goes out, as the kernel sees to it.
      if (error === null) stream.end();
      else stream.destroy();
    }
    this.#isClosed = true;
    this.#release();
    done(error);
  }

  setKeepAlive(): this {
    return this;
  }

  setNoDelay(): this {
    return this;
  }

  ref(): this {
    this.#release();
    if (!this.#isClosed) this.#release = this.#loop.hold();
    return this;
  }

  unref(): this {
    this.#release();
    return this;
  }

  #whenConnected(run: () => void): void {
    if (this.#stream !== undefined || this.#isClosed) run();
    else this.#waiting = run;
  }

  #connected(stream: ByteStream): void {
    if (this.destroyed) return stream.destroy();
    this.#stream = stream;
    this.connecting = false;
    this.remoteAddress = stream.remote.host;
    this.remotePort = stream.remote.port;
    this.localAddress = stream.local.host;
    this.localPort = stream.local.port;
    this.#loop.run(() => {
      this.emit('connect');
      this.emit('ready');
      this.#waiting?.();
    });
    stream.open({
      data: (bytes) =>
        this.#loop.run(() => {
          if (!this.destroyed && !this.push(Buffer.from(bytes))) stream.pause();
        }),
      drain: () => {
        const done = this.#drained;
        this.#drained = undefined;
        if (done !== undefined) this.#loop.run(done);
      },
      closed: (error) => this.#loop.run(() => this.#closed(error)),
    });
  }

  #closed(error: SystemError | undefined): void {
    this.#isClosed = true;
    const release = this.#loop.hold();
    if (error !== undefined) this.destroy(streamError(error, 'read'));
    else {
      this.push(null);
      // Nobody may be reading: the end comes nevertheless.
      this.resume();
    }
    this.#drained?.();
    this.#release();
    release();
  }
}
