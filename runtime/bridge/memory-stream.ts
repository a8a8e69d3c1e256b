/**
 * A connection inside one program: two streams, and what goes into one comes out of the other, in a later
 * turn of the event loop, with back-pressure, FIN and RST. It is how a bridge is a client of the broker
 * beside it.
 */
import { SystemError } from '#runtime/ports.ts';
import type { Address, ByteStream, Clock, StreamReceiver } from '#runtime/ports.ts';

/** No address of a network. */
const HERE: Address = { host: '', port: 0 };

export interface MemoryPairOptions {
  readonly clock: Pick<Clock, 'soon'>;
  /** Addresses of the two ends; absent: they have none. */
  readonly one?: Address;
  readonly other?: Address;
  /** Bytes under way one way after which `write` says that it is enough; `drain` comes when all have been taken. */
  readonly highWater?: number;
}

/** @returns the two ends */
export function memoryPair({
  clock,
  one = HERE,
  other = HERE,
  highWater = 256 * 1024,
}: MemoryPairOptions): [MemoryStream, MemoryStream] {
  const pair: [MemoryStream, MemoryStream] = [
    new MemoryStream(clock, one, other, highWater),
    new MemoryStream(clock, other, one, highWater),
  ];
  pair[0].join(pair[1]);
  pair[1].join(pair[0]);
  return pair;
}

/** One end. */
export class MemoryStream implements ByteStream {
  readonly local: Address;
  readonly remote: Address;
  /** Bytes that this end has written and the other has not taken. */
  waiting = 0;
  readonly #clock: Pick<Clock, 'soon'>;
  readonly #highWater: number;
  #peer: MemoryStream | undefined;
  #receiver: StreamReceiver | undefined;
  /** What the other end has written and this one has not been given. */
  #arrived: Uint8Array[] = [];
  /** How many of them have been given; they are let go when they are half of all, so that each is moved once at most. */
  #given = 0;
  #finSent = false;
  #finReceived = false;
  #full = false;
  #paused = false;
  #scheduled = false;
  #closed = false;

  constructor(clock: Pick<Clock, 'soon'>, local: Address, remote: Address, highWater: number) {
    this.#clock = clock;
    this.local = local;
    this.remote = remote;
    this.#highWater = highWater;
  }

  join(peer: MemoryStream): void {
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
    peer.#arrived.push(bytes);
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
    this.#forget();
    this.#clock.soon(() => this.#close());
    if (peer !== undefined) this.#clock.soon(() => peer.#reset());
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
    this.#clock.soon(() => {
      this.#scheduled = false;
      this.#deliver();
    });
  }

  /** What comes meanwhile has a turn of its own. */
  #deliver(): void {
    const receiver = this.#receiver;
    const peer = this.#peer;
    if (receiver === undefined || peer === undefined) return;
    for (const last = this.#arrived.length; this.#given < last && !this.#paused && !this.#closed;) {
      const bytes = this.#arrived[this.#given++];
      // Thrown away in between, with the connection.
      if (bytes === undefined) break;
      peer.waiting -= bytes.length;
      receiver.data(bytes);
    }
    if (this.#given > 0 && this.#given * 2 >= this.#arrived.length) {
      this.#arrived = this.#arrived.slice(this.#given);
      this.#given = 0;
    }
    if (peer.#full && peer.waiting === 0) {
      peer.#full = false;
      if (!peer.#closed) peer.#receiver?.drain();
    }
    if (this.#finReceived && this.#arrived.length === 0 && !this.#paused) {
      // As TCP without half-open ends: the other's FIN is answered with one's own.
      this.end();
      this.#close();
    }
  }

  #forget(): void {
    this.#arrived = [];
    this.#given = 0;
  }

  #reset(): void {
    this.#forget();
    this.#close(new SystemError('ECONNRESET', `${this.remote.host}:${this.remote.port}`));
  }

  #close(error?: SystemError): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#receiver?.closed(error);
  }
}
