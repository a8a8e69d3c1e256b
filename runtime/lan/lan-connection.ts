/**
 * A connection of the virtual LAN, with its two ends. How one ends:
 *
 * | what | this end's `closed` | the other end's `closed` |
 * |---|---|---|
 * | `end()` | no error, once all was delivered | no error, after the last byte |
 * | `destroy()` | no error | `ECONNRESET`; what was under way is lost |
 * | `cut()` from outside | `ECONNRESET` | `ECONNRESET` |
 * | host unplugged | nothing: it cannot know. `ETIMEDOUT` 15 minutes after bytes got stuck | nothing |
 *
 * There are no connections closed in one direction only (shutdown(2)): an end that called `end()`
 * reads no more. An end that sends to one that is no longer there gets `ECONNRESET`.
 */
import type { Cause, ProcessRef, TerminalId } from '#runtime/events/event.ts';
import { SystemError } from '#runtime/ports.ts';
import type { Address, ByteStream, Clock, StreamReceiver } from '#runtime/ports.ts';
import { Half } from './half.ts';
import type { LanTap } from './lan-tap.ts';

/** Who opened a connection, or listens. */
export interface ConnectionOwner {
  readonly process: ProcessRef;
  readonly by: Cause;
  readonly terminal?: TerminalId;
}

export type Side = 'client' | 'server';

/** What both ends speak below the bytes that the LAN carries. */
export type WireProtocol = 'websockets';

export interface ConnectionOptions {
  readonly id: number;
  readonly clock: Clock;
  readonly tap: LanTap | undefined;
  readonly client: Address;
  readonly server: Address;
  readonly clientHost: string;
  readonly serverHost: string;
  readonly owner: ConnectionOwner | undefined;
  readonly listener: ConnectionOwner | undefined;
  readonly protocol: WireProtocol | undefined;
  readonly wire: { latency(): number; isUp(): boolean };
  readonly over: (connection: LanConnection) => void;
}

export class LanConnection {
  /** From 1, in the order of opening. */
  readonly id: number;
  readonly client: Address;
  readonly server: Address;
  readonly clientHost: string;
  readonly serverHost: string;
  /** Of the client. */
  readonly owner: ConnectionOwner | undefined;
  /** Of the server; absent: it is not of this LAN, and its connections are handed on. */
  readonly listener: ConnectionOwner | undefined;
  /** Present: the bytes are the payload of WebSocket frames. */
  readonly protocol: WireProtocol | undefined;
  readonly clientEnd: End;
  readonly serverEnd: End;
  readonly #options: ConnectionOptions;
  #isClosed = false;

  constructor(options: ConnectionOptions) {
    this.id = options.id;
    this.client = options.client;
    this.server = options.server;
    this.clientHost = options.clientHost;
    this.serverHost = options.serverHost;
    this.owner = options.owner;
    this.listener = options.listener;
    this.protocol = options.protocol;
    this.#options = options;
    this.clientEnd = new End(this, 'client', options);
    this.serverEnd = new End(this, 'server', options);
    this.clientEnd.join(this.serverEnd);
    this.serverEnd.join(this.clientEnd);
  }

  /** The wire breaks: both ends see `ECONNRESET`, what was under way is lost. */
  cut(): void {
    this.reportClosed('wire', new SystemError('ECONNRESET'));
    this.clientEnd.fail(new SystemError('ECONNRESET'));
    this.serverEnd.fail(new SystemError('ECONNRESET'));
  }

  /** For the host: the wire between the two was unplugged, or plugged in. */
  wireChanged(): void {
    this.clientEnd.wireChanged();
    this.serverEnd.wireChanged();
  }

  reportData(sender: Side, bytes: Uint8Array): void {
    if (!this.#isClosed) this.#options.tap?.data(this, sender, bytes);
  }

  /** The first report counts. */
  reportClosed(side: Side | 'wire', error?: SystemError): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#options.tap?.closed(this, side, error);
  }

  endClosed(): void {
    if (this.clientEnd.isClosed && this.serverEnd.isClosed) this.#options.over(this);
  }
}

