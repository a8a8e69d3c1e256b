import type { Address, ByteStream, StreamReceiver } from '#runtime/ports.ts';
import { SystemError } from '#runtime/ports.ts';

export interface WireOptions {
  /** When bytes arrive: in a later turn. A `ManualClock` makes that the next `settle`. Default: the host's loop. */
  readonly clock?: { soon(run: () => void): void };
  readonly client?: Address;
  readonly server?: Address;
  /** Bytes that may be on their way before `write` says false. */
  readonly highWater?: number;
}

/** An in-memory connection: the client's end and the server's, with back-pressure, FIN and RST. */
export function streamPair(options: WireOptions = {}): [client: WireEnd, server: WireEnd] {
  const {
    clock = { soon: (run) => void setImmediate(run) },
    client: clientAddress = { host: '127.0.0.1', port: 40_000 },
    server: serverAddress = { host: '127.0.0.1', port: 1883 },
    highWater = 64 * 1024,
  } = options;
  const soon = (run: () => void): void => clock.soon(run);
  const client = new WireEnd(clientAddress, serverAddress, soon, highWater);
  const server = new WireEnd(serverAddress, clientAddress, soon, highWater);
  client.join(server);
  server.join(client);
  return [client, server];
}

/** One end of a `streamPair`. */
export class WireEnd implements ByteStream {
  readonly local: Address;
  readonly remote: Address;
  /** Bytes that this end has written and the other has not taken. */
  waiting = 0;
  readonly #soon: (run: () => void) => void;
  readonly #highWater: number;
  #peer: WireEnd | undefined;
  #receiver: StreamReceiver | undefined;
  #inbox: Uint8Array[] = [];
  #finReceived = false;
  #finSent = false;
  #full = false;
  #paused = false;
  #scheduled = false;
  #closed = false;

  constructor(local: Address, remote: Address, soon: (run: () => void) => void, highWater: number) {
    this.local = local;
    this.remote = remote;
    this.#soon = soon;
    this.#highWater = highWater;
  }

  join(peer: WireEnd): void {
    this.#peer = peer;
  }

  open(receiver: StreamReceiver): void {
    if (this.#receiver !== undefined) throw new Error('open() is called once, by the owner of this end');
    this.#receiver = receiver;
    this.#schedule();
  }

  write(bytes: Uint8Array): boolean {
    const peer = this.#peer;
    if (this.#finSent || this.#closed || peer === undefined) return false;
    peer.#inbox.push(bytes);
    this.waiting += bytes.length;
    peer.#schedule();
    if (this.waiting > this.#highWater) this.#full = true;
    return !this.#full;
  }

  end(): void {
    if (this.#finSent || this.#closed) return;
    this.#finSent = true;
    const peer = this.#peer;
    if (peer === undefined) return;
    peer.#finReceived = true;
    peer.#schedule();
  }

  destroy(): void {
    if (this.#closed) return;
    const peer = this.#peer;
    this.#inbox = [];
    this.#soon(() => this.#close());
    if (peer !== undefined) this.#soon(() => peer.#reset());
  }

  pause(): void {
    this.#paused = true;
  }

  resume(): void {
    this.#paused = false;
    this.#schedule();
  }

  #schedule(): void {
    if (this.#scheduled) return;
    this.#scheduled = true;
    this.#soon(() => {
      this.#scheduled = false;
      this.#deliver();
    });
  }

  #deliver(): void {
    const peer = this.#peer;
    const arrived = this.#receiver === undefined || this.#paused || this.#closed ? [] : this.#inbox;
    if (arrived.length > 0) this.#inbox = [];
    for (const [index, bytes] of arrived.entries()) {
      if (this.#paused || this.#closed) {
        this.#inbox = [...arrived.slice(index), ...this.#inbox];
        break;
      }
      if (peer !== undefined) peer.waiting -= bytes.length;
      this.#receiver?.data(bytes);
    }
    if (peer !== undefined && peer.#full && peer.waiting === 0) {
      peer.#full = false;
      if (!peer.#closed) peer.#receiver?.drain();
    }
    if (this.#finReceived && this.#inbox.length === 0 && this.#receiver !== undefined && !this.#paused) {
      // As TCP without half-open ends: the other's FIN is answered with one's own.
      this.end();
      this.#close();
    }
  }

  #reset(): void {
    this.#inbox = [];
    this.#close(new SystemError('ECONNRESET', `${this.remote.host}:${this.remote.port}`));
  }

  #close(error?: SystemError): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#receiver?.closed(error);
  }
}