/** One end of a connection: the stream that a program holds. */
export class End implements ByteStream {
  readonly local: Address;
  readonly remote: Address;
  readonly connection: LanConnection;
  readonly #side: Side;
  readonly #clock: Clock;
  readonly #wire: { latency(): number; isUp(): boolean };
  /** What goes from here to the other end. */
  readonly #out: Half;
  #other!: End;
  #receiver: StreamReceiver | undefined;
  #isPaused = false;
  /** `end()` was called: it reads no more. */
  #isEnding = false;
  #isClosed = false;
  /** `closed` to be told once there is a receiver. */
  #untold: { readonly error?: SystemError } | undefined;

  constructor(connection: LanConnection, side: Side, options: ConnectionOptions) {
    this.connection = connection;
    this.local = side === 'client' ? options.client : options.server;
    this.remote = side === 'client' ? options.server : options.client;
    this.#side = side;
    this.#clock = options.clock;
    this.#wire = options.wire;
    this.#out = new Half(options.clock, {
      latency: () => options.wire.latency(),
      wireUp: () => options.wire.isUp(),
      passing: (bytes) => (bytes === 'fin' ? connection.reportClosed(side) : connection.reportData(side, bytes)),
      ready: () => this.#other.#isReady,
      deliver: (bytes) => this.#other.#receive(bytes),
      drained: () => this.#receiver?.drain(),
      gaveUp: () => {
        connection.reportClosed('wire', new SystemError('ETIMEDOUT'));
        this.fail(new SystemError('ETIMEDOUT'));
      },
    });
  }

  join(other: End): void {
    this.#other = other;
  }

  /** What both ends speak below the bytes. */
  get protocol(): WireProtocol | undefined {
    return this.connection.protocol;
  }

  get isClosed(): boolean {
    return this.#isClosed;
  }

  /** An end that is closed takes bytes too: it answers them with a reset. */
  get #isReady(): boolean {
    return this.#isClosed || this.#isEnding || (this.#receiver !== undefined && !this.#isPaused);
  }

  // ---- ByteStream ----------------------------------------------------------------------------

  open(receiver: StreamReceiver): void {
    this.#receiver = receiver;
    if (this.#untold !== undefined) this.#tell(this.#untold.error);
    this.#other.#out.schedule();
  }

  write(bytes: Uint8Array): boolean {
    if (this.#isClosed || this.#isEnding) return true;
    return this.#out.write(bytes);
  }

  end(): void {
    if (this.#isClosed || this.#isEnding) return;
    this.#isEnding = true;
    this.#out.fin();
    this.#other.#out.schedule();
  }

  destroy(): void {
    if (this.#isClosed) return;
    this.connection.reportClosed(this.#side, new SystemError('ECONNRESET'));
    this.#close();
    this.#reset();
  }

  pause(): void {
    this.#isPaused = true;
  }

  resume(): void {
    this.#isPaused = false;
    this.#other.#out.schedule();
  }

  // ---- the wire ------------------------------------------------------------------------------

  #receive(bytes: Uint8Array | 'fin'): void {
    if (bytes === 'fin') {
      // The sender has nothing more to wait for, whatever became of this end.
      this.#other.#close();
      if (!this.#isClosed) this.#close();
    } else if (this.#isClosed) this.#reset();
    else if (!this.#isEnding) this.#receiver?.data(bytes);
  }

  /** Tells the other end that there is nothing here, if the wire lets it. */
  #reset(): void {
    const other = this.#other;
    const arrive = () => {
      if (this.#wire.isUp()) other.fail(new SystemError('ECONNRESET'));
    };
    const latency = this.#wire.latency();
    if (latency > 0) this.#clock.timer(latency, arrive);
    else this.#clock.soon(arrive);
  }

  fail(error: SystemError): void {
    // It has said goodbye already: how the other end takes it is no longer its concern.
    if (!this.#isClosed) this.#close(this.#isEnding && error.code === 'ECONNRESET' ? undefined : error);
  }

  #close(error?: SystemError): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#out.close();
    if (this.#receiver === undefined) this.#untold = error === undefined ? {} : { error };
    else this.#tell(error);
    this.connection.endClosed();
    // What the other end has under way to here must be answered.
    this.#other.#out.schedule();
  }

  #tell(error?: SystemError): void {
    this.#untold = undefined;
    // In a turn of its own: the caller may be in the midst of something.
    this.#clock.soon(() => this.#receiver?.closed(error));
  }

  wireChanged(): void {
    this.#out.wireChanged();
  }
}
